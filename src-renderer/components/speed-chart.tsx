import type { ReactElement } from 'react'
import { chartPaths, heightOf } from '../format/chart-path'
import type { ChartScale } from '../format/chart-scale'
import { pausedRuns, type SpeedColumn } from '../format/speed-columns'
import styles from './speed-chart.module.css'

/** What a {@link SpeedChart} shows. */
export interface SpeedChartProps {
  /** Oldest first. */
  readonly columns: readonly SpeedColumn[]
  readonly scale: ChartScale
  /** The words at the lines of the scale, highest first. */
  readonly ticks: readonly string[]
  /** What the chart says, in a sentence. */
  readonly label: string
}

/**
 * Speed over time: the network as a filled line, the disk as a line, the limit dashed, pauses shaded. The past is on the left
 * whatever the language. Nothing moves between two samples. Words are not part of the drawing, which is stretched.
 */
export function SpeedChart({ columns, scale, ticks, label }: SpeedChartProps): ReactElement {
  const { top } = scale
  const network = chartPaths(
    columns.map((column) => column?.network),
    top,
  )
  const disk = chartPaths(
    columns.map((column) => column?.disk),
    top,
  )
  const limit = columns.at(-1)?.limit
  const width = columns.length - 1
  return (
    <div className={styles['chart']} role="img" aria-label={label} data-testid="speed-chart">
      <div className={styles['ticks']} aria-hidden>
        {ticks.map((tick) => (
          <bdi key={tick}>{tick}</bdi>
        ))}
      </div>
      <svg
        className={styles['drawing']}
        viewBox={`0 0 ${String(width)} 100`}
        preserveAspectRatio="none"
        aria-hidden
        focusable="false"
      >
        {pausedRuns(columns).map(({ start, length }) => (
          <rect
            key={start}
            className={styles['paused']}
            x={Math.max(0, start - 0.5)}
            width={Math.min(width, start + length - 0.5) - Math.max(0, start - 0.5)}
            y="0"
            height="100"
          />
        ))}
        {scale.ticks.map((tick) => (
          <path
            key={tick}
            className={tick === 0 ? styles['ground'] : styles['grid']}
            d={`M 0 ${heightOf(tick, top)} H ${String(width)}`}
          />
        ))}
        <path className={styles['area']} d={network.area} />
        <path className={styles['disk']} d={disk.line} />
        <path className={styles['network']} d={network.line} />
        {limit === undefined || limit > top ? null : (
          <path className={styles['limit']} d={`M 0 ${heightOf(limit, top)} H ${String(width)}`} />
        )}
      </svg>
    </div>
  )
}

/** The mark of a line in a legend. */
export function SpeedMark({ of }: { readonly of: 'network' | 'disk' | 'limit' | 'paused' }): ReactElement {
  return <span className={styles['mark']} data-of={of} aria-hidden />
}
