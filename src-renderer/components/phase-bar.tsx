import type { ReactElement } from 'react'
import type { DownloadSegment } from '../../src-shared/domain/download-status-update'
import type { PackState } from '../../src-shared/domain/pack-state'
import { segmentWidths } from '../format/phase-segments'
import styles from './phase-bar.module.css'
import { ProgressFrame, ProgressTrack, type ProgressFacts } from './progress-track'

/** What a {@link PhaseBar} shows. */
export interface PhaseBarProps extends ProgressFacts {
  readonly segments: readonly DownloadSegment[]
}

/** A bar of several parts, each as wide as the time it takes; one progress for those who hear it. */
export function PhaseBar({ segments, ...facts }: PhaseBarProps): ReactElement {
  const { state } = facts
  const widths = segmentWidths(segments)
  return (
    <ProgressFrame {...facts} className={styles['bar']}>
      {segments.map(({ phase, fraction }, index) => (
        <ProgressTrack
          key={phase}
          tone={toneOf(state, phase)}
          fraction={fraction}
          isWhole={phase === 'installing' && state === 'installing'}
          className={styles['part']}
          style={{ flexGrow: widths[index] }}
        />
      ))}
    </ProgressFrame>
  )
}

/** What rests is grey in all its parts. */
function toneOf(state: PackState, phase: DownloadSegment['phase']): PackState {
  return state === 'paused' || state === 'waiting' ? state : phase
}
