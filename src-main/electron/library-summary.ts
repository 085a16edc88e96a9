import type { LibraryEntry, LibraryUpdate } from '../../src-shared/domain/library'

/** Every pack by id, as the library stream tells it. */
export type LibraryByID = ReadonlyMap<string, LibraryEntry>

/** The library after `update`. */
export function afterUpdate(before: LibraryByID, update: LibraryUpdate): LibraryByID {
  const after = new Map(update.kind === 'snapshot' ? [] : before)
  for (const entry of update.entries) after.set(entry.assetPack.id, entry)
  if (update.kind === 'changed') for (const id of update.removedIDs) after.delete(id)
  return after
}

/** What the taskbar shows of all downloads together. */
export interface OverallProgress {
  /** Downloads that want to run: waiting or running, not paused. */
  readonly active: number
  readonly paused: number
  readonly failed: number
  /** 0 to 1 over the bytes of the active downloads; undefined when there is none. */
  readonly fraction: number | undefined
}

/** Sums up the downloads of the library. */
export function overallProgress(library: LibraryByID): OverallProgress {
  const entries = [...library.values()]
  const active = entries.flatMap(({ download }) =>
    download === undefined || download.state === 'paused' ? [] : [download.progress],
  )
  const weights = active.map(({ totalBytes }) => Math.max(totalBytes, 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const done = active.reduce(
    (sum, { fractionCompleted }, index) => sum + fractionCompleted * (weights[index] ?? 0),
    0,
  )
  return {
    active: active.length,
    paused: entries.filter(({ download }) => download?.state === 'paused').length,
    failed: entries.filter(({ error }) => error !== undefined).length,
    fraction: active.length === 0 ? undefined : done / total,
  }
}

/** Whether the newest known version of the pack is on this machine. */
export function isInstalled(entry: LibraryEntry): boolean {
  return entry.local?.version === entry.assetPack.version
}
