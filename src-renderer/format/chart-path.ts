/** Lines through columns, in a field that is one wide for each step from column to column and 100 high. */
export interface ChartPaths {
  readonly line: string
  /** The same, closed down to the ground. */
  readonly area: string
}

/** The paths of values; where there is no value there is no line. */
export function chartPaths(values: readonly (number | undefined)[], top: number): ChartPaths {
  const runs = valueRuns(values)
  const line = (run: readonly ChartPoint[]): string =>
    run.map(({ x, value }) => `${String(x)} ${heightOf(value, top)}`).join(' L ')
  return {
    line: runs.map((run) => `M ${line(run)}`).join(' '),
    area: runs
      .map((run) => `M ${String(run[0]?.x)} 100 L ${line(run)} L ${String(run.at(-1)?.x)} 100 Z`)
      .join(' '),
  }
}

/** How far below the upper edge a value is drawn. */
export function heightOf(value: number, top: number): string {
  return (100 - (Math.min(value, top) / top) * 100).toFixed(2)
}

interface ChartPoint {
  readonly x: number
  readonly value: number
}

function valueRuns(values: readonly (number | undefined)[]): readonly (readonly ChartPoint[])[] {
  const runs: ChartPoint[][] = []
  for (const [x, value] of values.entries()) {
    if (value === undefined) continue
    if (x === 0 || values[x - 1] === undefined) runs.push([])
    runs.at(-1)?.push({ x, value })
  }
  return runs
}
