import type { ReactElement } from 'react'
import type { AppSettings } from '../../../src-shared/domain/app-settings'
import { localeOf, offeredLocales } from '../../../src-shared/messages/locales'
import type { MessageID } from '../../../src-shared/messages/message-id'
import { Button } from '../../components/button'
import { Choice } from '../../components/choice'
import { Select } from '../../components/select'
import { Switch } from '../../components/switch'
import { useText } from '../../components/use-text'
import { ownLanguageName } from '../../format/names'
import { useSettings, useWindow } from '../window-context'
import type { SettingControlProps } from './setting-item'

type FlagName = {
  [Name in keyof AppSettings]: AppSettings[Name] extends boolean ? Name : never
}[keyof AppSettings]
type ChoiceName = 'theme' | 'whenClosed' | 'announcements' | 'density'

/** A control for a setting of the app that is on or off. */
export function appSwitch(name: FlagName): (props: SettingControlProps) => ReactElement | null {
  return function AppSwitch({ controlID, labelID, describedBy }) {
    const app = useSettings((state) => state.app)
    const change = useSettings((state) => state.change)
    if (app === undefined) return null
    return (
      <Switch
        controlID={controlID}
        labelID={labelID}
        describedBy={describedBy}
        isOn={app.settings[name]}
        isDisabled={name === 'openAtLogin' && !app.canOpenAtLogin}
        onChange={(isOn) => {
          change({ [name]: isOn })
        }}
        testID={name}
      />
    )
  }
}

/** A control for a setting of the app that is one of a few. */
export function appChoice<Name extends ChoiceName>(
  name: Name,
  options: readonly { readonly value: AppSettings[Name]; readonly title: MessageID }[],
): (props: SettingControlProps) => ReactElement | null {
  return function AppChoice({ title, describedBy }) {
    const text = useText()
    const value = useSettings((state) => state.app?.settings[name])
    const change = useSettings((state) => state.change)
    if (value === undefined) return null
    return (
      <Choice
        label={title}
        describedBy={describedBy}
        value={value}
        options={options.map((option) => ({ value: option.value, content: text(option.title) }))}
        onChange={(next) => {
          change({ [name]: next })
        }}
        testID={name}
      />
    )
  }
}

/** The language, each called by those who speak it. */
export function LanguageControl({ labelID, describedBy }: SettingControlProps): ReactElement | null {
  const text = useText()
  const value = useSettings((state) => state.app?.settings.language)
  const change = useSettings((state) => state.change)
  if (value === undefined) return null
  // "German (Austria)" is German here; a language that nobody is offered is there for whom has it.
  const chosen = value === 'system' ? value : (localeOf(value)?.id ?? value)
  const known: readonly string[] = offeredLocales
  const languages = chosen === 'system' || known.includes(chosen) ? known : [...known, chosen]
  return (
    <Select
      labelID={labelID}
      describedBy={describedBy}
      value={chosen}
      options={[
        { value: 'system', title: text('settings.language.system') },
        ...languages.map((id) => {
          const language = localeOf(id)?.tag ?? id
          return { value: id, title: ownLanguageName(language), language }
        }),
      ]}
      onChange={(language) => {
        change({ language })
      }}
      testID="language"
    />
  )
}

/** Opens the sheet of shortcuts: not everybody finds a key by a key. */
export function ShortcutsButton({ title }: SettingControlProps): ReactElement {
  const text = useText()
  const showSheet = useWindow((state) => state.showSheet)
  const words = text('settings.shortcuts.show')
  return (
    <Button label={`${words}: ${title}`} testID="show-shortcuts" onPress={showSheet}>
      {words}
    </Button>
  )
}
