import type { LibraryEntry, LibraryFacts } from '../../src-shared/domain/library'
import { isActive, packState } from '../../src-shared/domain/pack-state'

/**
 * Where the first run stands.
 *
 * - `hidden`: it has ended or not begun, or what is missing failed for good, or has no room, and must not hold anybody up.
 * - `installing`: the first launch has not ended, and a needed pack is on its way.
 * - `ready`: the first launch ended, with all needed packs here, while this window watched.
 * - `dismissed`: the person has seen it.
 */
export type FirstRunState = 'hidden' | 'installing' | 'ready' | 'dismissed'

/**
 * Whether the person is asked what is asked at the first start: `unknown` until the first packs are known, `due` while what is
 * recommended waits for the answer, `answered` until what is needed is here, and then `over`.
 */
export type WelcomeState = 'unknown' | 'due' | 'answered' | 'over'

/** The next state after the library changed: as the first packs become known it shows whether there is a question. */
export function nextWelcome(
  previous: WelcomeState,
  entries: ReadonlyMap<unknown, LibraryEntry>,
  { isPrefetchHeld }: Pick<LibraryFacts, 'isPrefetchHeld'>,
): WelcomeState {
  if (previous !== 'unknown' || entries.size === 0) return previous
  return isPrefetchHeld === true ? 'due' : 'over'
}

/** The next state after the library changed. Whether the first launch has ended is for the manager to say, once and for all. */
export function nextFirstRun(
  previous: FirstRunState,
  entries: Iterable<LibraryEntry>,
  { isFirstLaunch }: Pick<LibraryFacts, 'isFirstLaunch'>,
): FirstRunState {
  if (previous === 'dismissed') return previous
  const missing = neededEntries(entries).filter((entry) => entry.local === undefined)
  if (isFirstLaunch !== undefined) {
    if (missing.length === 0) return previous
    if (missing.some(waitsForRoom)) return 'hidden'
    return missing.some((entry) => isActive(packState(entry))) ? 'installing' : 'hidden'
  }
  if (previous === 'installing') return missing.length === 0 ? 'ready' : 'hidden'
  return previous
}

/** It goes on when somebody has made room, which nobody can do who is held where it is not to be made. */
function waitsForRoom({ download }: LibraryEntry): boolean {
  return download?.progress.waitingFor === 'diskSpace'
}

/** The packs that are needed before first use; of localized ones those that somebody fetches. */
function neededEntries(entries: Iterable<LibraryEntry>): readonly LibraryEntry[] {
  return [...entries].filter((entry) => entry.assetPack.policy.kind === 'essential' && !isForOthers(entry))
}

/** In another language than the reader's: nobody fetches it. */
function isForOthers(entry: LibraryEntry): boolean {
  if (entry.assetPack.language === undefined || entry.local !== undefined) return false
  const state = packState(entry)
  return !isActive(state) && state !== 'failed'
}

/** Those of them that are here or on their way; one that the app's extension declined, or somebody cancelled, is neither. */
export function comingEntries(entries: Iterable<LibraryEntry>): readonly LibraryEntry[] {
  return neededEntries(entries).filter((entry) => entry.local !== undefined || isActive(packState(entry)))
}

/** What a person may take or leave at the first start: what is not needed, not here, and not in the language of others. */
export function offeredEntries(entries: Iterable<LibraryEntry>): readonly LibraryEntry[] {
  return [...entries].filter(
    (entry) =>
      entry.assetPack.policy.kind !== 'essential' && entry.local === undefined && !isForOthers(entry),
  )
}

/** How far the needed packs are together, 0 to 1, by bytes. */
export function neededFraction(entries: readonly LibraryEntry[]): number {
  const total = entries.reduce((sum, entry) => sum + entry.assetPack.downloadSize, 0)
  if (total === 0) return 0
  const done = entries.reduce((sum, entry) => sum + entry.assetPack.downloadSize * fraction(entry), 0)
  return Math.min(1, done / total)
}

function fraction(entry: LibraryEntry): number {
  if (entry.download !== undefined && entry.local === undefined)
    return entry.download.progress.fractionCompleted
  return entry.local === undefined ? 0 : 1
}
