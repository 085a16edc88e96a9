/** The vertical axis of a chart: from nothing to `top`, with lines at `ticks`, highest first. */
export interface ChartScale {
  readonly top: number
  readonly ticks: readonly number[]
}

const niceSteps = [1, 2, 3, 4, 5, 6, 8, 10] as const
/** Lower is noise that would fill the chart. */
const lowestTop = 100_000

/** The lowest nice axis that holds `highest`: 1, 2, 3, 4, 5, 6 or 8 times a power of ten, and its half. */
export function chartScale(highest: number): ChartScale {
  const value = Math.max(highest, lowestTop)
  const power = 10 ** Math.floor(Math.log10(value))
  // The logarithm of a power of ten may come out a hair too low.
  const top = (niceSteps.find((step) => step * power >= value) ?? 10) * power
  return { top, ticks: [top, top / 2, 0] }
}
