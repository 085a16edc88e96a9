import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import { formatPercent } from '../format/numbers'
import styles from './pack-progress.module.css'
import { ProgressBar } from './progress-bar'
import { useText } from './use-text'

/** How far a pack's download is, as a bar and as a figure. Nothing for a pack that rests. */
export function PackProgress({ entry }: { readonly entry: LibraryEntry }): ReactElement | null {
  const text = useText()
  const progress = entry.download?.progress
  if (progress === undefined) return null
  const { fractionCompleted, secondsRemaining } = progress
  return (
    <div className={styles['progress']}>
      <ProgressBar
        label={text('pack.progress.label', { title: packTitle(entry.assetPack) })}
        fraction={fractionCompleted}
        state={packState(entry)}
        secondsRemaining={secondsRemaining}
      />
      <span className={styles['percent']}>{formatPercent(fractionCompleted, text.locale)}</span>
    </div>
  )
}
