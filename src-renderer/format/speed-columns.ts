import type { SpeedPoint } from '../../src-shared/domain/transfer-speed'

/** How much of the past a chart of speed shows, in seconds. */
export const speedSpans = { minute: 60, long: 600 } as const

/** One of {@link speedSpans}. */
export type SpeedSpan = keyof typeof speedSpans

/** The points of one column, as one: what was not yet measured is nothing at all. */
export type SpeedColumn = SpeedPoint | undefined

/**
 * The last `seconds` of the points in columns of `secondsEach`, oldest first; where nothing was measured yet the columns are
 * empty. A column counts as paused when most of its seconds were.
 */
export function speedColumns(
  points: readonly SpeedPoint[],
  seconds: number,
  secondsEach: number,
): readonly SpeedColumn[] {
  return Array.from({ length: seconds / secondsEach }, (_, column) => {
    const end = points.length - seconds + (column + 1) * secondsEach
    return mean(points.slice(Math.max(0, end - secondsEach), Math.max(0, end)))
  })
}

function mean(points: readonly SpeedPoint[]): SpeedColumn {
  const last = points.at(-1)
  if (last === undefined) return undefined
  const average = (value: (point: SpeedPoint) => number): number =>
    Math.round(points.reduce((sum, point) => sum + value(point), 0) / points.length)
  const isPaused = points.filter((point) => point.isPaused === true).length * 2 > points.length
  return {
    network: average(({ network }) => network),
    disk: average(({ disk }) => disk),
    ...(isPaused ? { isPaused } : {}),
    ...(last.limit === undefined ? {} : { limit: last.limit }),
  }
}

/** The highest of what a chart of these columns draws. */
export function highestSpeed(columns: readonly SpeedColumn[]): number {
  return Math.max(
    0,
    ...columns.flatMap((column) => (column === undefined ? [] : [column.network, column.disk])),
  )
}

/** A run of columns: the first, and how many. */
export interface ColumnRun {
  readonly start: number
  readonly length: number
}

/** Where nothing ran although something was in the queue. */
export function pausedRuns(columns: readonly SpeedColumn[]): readonly ColumnRun[] {
  const runs: ColumnRun[] = []
  for (const [index, column] of columns.entries()) {
    if (column?.isPaused !== true) continue
    const last = runs.at(-1)
    if (last !== undefined && last.start + last.length === index)
      runs[runs.length - 1] = { ...last, length: last.length + 1 }
    else runs.push({ start: index, length: 1 })
  }
  return runs
}
