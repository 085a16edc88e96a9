/** The language that the system is set to, BCP-47, as far as the JavaScript engine knows it. */
export function systemLanguages(): readonly string[] {
  return [new Intl.DateTimeFormat().resolvedOptions().locale]
}
