import { useMemo, useState, type ReactElement } from 'react'
import { GridList, GridListItem, Virtualizer } from 'react-aria-components'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { OnPackAction } from '../../components/pack-buttons'
import { PackCard } from '../../components/pack-card'
import { PackRow } from '../../components/pack-row'
import { useText } from '../../components/use-text'
import { formatRoute, packRoute, type LibraryLayout } from '../../store/route'
import { usePackKeys } from '../use-pack-keys'
import { usePackAction, usePacks, useWindow } from '../window-context'
import styles from './pack-collection.module.css'
import { PackLayout, type PackLayoutOptions } from './pack-layout'

/** What a {@link PackCollection} shows. */
export interface PackCollectionProps {
  readonly entries: readonly LibraryEntry[]
  readonly layout: LibraryLayout
}

const layoutOptions: Readonly<Record<LibraryLayout, PackLayoutOptions>> = {
  grid: { narrowestColumn: 264, gap: 16, likelyHeight: 248 },
  list: { gap: 0, likelyHeight: 69 },
}

/**
 * Packs as cards or rows. Arrow keys move between packs, Tab goes through what a pack offers.
 *
 * A list whose items change is drawn anew as a whole, every item of it: two hundred take a fifth of a second. So the list
 * knows only which packs there are, and each pack reads its own entry: progress draws what progresses. And only packs in
 * sight are drawn: a thousand took two seconds.
 */
export function PackCollection({ entries, layout }: PackCollectionProps): ReactElement {
  const text = useText()
  const onAction = usePackAction()
  const onKeyDown = usePackKeys()
  const items = useSteadyItems(entries)
  const list = useMemo(
    () => (
      <Virtualizer
        key={layout}
        layout={PackLayout}
        layoutOptions={layoutOptions[layout]}
        shouldObserveItemSize
      >
        <GridList
          aria-label={text('library.list')}
          className={styles[layout] ?? ''}
          layout={layout === 'grid' ? 'grid' : 'stack'}
          items={items}
          dependencies={[layout, onAction]}
          keyboardNavigationBehavior="tab"
          disallowTypeAhead
        >
          {({ id, title, isFirst }) => (
            <GridListItem
              id={id}
              textValue={title}
              className={styles['item'] ?? ''}
              data-pack-id={id}
              data-first={isFirst || undefined}
            >
              <Pack id={id} layout={layout} onAction={onAction} />
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
    ),
    [items, layout, onAction, text],
  )
  return <div onKeyDownCapture={onKeyDown}>{list}</div>
}

interface PackItem {
  readonly id: AssetPackID
  readonly title: string
  readonly isFirst: boolean
}

/** The same list for as long as its packs and their names are the same. */
function useSteadyItems(entries: readonly LibraryEntry[]): readonly PackItem[] {
  const [items, setItems] = useState<readonly PackItem[]>([])
  const next = entries.map(({ assetPack }, index) => ({
    id: assetPack.id,
    title: packTitle(assetPack),
    isFirst: index === 0,
  }))
  if (isSame(items, next)) return items
  setItems(next)
  return next
}

function isSame(items: readonly PackItem[], next: readonly PackItem[]): boolean {
  if (items.length !== next.length) return false
  return items.every(({ id, title }, index) => id === next[index]?.id && title === next[index].title)
}

interface PackProps {
  readonly id: AssetPackID
  readonly layout: LibraryLayout
  readonly onAction: OnPackAction
}

function Pack({ id, layout, onAction }: PackProps): ReactElement | null {
  const entry = usePacks((state) => state.entries.get(id))
  const href = useWindow(({ route }) => formatRoute(packRoute(route, id)))
  // It has gone, and the list will know in a moment.
  if (entry === undefined) return null
  return (
    <div className={styles['pack']} data-testid={`pack-${id}`} data-state={packState(entry)}>
      {layout === 'grid' ? (
        <PackCard entry={entry} href={href} onAction={onAction} />
      ) : (
        <PackRow entry={entry} level={2} href={href} onAction={onAction} />
      )}
    </div>
  )
}
