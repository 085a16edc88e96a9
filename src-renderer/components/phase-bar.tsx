import type { ReactElement } from 'react'
import type { DownloadSegment } from '../../src-shared/domain/download-status-update'
import type { PackState } from '../../src-shared/domain/pack-state'
import { wholePercent } from '../format/numbers'
import { segmentWidths } from '../format/phase-segments'
import styles from './phase-bar.module.css'
import { progressSentence } from './progress-bar'
import { useText } from './use-text'

/** What a {@link PhaseBar} shows. */
export interface PhaseBarProps {
  /** What progresses, for those who hear it. */
  readonly label: string
  /** Of the whole, 0 to 1. */
  readonly fraction: number
  readonly segments: readonly DownloadSegment[]
  readonly state: PackState
  readonly secondsRemaining?: number | undefined
}

/** A bar of several parts, each as wide as the time it takes; one progress for those who hear it. */
export function PhaseBar(props: PhaseBarProps): ReactElement {
  const { label, fraction, segments, state } = props
  const text = useText()
  const widths = segmentWidths(segments)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={wholePercent(fraction)}
      aria-valuetext={progressSentence(props, text)}
      className={styles['bar']}
      data-state={state}
    >
      {segments.map((segment, index) => (
        <div
          key={segment.phase}
          className={styles['track']}
          data-phase={segment.phase}
          style={{ flexGrow: widths[index] }}
        >
          <div className={styles['fill']} style={{ inlineSize: `${segment.fraction * 100}%` }} />
        </div>
      ))}
    </div>
  )
}
