import { AsyncQueue } from '../../src-shared/base/async-queue'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { Clock } from '../platform/clock'

/** Milliseconds between two updates, at least: ten a second, whatever happens underneath. */
const shortestPauseMs = 100

/** Where a feed reads the state of things. */
export interface LibrarySource {
  /** Every pack that anything is known of. */
  allEntries(): readonly LibraryEntry[]
  /** One pack; `undefined` when nothing is known of it any more. */
  entry(id: AssetPackID): LibraryEntry | undefined
  facts(): LibraryFacts
}

/** What may have changed: one pack, or anything. */
export type LibraryChange = AssetPackID | 'everything'

/**
 * One window's view: first everything, then what differs from what it was told before. Changes are gathered for a tenth of
 * a second; a window that reads slower than that finds the newest state, never a backlog.
 */
export class LibraryFeed {
  readonly updates: AsyncIterableIterator<LibraryUpdate, undefined>
  readonly #source: LibrarySource
  readonly #clock: Clock
  readonly #queue: AsyncQueue<LibraryUpdate>
  readonly #told = new Map<string, { readonly id: AssetPackID; readonly text: string }>()
  readonly #changed = new Map<string, AssetPackID>()
  #isEverythingChanged = false
  #toldFacts: string
  #toldAt: number
  #cancelTimer: (() => void) | undefined

  /** `onLeave` runs once, when the reader leaves or the feed is closed. */
  constructor(source: LibrarySource, clock: Clock, onLeave: () => void) {
    this.#source = source
    this.#clock = clock
    this.#queue = new AsyncQueue({
      absorb: mergedUpdates,
      onLeave: () => {
        this.#cancelTimer?.()
        onLeave()
      },
    })
    this.updates = this.#queue
    const entries = source.allEntries()
    const facts = source.facts()
    for (const entry of entries) this.#remember(entry)
    this.#toldFacts = JSON.stringify(facts)
    this.#toldAt = clock.monotonic()
    this.#queue.push({ kind: 'snapshot', entries, facts })
  }

  /** Something may look different now. */
  changed(change: LibraryChange): void {
    if (change === 'everything') this.#isEverythingChanged = true
    else this.#changed.set(assetPackIDKey(change), change)
    this.factsChanged()
  }

  /** Facts are compared whenever something is told. */
  factsChanged(): void {
    if (this.#cancelTimer !== undefined) return
    const wait = Math.max(0, this.#toldAt + shortestPauseMs - this.#clock.monotonic())
    this.#cancelTimer = this.#clock.schedule(wait, () => {
      this.#tell()
    })
  }

  /** Ends the stream. */
  close(): void {
    this.#queue.end()
  }

  #tell(): void {
    this.#cancelTimer = undefined
    this.#toldAt = this.#clock.monotonic()
    const facts = this.#source.facts()
    const factsText = JSON.stringify(facts)
    const { entries, removedIDs } = this.#differences()
    if (entries.length === 0 && removedIDs.length === 0 && factsText === this.#toldFacts) return
    const factsChanged = factsText !== this.#toldFacts
    this.#toldFacts = factsText
    this.#queue.push({ kind: 'changed', entries, removedIDs, ...(factsChanged ? { facts } : {}) })
  }

  #differences(): { readonly entries: readonly LibraryEntry[]; readonly removedIDs: readonly AssetPackID[] } {
    const present = this.#isEverythingChanged
      ? this.#source.allEntries()
      : [...this.#changed.values()].flatMap((id) => this.#source.entry(id) ?? [])
    const presentKeys = new Set(present.map(({ assetPack }) => assetPackIDKey(assetPack.id)))
    const looked = this.#isEverythingChanged ? [...this.#told.keys()] : [...this.#changed.keys()]
    this.#isEverythingChanged = false
    this.#changed.clear()
    const removedIDs = looked.flatMap((key) => {
      const told = presentKeys.has(key) ? undefined : this.#told.get(key)
      if (told !== undefined) this.#told.delete(key)
      return told?.id ?? []
    })
    return { entries: present.filter((entry) => this.#remember(entry)), removedIDs }
  }

  /** Whether the entry differs from what was told. */
  #remember(entry: LibraryEntry): boolean {
    const { id } = entry.assetPack
    const text = JSON.stringify(entry)
    const key = assetPackIDKey(id)
    const differs = this.#told.get(key)?.text !== text
    this.#told.set(key, { id, text })
    return differs
  }
}

/** Joins a change with one that nobody has read yet; the newest state of each pack wins. */
export function mergedUpdates(
  waiting: readonly LibraryUpdate[],
  next: LibraryUpdate,
): readonly LibraryUpdate[] {
  const last = waiting.at(-1)
  if (last?.kind !== 'changed' || next.kind !== 'changed') return [...waiting, next]
  const nextKeys = new Set(
    [...next.entries.map(({ assetPack }) => assetPack.id), ...next.removedIDs].map(assetPackIDKey),
  )
  const isOlder = (id: AssetPackID): boolean => nextKeys.has(assetPackIDKey(id))
  const facts = next.facts ?? last.facts
  const merged: LibraryUpdate = {
    kind: 'changed',
    entries: [...last.entries.filter(({ assetPack }) => !isOlder(assetPack.id)), ...next.entries],
    removedIDs: [...last.removedIDs.filter((id) => !isOlder(id)), ...next.removedIDs],
    ...(facts === undefined ? {} : { facts }),
  }
  return [...waiting.slice(0, -1), merged]
}
