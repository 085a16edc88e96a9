import type { MessageID } from '../../../src-shared/messages/message-id'
import type { SettingsState } from '../../store/settings-store'
import type { SettingItem, SettingSection } from './setting-item'

/** What a search looks in: the sentences of the window. */
type Say = (id: MessageID) => string

/**
 * The settings that a search finds: every word of it somewhere in the name, the explanation or the section, whatever its
 * case and accents. All where nothing is searched for; those that are hidden now are not found either.
 */
export function foundSettings(
  sections: readonly SettingSection[],
  search: string,
  state: SettingsState,
  say: Say,
): readonly SettingSection[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return sections.flatMap((section) => {
    const items = section.items.filter((item) => {
      if (item.isShown?.(state) === false) return false
      const text = plain(`${say(section.title)} ${textOf(item, state, say)}`)
      return words.every((word) => text.includes(word))
    })
    return items.length === 0 ? [] : [{ ...section, items }]
  })
}

function textOf({ title, hint }: SettingItem, state: SettingsState, say: Say): string {
  const id = typeof hint === 'function' ? hint(state) : hint
  return `${say(title)} ${id === undefined ? '' : say(id)}`
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLocaleLowerCase()
}
