import { AssetPackError } from '../../src-shared/domain/errors'
import { canonicalLanguage, type LanguageChoice } from '../../src-shared/domain/language'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'languages.override'
/** Stands for no override: a value cannot be taken away. */
const none = ''

/** What {@link LanguageSettings} works with. */
export interface LanguageSettingsOptions {
  readonly values: DurableValues
  /** What the user prefers, the most wanted first. */
  readonly preferred: readonly string[]
  /** What the configuration falls back to. */
  readonly primary?: string | undefined
}

/** Which languages are wanted: what the app set, which the container keeps, else what the user prefers. */
export class LanguageSettings {
  readonly #options: LanguageSettingsOptions
  #current: LanguageChoice

  constructor(options: LanguageSettingsOptions) {
    this.#options = options
    const kept = options.values.get(valueName) ?? none
    this.#current = this.#choice(canonicalLanguage(kept))
  }

  /** The same object until something is set. */
  get current(): LanguageChoice {
    return this.#current
  }

  /**
   * Puts one language before everything that the user prefers, or takes that back; durable when it returns.
   *
   * @throws `invalidArgument` for what is not a language tag.
   */
  set(language: string | undefined): void {
    const canonical = language === undefined ? undefined : requiredLanguage(language)
    this.#options.values.set(valueName, canonical ?? none)
    this.#current = this.#choice(canonical)
  }

  #choice(override: string | undefined): LanguageChoice {
    const { preferred, primary } = this.#options
    return { preferred: override === undefined ? preferred : [override], primary }
  }
}

/** The tag in its canonical form. @throws `invalidArgument` for what is not a language tag. */
export function requiredLanguage(tag: string): string {
  const canonical = canonicalLanguage(tag)
  if (canonical !== undefined) return canonical
  const shown = tag.slice(0, 100)
  throw new AssetPackError(
    'invalidArgument',
    `"${shown}" is not a language tag: use BCP-47, like "en", "zh-Hans" or "pt-BR".`,
    { details: { language: shown } },
  )
}
