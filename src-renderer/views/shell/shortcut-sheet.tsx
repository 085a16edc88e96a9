import { Fragment, type ReactElement } from 'react'
import {
  isSingleCharacter,
  keysOf,
  shortcutNames,
  shortcuts,
  type KeyCombination,
  type ShortcutName,
  type ShortcutScope,
} from '../../../src-shared/domain/shortcuts'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { keyNames } from '../../components/key-names'
import { useText } from '../../components/use-text'
import { usePacks, useSettings, useWindow } from '../window-context'
import styles from './shortcut-sheet.module.css'

const scopes: readonly ShortcutScope[] = ['window', 'search', 'pack', 'queue']

/** All shortcuts, while somebody wants to see them. */
export function ShortcutSheet(): ReactElement | null {
  const isOpen = useWindow((state) => state.isSheetOpen)
  return isOpen ? <OpenSheet /> : null
}

function OpenSheet(): ReactElement {
  const text = useText()
  const closeSheet = useWindow((state) => state.closeSheet)
  const withSingleKeys = useSettings((state) => state.app?.settings.singleKeyShortcuts !== false)
  return (
    <Dialog
      title={text('shortcuts.title')}
      testID="shortcut-sheet"
      isWide
      onClose={closeSheet}
      buttons={
        <Button testID="close-shortcuts" onPress={closeSheet}>
          {text('shortcuts.close')}
        </Button>
      }
    >
      <div className={styles['scopes']}>
        {scopes.map((scope) => (
          <section key={scope} aria-labelledby={`shortcuts-${scope}`} className={styles['scope']}>
            <h3 id={`shortcuts-${scope}`} className={styles['heading']}>
              {text(`shortcuts.${scope}`)}
            </h3>
            <dl className={styles['list']}>
              {shortcutNames
                .filter((name) => shortcuts[name].scope === scope)
                .map((name) => (
                  <Line key={name} name={name} withSingleKeys={withSingleKeys} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      {withSingleKeys ? null : <p className={styles['note']}>{text('shortcuts.singleOff')}</p>}
    </Dialog>
  )
}

interface LineProps {
  readonly name: ShortcutName
  readonly withSingleKeys: boolean
}

/** What a shortcut does, and its keys; nothing where all of them are turned off. */
function Line({ name, withSingleKeys }: LineProps): ReactElement | null {
  const text = useText()
  const keys = keysOf(name).filter((one) => withSingleKeys || !isSingleCharacter(one))
  if (keys.length === 0) return null
  return (
    <div className={styles['line']} data-testid={`shortcut-${name}`}>
      <dt>{text(`command.${name}`)}</dt>
      <dd className={styles['keys']}>
        {keys.map((one, index) => (
          <Fragment key={one.key}>
            {index === 0 ? null : <span className={styles['or']}> {text('shortcuts.or')} </span>}
            <Keys keys={one} />
          </Fragment>
        ))}
      </dd>
    </div>
  )
}

function Keys({ keys }: { readonly keys: KeyCombination }): ReactElement {
  const text = useText()
  const platform = usePacks((state) => state.appFacts?.platform)
  return (
    <bdi className={styles['combination']} dir="ltr">
      {keyNames(keys, text, platform).map((name, index) => (
        <Fragment key={name}>
          {index === 0 ? null : <span className={styles['plus']}>+</span>}
          <kbd className={styles['key']}>{name}</kbd>
        </Fragment>
      ))}
    </bdi>
  )
}
