/** What those who speak a language call it: `Deutsch`, `日本語`. What `Intl` does not know stays as it is. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag
    return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`
  } catch {
    return tag
  }
}
