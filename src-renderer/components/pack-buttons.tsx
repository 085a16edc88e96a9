import { MoreHorizontal } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle } from '../../src-shared/domain/pack-text'
import { packActions, type PackAction, type PackActions } from '../format/pack-actions'
import { Button, type ButtonKind } from './button'
import buttonStyles from './button.module.css'
import menuStyles from './menu.module.css'
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
export function PackButtons({ entry, onAction, isProminent = false }: PackButtonsProps): ReactElement {
  const { primary, secondary, menu } = packActions(entry)
  const { assetPack } = entry
  const actions = { assetPack, primary, secondary, menu: useSteadyList(menu) }
  return <ActionButtons {...actions} isProminent={isProminent} onAction={onAction} />
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

/** The rest of what can be done with a pack. */
export function MoreMenu({ id, title, actions, onAction }: MoreMenuProps): ReactElement {
  const text = useText()
  const label = text('pack.more', { title })
  return (
    <MenuTrigger>
      <AriaButton
        className={`${buttonStyles['button'] ?? ''} ${buttonStyles['quiet'] ?? ''} ${styles['more'] ?? ''}`}
        aria-label={label}
        data-testid={`more-${id}`}
      >
        <MoreHorizontal size={16} aria-hidden />
      </AriaButton>
      <Popover placement="bottom end" className={menuStyles['popover'] ?? ''}>
        <Menu
          aria-label={label}
          className={menuStyles['menu'] ?? ''}
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
    </MenuTrigger>
  )
}
