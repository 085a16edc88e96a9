import { memo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packSummary, packTitle } from '../../src-shared/domain/pack-text'
import { ErrorBrief } from './error-brief'
import { PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import styles from './pack-card.module.css'
import { PackFigures } from './pack-figures'
import { PackProgress } from './pack-progress'
import { PackTitle } from './pack-title'
import { PackVersion } from './pack-version'
import { StatusPill } from './status-pill'

/** What a {@link PackCard} shows. */
export interface PackCardProps {
  readonly entry: LibraryEntry
  /** Address of the pack's own screen. */
  readonly href: string
  readonly onAction: OnPackAction
}

/**
 * A pack as a card: picture, name, where it stands, the numbers, and the one thing to do. As high in one state as in any
 * other, so that nothing around it moves when it changes.
 */
export const PackCard = memo(function PackCard({ entry, href, onAction }: PackCardProps): ReactElement {
  const { assetPack } = entry
  const title = packTitle(assetPack)
  return (
    <div className={styles['card']}>
      <PackArt id={assetPack.id} title={title} shape="banner" />
      <div className={styles['body']}>
        <div>
          <PackTitle assetPack={assetPack} level={2} href={href} />
          <p className={styles['version']}>
            <PackVersion entry={entry} />
          </p>
        </div>
        <div className={styles['state']}>
          <StatusPill state={packState(entry)} />
        </div>
        <Standing entry={entry} />
        <PackButtons entry={entry} onAction={onAction} />
      </div>
    </div>
  )
})

/** What went wrong, or what the pack is for and its numbers: always the same room. */
function Standing({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const { assetPack, download, error, local } = entry
  if (packState(entry) === 'failed' && error !== undefined) {
    return (
      <div className={styles['standing']}>
        <ErrorBrief error={error} keptVersion={local?.version} pack={assetPack} />
      </div>
    )
  }
  const summary = packSummary(assetPack)
  return (
    <div className={styles['standing']} data-active={download !== undefined || undefined}>
      <p className={styles['summary']} title={summary} dir="auto">
        {summary}
      </p>
      {download === undefined ? null : <PackProgress entry={entry} />}
      <PackFigures entry={entry} form="block" />
    </div>
  )
}
