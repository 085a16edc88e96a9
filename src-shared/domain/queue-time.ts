import type { LibraryEntry } from './library'

/** Bytes that the pack's download still has to bring; 0 without one. */
export function remainingBytes({ download }: LibraryEntry): number {
  return download === undefined
    ? 0
    : Math.max(0, download.progress.totalBytes - download.progress.completedBytes)
}

/** Bytes that all downloads of these packs bring in a second. */
export function overallSpeed(entries: Iterable<LibraryEntry>): number {
  return sum(entries, ({ download }) => download?.progress.bytesPerSecond ?? 0)
}

/** Seconds until none of these packs has a download that runs or waits its turn; undefined while it cannot be believed. */
export function overallSeconds(entries: Iterable<LibraryEntry>): number | undefined {
  const moving = [...entries].filter(({ download }) => download !== undefined && download.state !== 'paused')
  const known = moving.flatMap(({ download }) => download?.progress.secondsRemaining ?? [])
  const bytesPerSecond = overallSpeed(moving)
  if (known.length === 0 || bytesPerSecond <= 0) return undefined
  return Math.max(...known, sum(moving, remainingBytes) / bytesPerSecond)
}

function sum(entries: Iterable<LibraryEntry>, value: (entry: LibraryEntry) => number): number {
  let total = 0
  for (const entry of entries) total += value(entry)
  return total
}
