import type { LibraryEntry } from '../../src-shared/domain/library'
import type { Clock } from './clock'
import { prepareSearch } from './pack-search'

/** How long the list has been there before the first packs are read: the person sees it first. */
const delayMs = 1_000
/** So many packs at a time, with pauses: nobody is to wait for it. */
const packsAtOnce = 40
const pauseMs = 20

/**
 * Reads packs for the search while nothing else is to do: of thousands that takes longer than a key may. What was read before
 * is no work. The returned function ends it.
 */
export function prepareSearchSoon(entries: readonly LibraryEntry[], clock: Clock): () => void {
  let next = 0
  const prepare = (): void => {
    for (const entry of entries.slice(next, next + packsAtOnce)) prepareSearch(entry)
    next += packsAtOnce
    if (next < entries.length) stop = clock.schedule(pauseMs, prepare)
  }
  let stop = clock.schedule(delayMs, prepare)
  return () => {
    stop()
  }
}
