import * as z from 'zod'
import { AssetPackError } from '../../src-shared/domain/errors'
import { canonicalLanguage, type LanguageChoice } from '../../src-shared/domain/language'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'languages.override'
const preferredName = 'languages.preferred'
const tagsSchema = z.array(z.string())
/** Stands for no override: a value cannot be taken away. */
const none = ''

/** What {@link LanguageSettings} works with. */
export interface LanguageSettingsOptions {
  readonly values: DurableValues
  /** What the user prefers, the most wanted first, as the app says; absent for who knows nothing of the app's user. */
  readonly preferred: readonly string[] | undefined
  /** What the machine says, where the app never said anything. */
  readonly system: () => readonly string[]
  /** What the configuration falls back to. */
  readonly primary?: string | undefined
}

/**
 * Which languages are wanted: what the app set, which the container keeps, else what the user prefers. The container keeps
 * that, too: a command line on it, in whatever shell, must not see another language than the app and act on a change.
 */
export class LanguageSettings {
  readonly #options: LanguageSettingsOptions
  readonly #preferred: readonly string[]
  #current: LanguageChoice

  constructor(options: LanguageSettingsOptions) {
    this.#options = options
    this.#preferred = this.#preferences()
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
    const { primary } = this.#options
    return { preferred: override === undefined ? this.#preferred : [override], primary }
  }

  #preferences(): readonly string[] {
    const { values, preferred, system } = this.#options
    const text = values.get(preferredName)
    if (preferred === undefined) return keptTags(text) ?? system()
    const now = JSON.stringify(preferred)
    if (now !== text) values.set(preferredName, now)
    return preferred
  }
}

/** `undefined` where none are kept, or cannot be read. */
function keptTags(text: string | undefined): readonly string[] | undefined {
  try {
    return text === undefined ? undefined : tagsSchema.parse(JSON.parse(text))
  } catch {
    return undefined
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
