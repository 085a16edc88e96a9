import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { LibraryEntry } from '../../src-shared/domain/library'

/** The history as the Downloads screen shows it. */
export interface HistoryGroups {
  readonly today: readonly NumberedHistoryEntry[]
  readonly earlier: readonly NumberedHistoryEntry[]
}

/** The failures that still stand: numbers of entries of the history. */
export function standingFailures(
  history: readonly NumberedHistoryEntry[],
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
): readonly number[] {
  return [...entries].flatMap(([id, { error }]) => {
    const latest = error === undefined ? undefined : history.find((entry) => entry.id === id)
    return latest?.outcome === 'failed' ? [latest.number] : []
  })
}

/** When the day of `now` began, by the clocks on the wall. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0)
}

/** When the day after that of `now` begins, by the clocks on the wall: not every day is as long as others. */
export function nextDay(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0)
}

/**
 * What ended since `midnight`, and what ended before. A failure that still stands is left out:
 * it is told with all that can be done about it, until somebody has.
 */
export function historyGroups(
  history: readonly NumberedHistoryEntry[],
  standing: readonly number[],
  midnight: number,
): HistoryGroups {
  const shown = history.filter(({ number }) => !standing.includes(number))
  return {
    today: shown.filter(({ endedAt }) => endedAt >= midnight),
    earlier: shown.filter(({ endedAt }) => endedAt < midnight),
  }
}
