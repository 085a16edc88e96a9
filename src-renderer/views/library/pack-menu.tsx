import { useRef, useState, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packTitle } from '../../../src-shared/domain/pack-text'
import menuStyles from '../../components/menu.module.css'
import { useText } from '../../components/use-text'
import { packActions, type PackAction } from '../../format/pack-actions'
import { bulkOffer, diskRoom } from '../../store/pack-selection'
import { packRoute } from '../../store/route'
import { usePackAction, usePacks, useWindowParts } from '../window-context'
import styles from './pack-menu.module.css'
import { useBulkActions, type BulkAction } from './use-bulk-actions'

interface OpenMenu {
  readonly id: AssetPackID
  readonly left: number
  readonly top: number
}

/**
 * Opens a menu of all that can be done with a pack where it is clicked with the second button; with Shift+F10 or the menu key
 * at the pack itself. Of one that is `selected` with others it is what can be done with all of these.
 */
export function PackMenuArea({
  selected,
  children,
}: {
  readonly selected: readonly LibraryEntry[]
  readonly children: ReactNode
}): ReactElement {
  const [open, setOpen] = useState<OpenMenu>()
  const anchor = useRef<HTMLSpanElement>(null)
  const entry = usePacks(({ entries }) => (open === undefined ? undefined : entries.get(open.id)))
  return (
    <div
      className={styles['area']}
      onContextMenu={(event) => {
        const menu = menuAt(event)
        if (menu === undefined) return
        event.preventDefault()
        setOpen(menu)
      }}
    >
      {children}
      <span
        ref={anchor}
        className={styles['anchor']}
        style={open === undefined ? {} : { left: open.left, top: open.top }}
      />
      {open === undefined || entry === undefined ? null : (
        <Popover
          isOpen
          aria-label={packTitle(entry.assetPack)}
          triggerRef={anchor}
          placement="bottom start"
          offset={0}
          className={menuStyles['popover'] ?? ''}
          onOpenChange={() => {
            setOpen(undefined)
          }}
        >
          <PackMenu
            entry={entry}
            selected={selected}
            onDone={() => {
              setOpen(undefined)
            }}
          />
        </Popover>
      )}
    </div>
  )
}

/** Where the pack is that was clicked. A key says no place: then it is the middle of the pack. */
function menuAt({ target, clientX, clientY }: MouseEvent<HTMLElement>): OpenMenu | undefined {
  if (!(target instanceof Element)) return undefined
  const pack = target.closest<HTMLElement>('[data-pack-id]')
  const id = pack?.dataset['packId'] as AssetPackID | undefined
  if (pack === null || id === undefined) return undefined
  const { left, right, top, bottom } = pack.getBoundingClientRect()
  const isWithin = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
  return isWithin && clientX + clientY > 0
    ? { id, left: clientX, top: clientY }
    : { id, left: (left + right) / 2, top: (top + bottom) / 2 }
}

interface PackMenuProps {
  readonly entry: LibraryEntry
  readonly selected: readonly LibraryEntry[]
  readonly onDone: () => void
}

interface MenuEntry {
  readonly key: string
  readonly title: string
  readonly run: () => void
}

function PackMenu({ entry, selected, onDone }: PackMenuProps): ReactElement {
  const text = useText()
  const title = packTitle(entry.assetPack)
  const items = useMenuEntries(entry, selected)
  return (
    <Menu
      aria-label={text('pack.menu', { title })}
      className={menuStyles['menu'] ?? ''}
      autoFocus="first"
      onClose={onDone}
      onAction={(key) => {
        // Closed first: a question that opens takes the focus from where it was before the menu.
        onDone()
        items.find((item) => item.key === key)?.run()
      }}
    >
      {items.map(({ key, title: name }) => (
        <MenuItem key={key} id={key} className={menuStyles['item'] ?? ''} data-testid={`menu-${key}`}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** What can be done with the pack, or with all that are selected if it is one of several. */
function useMenuEntries(entry: LibraryEntry, selected: readonly LibraryEntry[]): readonly MenuEntry[] {
  const { window } = useWindowParts()
  const { id } = entry.assetPack
  const { selection, select, deselect } = window.getState()
  const ofAll = useBulkEntries(selected)
  const ofOne = usePackEntries(entry)
  const text = useText()
  const isSelected = selection.has(id)
  const selecting: MenuEntry = {
    key: 'select',
    title: text(isSelected ? 'action.deselect' : 'action.select'),
    run: () => {
      if (isSelected) deselect([id])
      else select(new Set([...selection, id]))
    },
  }
  return [...(isSelected && selected.length > 1 ? ofAll : ofOne), selecting]
}

function useBulkEntries(selected: readonly LibraryEntry[]): readonly MenuEntry[] {
  const text = useText()
  const { packs } = useWindowParts()
  const act = useBulkActions()
  const { entries, facts } = packs.getState()
  const { installable, updatable, removable } = bulkOffer(selected, diskRoom(entries, facts))
  const bulk = (action: BulkAction, concerned: readonly LibraryEntry[]): readonly MenuEntry[] => {
    if (concerned.length === 0) return []
    const run = (): void => {
      act(action, concerned)
    }
    return [{ key: action, title: text(`selection.${action}`, { count: concerned.length }), run }]
  }
  return [...bulk('install', installable), ...bulk('update', updatable), ...bulk('remove', removable)]
}

function usePackEntries(entry: LibraryEntry): readonly MenuEntry[] {
  const text = useText()
  const { window } = useWindowParts()
  const onAction = usePackAction()
  const { id } = entry.assetPack
  const { primary, secondary, menu } = packActions(entry)
  const actions = [primary, secondary, ...menu].filter((action): action is PackAction => action !== undefined)
  const open = (): void => {
    window.getState().go(packRoute(window.getState().route, id))
  }
  return [
    ...actions.map((action) => ({
      key: action,
      title: text(`action.${action}`),
      run: () => {
        onAction(action, id)
      },
    })),
    { key: 'open', title: text('action.open'), run: open },
  ]
}
