import { memo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import { ErrorLine } from './error-line'
import { PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import { PackFigures } from './pack-figures'
import { PackProgress } from './pack-progress'
import styles from './pack-row.module.css'
import { PackTitle } from './pack-title'
import { PackVersion } from './pack-version'
import { StatusPill } from './status-pill'

/** What a {@link PackRow} shows. */
export interface PackRowProps {
  readonly entry: LibraryEntry
  /** Of the pack's name among the screen's headings. */
  readonly level: 2 | 3
  /** Address of the pack's own screen. */
  readonly href?: string | undefined
  readonly onAction: OnPackAction
}

/** A pack as a row of a list. */
export const PackRow = memo(function PackRow({ entry, level, href, onAction }: PackRowProps): ReactElement {
  const title = packTitle(entry.assetPack)
  return (
    <div className={styles['container']}>
      <div className={styles['row']}>
        <PackArt id={entry.assetPack.id} title={title} shape="thumb" />
        <div className={styles['name']}>
          <PackTitle id={entry.assetPack.id} title={title} level={level} href={href} />
          <p className={styles['version']}>
            <PackVersion assetPack={entry.assetPack} local={entry.local} />
          </p>
        </div>
        <Standing entry={entry} />
        <div className={styles['buttons']}>
          <PackButtons entry={entry} onAction={onAction} />
        </div>
      </div>
    </div>
  )
})

/** Status, progress and numbers, or what went wrong. */
function Standing({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const state = packState(entry)
  const { assetPack, download, error, local } = entry
  return (
    <div className={styles['standing']} data-active={download !== undefined || undefined}>
      <StatusPill state={state} />
      <PackProgress entry={entry} />
      {state === 'failed' && error !== undefined ? (
        <ErrorLine error={error} keptVersion={local?.version} testID={`error-${assetPack.id}`} />
      ) : (
        <PackFigures entry={entry} form="line" />
      )}
    </div>
  )
}
