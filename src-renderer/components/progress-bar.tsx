import type { ReactElement } from 'react'
import type { PackState } from '../../src-shared/domain/pack-state'
import { formatPercent, wholePercent } from '../format/numbers'
import styles from './progress-bar.module.css'
import { useText, type Text } from './use-text'

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
export function ProgressBar(props: ProgressBarProps): ReactElement {
  const text = useText()
  const { label, fraction, state } = props
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={wholePercent(fraction)}
      aria-valuetext={progressSentence(props, text)}
      className={styles['track']}
      data-state={state}
    >
      <div className={styles['fill']} style={{ inlineSize: `${fraction * 100}%` }} />
    </div>
  )
}

/** Progress in words: how much, of what, and how much longer. */
export function progressSentence(
  { fraction, state, secondsRemaining }: Pick<ProgressBarProps, 'fraction' | 'state' | 'secondsRemaining'>,
  text: Text,
): string {
  const percent = formatPercent(fraction, text.locale)
  const word = text(`state.${state}`).toLocaleLowerCase(text.locale)
  if (secondsRemaining === undefined) return text('pack.progress.text', { percent, state: word })
  const time = text.remaining(secondsRemaining).toLocaleLowerCase(text.locale)
  return text('pack.progress.textWithTime', { percent, state: word, time })
}
