import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { LibraryEntry } from '../../src-shared/domain/library'

/** Whether asking for it now would start a download that waits: nobody can be asked for a network or for space. */
export function canStartNow({ download }: LibraryEntry): boolean {
  if (download?.state !== 'waiting') return false
  const { waitingFor = 'queue' } = download.progress
  return waitingFor !== 'network' && waitingFor !== 'diskSpace'
}

/** Whether it waits for nothing but its turn. */
export function waitsForItsTurn({ download }: LibraryEntry): boolean {
  if (download === undefined) return false
  const { waitingFor = 'queue', waitingBecause } = download.progress
  return waitingFor === 'queue' && waitingBecause === undefined
}

/**
 * The pack after which another one starts: the one before it that only waits for its turn, else the one that runs.
 * `undefined` where several run, for nobody knows which of them ends first.
 */
export function startsAfter(
  entry: LibraryEntry,
  waiting: readonly LibraryEntry[],
  running: readonly AssetPackDescription[],
): AssetPackDescription | undefined {
  const before = waiting.slice(0, waiting.indexOf(entry)).findLast(waitsForItsTurn)
  return before?.assetPack ?? (running.length === 1 ? running[0] : undefined)
}
