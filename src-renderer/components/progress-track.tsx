import type { CSSProperties, ReactElement, ReactNode } from 'react'
import type { PackState } from '../../src-shared/domain/pack-state'
import { formatPercent, wholePercent } from '../../src-shared/format/numbers'
import styles from './progress-track.module.css'
import { useText, type Text } from './use-text'

/** What progresses, and how far it is. */
export interface ProgressFacts {
  /** What progresses, for those who hear it. */
  readonly label: string
  /** 0 to 1. */
  readonly fraction: number
  readonly state: PackState
  /** What happens, where the word of the state does not say it. */
  readonly word?: string | undefined
  readonly secondsRemaining?: number | undefined
}

/** What a {@link ProgressFrame} draws. */
export interface ProgressFrameProps extends ProgressFacts {
  readonly className?: string | undefined
  /** The tracks. */
  readonly children: ReactNode
}

/** One progress for those who hear it, however it is drawn. It is no live region: the announcer speaks when it matters. */
export function ProgressFrame({ className, children, ...facts }: ProgressFrameProps): ReactElement {
  const text = useText()
  return (
    <div
      role="progressbar"
      aria-label={facts.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={wholePercent(facts.fraction)}
      aria-valuetext={progressSentence(facts, text)}
      className={className}
      data-state={facts.state}
    >
      {children}
    </div>
  )
}

/** What a {@link ProgressTrack} shows. */
export interface ProgressTrackProps {
  /** Chooses the colour. */
  readonly tone: PackState
  /** 0 to 1. */
  readonly fraction: number
  /** Whether all of it is marked, since nobody can say how much is done. */
  readonly isWhole?: boolean
  readonly className?: string | undefined
  readonly style?: CSSProperties
}

/** A bar, or a part of one. */
export function ProgressTrack(props: ProgressTrackProps): ReactElement {
  const { tone, fraction, isWhole = false, className = '', style } = props
  return (
    <div
      className={`${styles['track'] ?? ''} ${className}`}
      style={style}
      data-tone={tone}
      data-whole={isWhole || undefined}
    >
      <div className={styles['fill']} style={{ '--done': fraction } as CSSProperties} />
    </div>
  )
}

/** Progress in words: how much, of what, and how much longer. */
function progressSentence({ fraction, secondsRemaining, ...facts }: ProgressFacts, text: Text): string {
  const percent = formatPercent(fraction, text.locale)
  const word = facts.word ?? text(`state.${facts.state}`)
  if (secondsRemaining === undefined) return text('pack.progress.text', { percent, state: word })
  const time = text.remaining(secondsRemaining)
  return text('pack.progress.textWithTime', { percent, state: word, time })
}
