import { en } from './en'
import type { Catalogue } from './message-id'

/** A language in which the app speaks. */
export type LocaleID = 'en' | 'de' | 'ja' | 'ar' | 'qps'

interface Locale {
  readonly direction: 'ltr' | 'rtl'
  /** Of what the page says and `Intl` writes, where the id itself names no language that `Intl` knows. */
  readonly tag?: string
  /** Only for those who ask for it by name: it helps to find what does not fit, and nobody reads it. */
  readonly isMadeUp?: true
  /** Fetches its sentences. English is always there: it is what every window begins with. */
  readonly load: () => Promise<Catalogue>
}

const locales: Readonly<Record<LocaleID, Locale>> = {
  en: { direction: 'ltr', load: () => Promise.resolve(en) },
  de: { direction: 'ltr', load: async () => (await import('./de')).de },
  ja: { direction: 'ltr', load: async () => (await import('./ja')).ja },
  ar: { direction: 'rtl', load: async () => (await import('./ar')).ar },
  qps: {
    direction: 'ltr',
    tag: 'en-XA',
    isMadeUp: true,
    load: async () => (await import('./pseudo')).pseudoCatalogue(en),
  },
}

/** The languages that a person may choose from. */
export const offeredLocales: readonly LocaleID[] = localeIDs().filter((id) => locales[id].isMadeUp !== true)

/** A language in force: what is said, and how numbers and dates are written with it. */
export interface ChosenLocale {
  readonly id: LocaleID
  /** BCP-47, for `Intl` and the page: `de-AT` where somebody in Austria reads German. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
}

/**
 * The language of the app for a choice: `system`, or a BCP-47 tag. Of what the system prefers the first that the app knows
 * counts, in the reader's own region; a choice that the app does not know counts as `system`, and English stands in for all
 * else.
 *
 * @param systemLanguages - BCP-47, the most wanted first.
 */
export function chooseLocale(choice: string, systemLanguages: readonly string[]): ChosenLocale {
  const known = systemLanguages.flatMap((tag) => localeOf(tag) ?? [])
  const chosen = choice === 'system' ? undefined : localeOf(choice)
  if (chosen !== undefined) {
    // "German" says nothing of the region; the system may.
    const regional = chosen.tag === chosen.id ? known.find(({ id }) => id === chosen.id) : undefined
    return regional ?? chosen
  }
  return known.find(({ id }) => locales[id].isMadeUp !== true) ?? { id: 'en', tag: 'en', direction: 'ltr' }
}

/** The language that a tag names; `undefined` where the app does not speak it. */
export function localeOf(tag: string): ChosenLocale | undefined {
  const canonical = canonicalTag(tag)
  if (canonical === undefined) return undefined
  const { language } = new Intl.Locale(canonical)
  const id = localeIDs().find((one) => canonical === locales[one].tag || language === one)
  if (id === undefined) return undefined
  return { id, tag: locales[id].tag ?? canonical, direction: locales[id].direction }
}

/** Fetches the sentences of a language. */
export function loadCatalogue(id: LocaleID): Promise<Catalogue> {
  return locales[id].load()
}

function localeIDs(): readonly LocaleID[] {
  // Made-up ones last: `en-XA` is one of these, not English, so that its tag is compared first.
  return (Object.keys(locales) as LocaleID[]).sort((a, b) => Number(isTagged(b)) - Number(isTagged(a)))
}

function isTagged(id: LocaleID): boolean {
  return locales[id].tag !== undefined
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
