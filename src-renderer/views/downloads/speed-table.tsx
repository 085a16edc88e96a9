import type { ReactElement } from 'react'
import type { SpeedPoint } from '../../../src-shared/domain/transfer-speed'
import { useText } from '../../components/use-text'
import { formatSpeed } from '../../format/bytes'
import { formatElapsed } from '../../../src-shared/format/duration'
import { speedColumns, speedSpans, type SpeedSpan } from '../../format/speed-columns'
import styles from './speed-table.module.css'

/** What a {@link SpeedTable} shows. */
export interface SpeedTableProps {
  readonly points: readonly SpeedPoint[]
  readonly span: SpeedSpan
}

/** Rows of a table: more would be read by nobody, and with these each of the longer span begins at a whole minute. */
const rowCount = 5

/** The same as the chart, in a few numbers: the newest first. */
export function SpeedTable({ points, span }: SpeedTableProps): ReactElement {
  const text = useText()
  const seconds = speedSpans[span]
  const secondsEach = seconds / rowCount
  const rows = speedColumns(points, seconds, secondsEach).toReversed()
  const speed = (value: number | undefined): string =>
    value === undefined ? '–' : formatSpeed(value, text.locale)
  return (
    <table className={styles['table']} data-testid="speed-table">
      <caption className={styles['caption']}>{text('speed.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('speed.time')}</th>
          <th scope="col">{text('speed.network')}</th>
          <th scope="col">{text('speed.disk')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">
              {index === 0
                ? text('speed.now')
                : text('speed.ago', { time: formatElapsed(index * secondsEach, text.locale) })}
            </th>
            <td>{row?.isPaused === true ? text('speed.paused') : speed(row?.network)}</td>
            <td>{speed(row?.disk)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
