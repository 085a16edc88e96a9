import { memo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import { SelectionCheckbox } from './checkbox'
import { ErrorBrief } from './error-brief'
import type { PackHighlights } from './highlighted'
import { ownStanding } from './own-standing'
import { localPicture, PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import styles from './pack-card.module.css'
import { PackExcerpt } from './pack-excerpt'
import { PackFigures } from './pack-figures'
import { PackProgress } from './pack-progress'
import { PackTitle } from './pack-title'
import { PackVersion } from './pack-version'
import { StatusPill } from './status-pill'
import { useText } from './use-text'

/** What a {@link PackCard} shows. */
export interface PackCardProps {
  readonly entry: LibraryEntry
  /** Address of the pack's own screen. */
  readonly href: string
  /** Of the pack's name among the screen's headings. */
  readonly level: 2 | 3
  /** Where a search was found in it. */
  readonly found?: PackHighlights | undefined
  readonly onAction: OnPackAction
}

/**
 * A pack as a card: picture, name, where it stands, the numbers, and the one thing to do. As high in one state as in any
 * other, so that nothing around it moves when it changes.
 */
export const PackCard = memo(function PackCard(props: PackCardProps): ReactElement {
  const { entry, href, level, found, onAction } = props
  const text = useText()
  const { assetPack } = entry
  const title = packTitle(assetPack)
  return (
    <div className={styles['card']}>
      <PackArt id={assetPack.id} title={title} shape="banner" picture={localPicture(entry)} />
      <div className={styles['body']}>
        <div className={styles['head']}>
          <PackTitle id={assetPack.id} title={title} level={level} href={href} found={found?.title} />
          <p className={styles['version']}>
            <PackVersion assetPack={entry.assetPack} local={entry.local} />
          </p>
          <div className={styles['check']}>
            <SelectionCheckbox label={text('storage.select', { title })} />
          </div>
        </div>
        <div className={styles['state']}>
          <StatusPill state={packState(entry)} />
        </div>
        <Standing key={ownStanding(entry)} entry={entry} found={found} />
        {/* What the row is higher than the card needs to be. */}
        <div className={styles['slack']} data-slack />
        <PackButtons entry={entry} onAction={onAction} />
      </div>
    </div>
  )
})

/** What went wrong, or what the pack is for and its numbers: always the same room. */
function Standing({ entry, found }: Pick<PackCardProps, 'entry' | 'found'>): ReactElement {
  const { assetPack, download, error, local } = entry
  if (packState(entry) === 'failed' && error !== undefined) {
    return (
      <div className={styles['standing']}>
        <ErrorBrief error={error} keptVersion={local?.version} pack={assetPack} />
      </div>
    )
  }
  return (
    <div className={styles['standing']} data-active={download !== undefined || undefined}>
      <PackExcerpt assetPack={assetPack} found={found} className={styles['summary']} />
      {download === undefined ? null : <PackProgress entry={entry} />}
      <PackFigures entry={entry} form="block" />
    </div>
  )
}
