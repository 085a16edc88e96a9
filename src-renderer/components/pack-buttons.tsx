import { MoreHorizontal } from 'lucide-react'
import { memo, useId, useRef, useState, type ReactElement, type RefObject } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle } from '../../src-shared/domain/pack-text'
import { packActions, type PackAction, type PackActions } from '../format/pack-actions'
import { Button, type ButtonKind } from './button'
import buttonStyles from './button.module.css'
import menuStyles from './menu.module.css'
import { ownPress } from './own-press'
import styles from './pack-buttons.module.css'
import { useRestoredFocus } from './use-restored-focus'
import { useSteadyList } from './use-steady-list'
import { useText } from './use-text'

/** Hears what a person wants done with a pack. */
export type OnPackAction = (action: PackAction, id: AssetPackID) => void

/** What {@link PackButtons} shows. */
export interface PackButtonsProps {
  readonly entry: LibraryEntry
  readonly onAction: OnPackAction
  /** A brief one shows the main thing alone; the quiet one beside it is the first of the menu then. */
  readonly form?: 'whole' | 'brief'
  /** Whether the main thing is the main thing of the whole screen. */
  readonly isProminent?: boolean
}

// A second try is a second try for tests too, whether it asks for the pack or for the list.
const testNames: Readonly<Partial<Record<PackAction, string>>> = { check: 'retry' }

const softActions: ReadonlySet<PackAction> = new Set(['install', 'update', 'updateInLessSpace'])

function kindOf(action: PackAction, place: 'primary' | 'secondary', isProminent: boolean): ButtonKind {
  if (place === 'secondary') return 'quiet'
  if (!softActions.has(action)) return 'plain'
  return isProminent ? 'primary' : 'soft'
}

/** Everything that can be done with a pack now: the main thing first. Progress changes nothing of it, and draws nothing. */
export function PackButtons(props: PackButtonsProps): ReactElement {
  const { entry, form = 'whole', isProminent = false, onAction } = props
  const offered = packActions(entry)
  const { primary, secondary, menu } = form === 'whole' ? offered : withOneButton(offered)
  const { assetPack } = entry
  const actions = { assetPack, primary, secondary, menu: useSteadyList(menu) }
  return <ActionButtons {...actions} isProminent={isProminent} onAction={onAction} />
}

function withOneButton({ primary, secondary, menu }: PackActions): PackActions {
  return { primary, secondary: undefined, menu: secondary === undefined ? menu : [secondary, ...menu] }
}

interface ActionButtonsProps extends PackActions {
  readonly assetPack: AssetPackDescription
  readonly isProminent: boolean
  readonly onAction: OnPackAction
}

const ActionButtons = memo(function ActionButtons(props: ActionButtonsProps): ReactElement {
  const { assetPack, primary, secondary, menu, isProminent, onAction } = props
  const text = useText()
  const { id } = assetPack
  const title = packTitle(assetPack)
  const restoredFocus = useRestoredFocus()
  const button = (action: PackAction, place: 'primary' | 'secondary'): ReactElement => (
    <Button
      kind={kindOf(action, place, isProminent)}
      isForOneClick
      label={text('action.named', { action: text(`action.${action}`), title })}
      testID={`${testNames[action] ?? action}-${id}`}
      onPress={() => {
        onAction(action, id)
      }}
    >
      {text(`action.${action}`)}
    </Button>
  )
  return (
    <div
      className={styles['buttons']}
      ref={restoredFocus}
      data-alone={(primary === undefined && secondary !== undefined) || undefined}
    >
      {primary === undefined ? null : button(primary, 'primary')}
      {secondary === undefined ? null : button(secondary, 'secondary')}
      {menu.length === 0 ? null : <MoreMenu title={title} id={id} actions={menu} onAction={onAction} />}
    </div>
  )
})

/** What a {@link MoreMenu} offers. */
export interface MoreMenuProps {
  readonly id: AssetPackID
  readonly title: string
  readonly actions: readonly PackAction[]
  readonly onAction: OnPackAction
}

/** Where the focus is in a menu that was just opened. */
type MenuFocus = 'menu' | 'first' | 'last'

/**
 * The rest of what can be done with a pack. The button alone until the menu is wanted: one stands in every line of the library,
 * and all that a menu needs would be made for each of them.
 */
export function MoreMenu({ id, title, actions, onAction }: MoreMenuProps): ReactElement {
  const text = useText()
  const label = text('pack.more', { title })
  const button = useRef<HTMLButtonElement>(null)
  const menuID = useId()
  const [opened, setOpened] = useState<{ readonly id: AssetPackID; readonly focus: MenuFocus }>()
  // In a list the same button may come to stand for another pack, whose menu is not the one that was open.
  if (opened !== undefined && opened.id !== id) setOpened(undefined)
  const open = opened?.id === id ? opened.focus : undefined
  const openWith = (focus: MenuFocus): void => {
    // What has the focus when a menu opens has it again when the menu is gone.
    button.current?.focus({ preventScroll: true })
    setOpened({ id, focus })
  }
  return (
    <>
      <button
        type="button"
        ref={button}
        className={`${buttonStyles['button'] ?? ''} ${buttonStyles['quiet'] ?? ''} ${styles['more'] ?? ''}`}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        aria-controls={open === undefined ? undefined : menuID}
        data-testid={`more-${id}`}
        {...ownPress}
        onClick={(event) => {
          event.stopPropagation()
          // By a key there is no place where it was clicked.
          openWith(event.detail === 0 ? 'first' : 'menu')
        }}
        onKeyDown={(event) => {
          ownPress.onKeyDown(event)
          const focus = focusByKey[event.key]
          if (focus === undefined) return
          event.preventDefault()
          event.stopPropagation()
          openWith(focus)
        }}
      >
        <MoreHorizontal size={16} aria-hidden />
      </button>
      {open === undefined ? null : (
        <OpenMenu
          {...{ id, label, actions, onAction }}
          menuID={menuID}
          button={button}
          focus={open}
          onClose={() => {
            setOpened(undefined)
          }}
        />
      )}
    </>
  )
}

interface OpenMenuProps extends Omit<MoreMenuProps, 'title'> {
  readonly menuID: string
  readonly label: string
  readonly button: RefObject<HTMLButtonElement | null>
  readonly focus: MenuFocus
  readonly onClose: () => void
}

function OpenMenu(props: OpenMenuProps): ReactElement {
  const { id, menuID, label, actions, button, focus, onAction, onClose } = props
  const text = useText()
  return (
    <Popover
      isOpen
      trigger="MenuTrigger"
      aria-label={label}
      triggerRef={button}
      placement="bottom end"
      className={menuStyles['popover'] ?? ''}
      onOpenChange={onClose}
    >
      <Menu
        id={menuID}
        aria-label={label}
        autoFocus={focus === 'menu' ? true : focus}
        className={menuStyles['menu'] ?? ''}
        onClose={onClose}
        onAction={(key) => {
          const action = actions.find((candidate) => candidate === key)
          if (action !== undefined) onAction(action, id)
        }}
      >
        {actions.map((action) => (
          <MenuItem
            key={action}
            id={action}
            className={menuStyles['item'] ?? ''}
            data-testid={`${action}-${id}`}
          >
            {text(`action.${action}`)}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  )
}

const focusByKey: Readonly<Partial<Record<string, MenuFocus>>> = { ArrowDown: 'first', ArrowUp: 'last' }
