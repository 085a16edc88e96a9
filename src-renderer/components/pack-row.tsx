import { memo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle } from '../../src-shared/domain/pack-text'
import { PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import { PackStanding } from './pack-card'
import styles from './pack-row.module.css'
import { PackVersion } from './pack-version'

/** What a {@link PackRow} shows. */
export interface PackRowProps {
  readonly entry: LibraryEntry
  /** Of the pack's name among the screen's headings. */
  readonly level: 2 | 3
  readonly onAction: OnPackAction
}

/** A pack as a row of a list. */
export const PackRow = memo(function PackRow({ entry, level, onAction }: PackRowProps): ReactElement {
  const Heading = level === 2 ? 'h2' : 'h3'
  const title = packTitle(entry.assetPack)
  return (
    <div className={styles['container']}>
      <div className={styles['row']}>
        <PackArt id={entry.assetPack.id} title={title} shape="thumb" />
        <div className={styles['name']}>
          <Heading className={styles['title']} title={title}>
            {title}
          </Heading>
          <p className={styles['version']}>
            <PackVersion entry={entry} />
          </p>
        </div>
        <div className={styles['standing']}>
          <PackStanding entry={entry} form="line" />
        </div>
        <div className={styles['buttons']}>
          <PackButtons entry={entry} onAction={onAction} />
        </div>
      </div>
    </div>
  )
})
