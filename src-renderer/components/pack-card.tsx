import { memo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packSummary, packTitle } from '../../src-shared/domain/pack-text'
import { formatPercent } from '../format/numbers'
import { ErrorLine } from './error-line'
import { PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import styles from './pack-card.module.css'
import { PackFigures, type PackFiguresProps } from './pack-figures'
import { PackVersion } from './pack-version'
import { ProgressBar } from './progress-bar'
import { StatusPill } from './status-pill'
import { useText } from './use-text'

/** What a {@link PackCard} shows. */
export interface PackCardProps {
  readonly entry: LibraryEntry
  readonly onAction: OnPackAction
}

/** A pack as a card: picture, name, where it stands, the numbers, and the one thing to do. */
export const PackCard = memo(function PackCard({ entry, onAction }: PackCardProps): ReactElement {
  const { assetPack } = entry
  const title = packTitle(assetPack)
  return (
    <div className={styles['card']}>
      <PackArt id={assetPack.id} title={title} shape="banner" />
      <div className={styles['body']}>
        <div>
          <h2 className={styles['title']} title={title}>
            {title}
          </h2>
          <p className={styles['version']}>
            <PackVersion entry={entry} />
          </p>
        </div>
        <p className={styles['summary']}>{packSummary(assetPack)}</p>
        <PackStanding entry={entry} form="block" />
        <div className={styles['buttons']}>
          <PackButtons entry={entry} onAction={onAction} />
        </div>
      </div>
    </div>
  )
})

/** Status, progress and numbers, or what went wrong. */
export function PackStanding({ entry, form }: PackFiguresProps): ReactElement {
  const text = useText()
  const state = packState(entry)
  const { assetPack, download, error, local } = entry
  const progress = download?.progress
  return (
    <div className={styles['standing']} data-form={form} data-active={download !== undefined || undefined}>
      <div className={styles['status']}>
        <StatusPill state={state} />
        {progress === undefined || (state === 'waiting' && progress.fractionCompleted === 0) ? null : (
          <span className={styles['percent']}>{formatPercent(progress.fractionCompleted, text.locale)}</span>
        )}
      </div>
      {progress === undefined ? null : (
        <ProgressBar
          label={text('pack.progress.label', { title: packTitle(assetPack) })}
          fraction={progress.fractionCompleted}
          state={state}
          secondsRemaining={progress.secondsRemaining}
        />
      )}
      {state === 'failed' && error !== undefined ? (
        <ErrorLine error={error} keptVersion={local?.version} testID={`error-${assetPack.id}`} />
      ) : (
        <PackFigures entry={entry} form={form} />
      )}
    </div>
  )
}
