import type { ReactElement } from 'react'
import { GridList, GridListItem } from 'react-aria-components'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { PackCard } from '../../components/pack-card'
import { PackRow } from '../../components/pack-row'
import { useText } from '../../components/use-text'
import type { LibraryLayout } from '../../store/route'
import { usePackKeys } from '../use-pack-keys'
import { usePackAction } from '../window-context'
import styles from './pack-collection.module.css'

/** What a {@link PackCollection} shows. */
export interface PackCollectionProps {
  readonly entries: readonly LibraryEntry[]
  readonly layout: LibraryLayout
}

/**
 * Packs as cards or rows. Arrow keys move between packs, Tab goes through what a pack offers. Only packs whose entry is a
 * new object are drawn again.
 */
export function PackCollection({ entries, layout }: PackCollectionProps): ReactElement {
  const text = useText()
  const onAction = usePackAction()
  const onKeyDown = usePackKeys()
  return (
    <div onKeyDownCapture={onKeyDown}>
      <GridList
        key={layout}
        aria-label={text('library.list')}
        className={styles[layout] ?? ''}
        layout={layout === 'grid' ? 'grid' : 'stack'}
        items={entries}
        dependencies={[layout, onAction]}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
      >
        {(entry) => (
          <GridListItem
            id={entry.assetPack.id}
            textValue={packTitle(entry.assetPack)}
            className={styles['item'] ?? ''}
            data-testid={`pack-${entry.assetPack.id}`}
            data-pack-id={entry.assetPack.id}
            data-state={packState(entry)}
          >
            {layout === 'grid' ? (
              <PackCard entry={entry} onAction={onAction} />
            ) : (
              <PackRow entry={entry} level={2} onAction={onAction} />
            )}
          </GridListItem>
        )}
      </GridList>
    </div>
  )
}
