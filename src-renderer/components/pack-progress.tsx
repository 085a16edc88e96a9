import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import { formatPercent } from '../../src-shared/format/numbers'
import styles from './pack-progress.module.css'
import { ProgressBar } from './progress-bar'
import { useText } from './use-text'

interface PackProgressProps {
  readonly entry: LibraryEntry
}

/** How far a pack's download is, as a bar and as a figure. Nothing for a pack that rests. */
export function PackProgress({ entry }: PackProgressProps): ReactElement | null {
  if (entry.download === undefined) return null
  return (
    <div className={styles['progress']}>
      <PackBar entry={entry} />
      <PackPercent entry={entry} />
    </div>
  )
}

/** The bar alone. */
export function PackBar({ entry }: PackProgressProps): ReactElement | null {
  const text = useText()
  const progress = entry.download?.progress
  if (progress === undefined) return null
  const { fractionCompleted, secondsRemaining } = progress
  return (
    <ProgressBar
      label={text('pack.progress.label', { title: packTitle(entry.assetPack) })}
      fraction={fractionCompleted}
      state={packState(entry)}
      secondsRemaining={secondsRemaining}
    />
  )
}

/** The figure alone. */
export function PackPercent({ entry }: PackProgressProps): ReactElement | null {
  const { locale } = useText()
  const progress = entry.download?.progress
  if (progress === undefined) return null
  return (
    <span className={styles['percent']} data-percent>
      {formatPercent(progress.fractionCompleted, locale)}
    </span>
  )
}
