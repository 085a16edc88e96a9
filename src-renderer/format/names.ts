import type { PlatformName } from '../../src-shared/domain/platform-name'

/** What people call a language, with its tag: `Portuguese (Brazil) · pt-BR`. The tag alone where nobody has a name for it. */
export function languageName(tag: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(tag)
    return name === undefined || name === tag ? tag : `${name} · ${tag}`
  } catch {
    // It is well formed to the publisher, and not to this system's names.
    return tag
  }
}

/** What those who speak a language call it: `Deutsch`, `日本語`. What `Intl` does not know stays as it is. */
export function ownLanguageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag
    return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`
  } catch {
    return tag
  }
}

const platformTitles: Readonly<Record<PlatformName, string>> = {
  iOS: 'iOS',
  macOS: 'macOS',
  tvOS: 'tvOS',
  visionOS: 'visionOS',
  windows: 'Windows',
  linux: 'Linux',
}

/** What people call a system: a name, the same in every language. */
export function platformTitle(platform: PlatformName): string {
  return platformTitles[platform]
}
