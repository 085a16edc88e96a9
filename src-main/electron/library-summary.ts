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
export interface QueueCounts {
  /** Downloads that want to run: waiting or running, not paused. */
  readonly active: number
  readonly paused: number
  readonly failed: number
}

/** How far all downloads are that began since there was last none. */
export interface BatchProgress {
  /** What each download weighs, and how much of it is done; one that has come stays, whole. */
  readonly parts: ReadonlyMap<string, { readonly weight: number; readonly fraction: number }>
  /** 0 to 1; never goes backwards within a batch, whatever joins it. Undefined while nothing is wanted. */
  readonly fraction: number | undefined
}

/** Where it begins. */
export const noBatch: BatchProgress = { parts: new Map(), fraction: undefined }

/** Counts the downloads of the library. */
export function queueCounts(library: LibraryByID): QueueCounts {
  const count = { active: 0, paused: 0, failed: 0 }
  for (const entry of library.values()) {
    if (entry.download?.state === 'paused') count.paused += 1
    else if (entry.download !== undefined) count.active += 1
    else if (isFailed(entry)) count.failed += 1
  }
  return count
}

/** Whether the last attempt has failed for good. One that somebody cancelled is no failure. */
export function isFailed({ download, error }: LibraryEntry): boolean {
  return download === undefined && error !== undefined && error.code !== 'cancelled'
}

/** How far the batch is after the library became `library`. What is paused or was cancelled counts no longer. */
export function batchProgress(before: BatchProgress, library: LibraryByID): BatchProgress {
  const parts = new Map<string, { readonly weight: number; readonly fraction: number }>()
  let isActive = false
  for (const [id, entry] of library) {
    const { download } = entry
    const past = before.parts.get(id)
    if (download !== undefined && download.state !== 'paused') {
      isActive = true
      const { totalBytes, fractionCompleted: fraction } = download.progress
      parts.set(id, { weight: Math.max(totalBytes, 1), fraction })
    } else if (download === undefined && past !== undefined && isInstalled(entry)) {
      parts.set(id, { ...past, fraction: 1 })
    }
  }
  if (!isActive) return noBatch
  const weights = [...parts.values()]
  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  const done = weights.reduce((sum, { weight, fraction }) => sum + weight * fraction, 0)
  return { parts, fraction: Math.max(before.fraction ?? 0, done / total) }
}

/** Whether the newest known version of the pack is on this machine. */
export function isInstalled(entry: LibraryEntry): boolean {
  return entry.local?.version === entry.assetPack.version
}
