import { memo, useState, type ReactElement } from 'react'
import { Button } from '../../components/button'
import { Choice } from '../../components/choice'
import { SpeedChart, SpeedMark } from '../../components/speed-chart'
import { useText } from '../../components/use-text'
import { formatSpeed, formatSpeeds } from '../../format/bytes'
import { chartScale } from '../../format/chart-scale'
import { formatDuration } from '../../../src-shared/format/duration'
import {
  highestSpeed,
  speedColumns,
  speedSpans,
  type SpeedColumn,
  type SpeedSpan,
} from '../../format/speed-columns'
import { useRecords } from '../window-context'
import styles from './speed-panel.module.css'
import { SpeedTable } from './speed-table'

/** Seconds of one column: so many that each is still some pixels wide. */
const secondsEach: Readonly<Record<SpeedSpan, number>> = { minute: 1, long: 5 }

/** How fast all downloads together were, as a chart or in numbers. */
export const SpeedPanel = memo(function SpeedPanel(): ReactElement {
  const text = useText()
  const points = useRecords((state) => state.speeds)
  const [span, setSpan] = useState<SpeedSpan>('minute')
  const [isTable, setIsTable] = useState(false)
  const columns = speedColumns(points, speedSpans[span], secondsEach[span])
  const duration = (of: SpeedSpan): string => formatDuration(speedSpans[of], text.locale)
  return (
    <section className={styles['panel']} aria-label={text('speed.title')}>
      <div className={styles['body']}>
        {isTable ? (
          <SpeedTable points={points} span={span} />
        ) : (
          <Chart columns={columns} duration={duration(span)} />
        )}
      </div>
      <div className={styles['controls']}>
        <Choice
          label={text('speed.span')}
          value={span}
          options={[
            { value: 'minute', content: duration('minute') },
            { value: 'long', content: duration('long') },
          ]}
          onChange={setSpan}
          testID="speed-span"
        />
        <Button
          kind="quiet"
          testID="speed-table-toggle"
          onPress={() => {
            setIsTable(!isTable)
          }}
        >
          {text(isTable ? 'speed.asChart' : 'speed.asTable')}
        </Button>
      </div>
    </section>
  )
})

interface ChartProps {
  readonly columns: readonly SpeedColumn[]
  readonly duration: string
}

function Chart({ columns, duration }: ChartProps): ReactElement {
  const text = useText()
  const scale = chartScale(highestSpeed(columns))
  const now = columns.at(-1)
  const speed = (value: number): string => formatSpeed(value, text.locale)
  const label = text('speed.sentence', {
    time: duration,
    now: speed(now?.network ?? 0),
    most: speed(Math.max(0, ...columns.map((column) => column?.network ?? 0))),
    disk: speed(now?.disk ?? 0),
  })
  const hasPause = columns.some((column) => column?.isPaused === true)
  return (
    <>
      <SpeedChart
        columns={columns}
        scale={scale}
        ticks={formatSpeeds(scale.ticks, text.locale)}
        label={label}
      />
      <div className={styles['times']} aria-hidden>
        <span>{text('speed.ago', { time: duration })}</span>
        <span>{text('speed.now')}</span>
      </div>
      <ul className={styles['legend']}>
        <li>
          <SpeedMark of="network" /> {text('speed.network')}
        </li>
        <li>
          <SpeedMark of="disk" /> {text('speed.disk')}
        </li>
        {now?.limit === undefined ? null : (
          <li>
            <SpeedMark of="limit" /> {text('speed.limit', { speed: speed(now.limit) })}
          </li>
        )}
        {hasPause ? (
          <li>
            <SpeedMark of="paused" /> {text('speed.paused')}
          </li>
        ) : null}
      </ul>
    </>
  )
}
