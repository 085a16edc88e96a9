import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { LibraryEntry } from '../../src-shared/domain/library'

/** The history as the Downloads screen shows it. */
export interface HistoryGroups {
  readonly today: readonly NumberedHistoryEntry[]
  readonly earlier: readonly NumberedHistoryEntry[]
}

/**
 * What ended on the day of `now`, by the clocks on the wall, and what ended before. A failure that still stands is left out:
 * it is told with all that can be done about it, until somebody has.
 */
export function historyGroups(
  history: readonly NumberedHistoryEntry[],
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
  now: number,
): HistoryGroups {
  const standing = new Set<number>()
  for (const [id, { error }] of entries) {
    const latest = error === undefined ? undefined : history.find((entry) => entry.id === id)
    if (latest?.outcome === 'failed') standing.add(latest.number)
  }
  const shown = history.filter(({ number }) => !standing.has(number))
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  return {
    today: shown.filter(({ endedAt }) => endedAt >= midnight),
    earlier: shown.filter(({ endedAt }) => endedAt < midnight),
  }
}
