import { createContext, use, useMemo, useState, type PointerEvent, type ReactElement } from 'react'
import { GridList, GridListItem, Virtualizer, type Key, type Selection } from 'react-aria-components'
import type { ListColumn } from '../../../src-shared/domain/app-settings'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import type { OnPackAction } from '../../components/pack-buttons'
import { PackCard } from '../../components/pack-card'
import { PackLine } from '../../components/pack-line'
import type { PackMatch } from '../../store/pack-search'
import { formatRoute, packRoute, type LibraryLayout } from '../../store/route'
import { useSteadyItems, type PackItem } from '../pack-items'
import { usePackAction, usePacks, useWindow, useWindowParts } from '../window-context'
import styles from './pack-collection.module.css'
import { NumberedRow, NumberedRows } from './numbered-rows'
import type { PackLayoutOptions } from './pack-layout'
import { usePlaces } from './use-places'

/** What a {@link PackCollection} shows. */
export interface PackCollectionProps {
  /** What they have in common. */
  readonly label: string
  readonly entries: readonly LibraryEntry[]
  readonly look: CollectionLook
  /** Whether any pack is seen to be selected, here or in another collection: then a plain press selects, too. */
  readonly isSelecting: boolean
}

/** Where a search was found in each pack; each reads its own, for the list draws everything anew for other items. */
export const MatchesContext = createContext<ReadonlyMap<AssetPackID, PackMatch> | undefined>(undefined)

/** How packs are drawn. */
export interface CollectionLook {
  readonly layout: LibraryLayout
  readonly density: 'comfortable' | 'compact'
  readonly columns: readonly ListColumn[]
  /** Of the packs' names among the screen's headings. */
  readonly level: 2 | 3
}

const layoutOptions: Readonly<
  Record<LibraryLayout, Readonly<Record<CollectionLook['density'], PackLayoutOptions>>>
> = {
  grid: {
    comfortable: { narrowestColumn: 264, gap: 16, likelyHeight: 248 },
    compact: { narrowestColumn: 248, gap: 8, likelyHeight: 248 },
  },
  list: { comfortable: { gap: 0, likelyHeight: 65 }, compact: { gap: 0, likelyHeight: 45 } },
}

/**
 * Packs as cards or lines. Arrow keys move between packs, Tab goes through what a pack offers, Space selects; a click selects
 * with Ctrl or Shift, and without once something is selected.
 *
 * A list whose items change is drawn anew as a whole, every item of it: two hundred take a fifth of a second. So the list
 * knows only which packs there are, and each pack reads its own entry: progress draws what progresses. And only packs in
 * sight are drawn: a thousand took two seconds.
 */
export function PackCollection({ label, entries, look, isSelecting }: PackCollectionProps): ReactElement {
  const onAction = usePackAction()
  const items = useSteadyItems(entries)
  const { selected, onSelectionChange } = useSelectedItems(items)
  const { layout, density } = look
  const { places, heights } = usePlaces(`${layout} ${density}`)
  const list = useMemo(
    () => (
      <Virtualizer
        key={`${layout} ${density}`}
        layout={places}
        layoutOptions={layoutOptions[layout][density]}
      >
        <NumberedRows items={items}>
          <GridList
            aria-label={label}
            className={styles[layout] ?? ''}
            layout={layout === 'grid' ? 'grid' : 'stack'}
            items={items}
            dependencies={[look, onAction]}
            keyboardNavigationBehavior="tab"
            disallowTypeAhead
            selectionMode="multiple"
            selectedKeys={selected}
            onSelectionChange={onSelectionChange}
          >
            {({ id, title, isFirst }) => (
              <GridListItem
                id={id}
                ref={heights.watched(id)}
                textValue={title}
                className={styles['item'] ?? ''}
                data-pack-id={id}
                data-first={isFirst || undefined}
                render={(row) => <NumberedRow id={id} row={row} />}
              >
                <Pack id={id} look={look} onAction={onAction} />
              </GridListItem>
            )}
          </GridList>
        </NumberedRows>
      </Virtualizer>
    ),
    [items, layout, density, places, heights, look, onAction, label, selected, onSelectionChange],
  )
  return (
    <div
      onPointerDownCapture={isSelecting ? undefined : keepPlainPress}
      data-selecting={isSelecting || undefined}
      data-density={density}
    >
      {list}
    </div>
  )
}

/** As long as nothing is selected, a press beside the buttons of a pack selects only with a key: it may be meant for nothing. */
function keepPlainPress(event: PointerEvent<HTMLElement>): void {
  const hasKey = event.ctrlKey || event.metaKey || event.shiftKey
  const isOnControl =
    event.target instanceof Element && event.target.closest('a, button, label, input') !== null
  if (event.button === 0 && !hasKey && !isOnControl) event.stopPropagation()
}

interface SelectedItems {
  readonly selected: ReadonlySet<Key>
  readonly onSelectionChange: (selection: Selection) => void
}

/** The selection as far as it is among these packs; what is selected elsewhere stays so. */
function useSelectedItems(items: readonly PackItem[]): SelectedItems {
  const { window } = useWindowParts()
  const selection = useWindow((state) => state.selection)
  const [chosen, setChosen] = useState<ReadonlySet<Key>>()
  return useMemo(() => {
    const selected = new Set(items.flatMap(({ id }) => (selection.has(id) ? [id] : [])))
    return {
      // The list's own set knows where a range begins; a new one with the same packs would not.
      selected: chosen !== undefined && hasSame(chosen, selected) ? chosen : selected,
      onSelectionChange: (keys) => {
        const next = new Set(window.getState().selection)
        for (const { id } of items) {
          if (keys === 'all' || keys.has(id)) next.add(id)
          else next.delete(id)
        }
        setChosen(keys === 'all' ? undefined : keys)
        window.getState().select(next)
      },
    }
  }, [items, selection, chosen, window])
}

function hasSame(one: ReadonlySet<Key>, other: ReadonlySet<Key>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key))
}

interface PackProps {
  readonly id: AssetPackID
  readonly look: CollectionLook
  readonly onAction: OnPackAction
}

function Pack({ id, look, onAction }: PackProps): ReactElement | null {
  const found = use(MatchesContext)?.get(id)
  const entry = usePacks((state) => state.entries.get(id))
  const href = useWindow(({ shown }) => formatRoute(packRoute(shown, id)))
  // It has gone, and the list will know in a moment.
  if (entry === undefined) return null
  const { layout, level, columns } = look
  const common = { entry, href, level, found, onAction }
  return (
    <div className={styles['pack']} data-testid={`pack-${id}`} data-state={packState(entry)}>
      {layout === 'grid' ? <PackCard {...common} /> : <PackLine {...common} columns={columns} />}
    </div>
  )
}
