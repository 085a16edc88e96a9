import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { IntlProvider } from 'react-intl'
import { useStore } from 'zustand'
import { loadCatalogue, localeOf, type ChosenLocale } from '../src-shared/messages/locales'
import type { Catalogue } from '../src-shared/messages/message-id'
import type { SettingsStore } from './store/settings-store'

/** A language and all that is said in it. */
export interface SpokenLanguage extends ChosenLocale {
  readonly messages: Catalogue
}

/** The language that a tag names, once its sentences are there; English for one that the app does not speak. */
export async function loadLanguage(tag: string): Promise<SpokenLanguage> {
  const locale = localeOf(tag) ?? { id: 'en', tag: 'en', direction: 'ltr' }
  return { ...locale, messages: await loadCatalogue(locale.id) }
}

/** What {@link WindowLanguage} needs. */
export interface WindowLanguageProps {
  readonly settings: SettingsStore
  /** The language of the first moment; the settings may say another one later. */
  readonly start: SpokenLanguage
  readonly children: ReactNode
}

/** Gives everything within the language that the settings say, and the page its direction; changes without a new start. */
export function WindowLanguage({ settings, start, children }: WindowLanguageProps): ReactElement {
  const wanted = useStore(settings, (state) => state.app?.language)
  const [spoken, setSpoken] = useState(start)
  useEffect(() => {
    if (wanted === undefined || wanted === spoken.tag) return undefined
    let isWanted = true
    loadLanguage(wanted).then(
      (language) => {
        if (isWanted) setSpoken(language)
      },
      // Its sentences cannot be read: those of before are better than none.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [wanted, spoken])
  const { tag, direction, messages } = spoken
  useEffect(() => {
    document.documentElement.lang = tag
    document.documentElement.dir = direction
  }, [tag, direction])
  return (
    <IntlProvider locale={tag} messages={messages}>
      <I18nProvider locale={tag}>{children}</I18nProvider>
    </IntlProvider>
  )
}
