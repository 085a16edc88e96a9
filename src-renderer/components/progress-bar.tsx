import type { ReactElement } from 'react'
import type { PackState } from '../../src-shared/domain/pack-state'
import { formatPercent, wholePercent } from '../format/numbers'
import styles from './progress-bar.module.css'
import { useText } from './use-text'

/** What a {@link ProgressBar} shows. */
export interface ProgressBarProps {
  /** What progresses, for those who hear it. */
  readonly label: string
  /** 0 to 1. */
  readonly fraction: number
  readonly state: PackState
  readonly secondsRemaining?: number | undefined
}

/** A bar that tells its state by colour and by a sentence. It is no live region: the announcer speaks when it matters. */
export function ProgressBar({ label, fraction, state, secondsRemaining }: ProgressBarProps): ReactElement {
  const text = useText()
  const percent = formatPercent(fraction, text.locale)
  const word = text(`state.${state}`).toLocaleLowerCase(text.locale)
  const sentence =
    secondsRemaining === undefined
      ? text('pack.progress.text', { percent, state: word })
      : text('pack.progress.textWithTime', {
          percent,
          state: word,
          time: text.remaining(secondsRemaining).toLocaleLowerCase(text.locale),
        })
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={wholePercent(fraction)}
      aria-valuetext={sentence}
      className={styles['track']}
      data-state={state}
    >
      <div className={styles['fill']} style={{ inlineSize: `${fraction * 100}%` }} />
    </div>
  )
}
