import { distinctLanguages } from '../../src-shared/domain/language'
import { InstalledAssetPacks } from './installed-asset-packs'
import type { AssetPackManagerParts } from './manager-parts'
import { resolvedLanguage } from './resolved-language'

/** Which language's localized packs are kept here, and which are here. The half of an `AssetPackManager` about languages. */
export class LocalizedAssetPacks extends InstalledAssetPacks {
  readonly #parts: AssetPackManagerParts

  constructor(parts: AssetPackManagerParts) {
    super(parts)
    this.#parts = parts
  }

  /**
   * The language, BCP-47, whose localized packs come by themselves: the one of those that are offered which fits best what
   * was set or, when nothing was, what the user prefers; else the configuration's primary language. While no list is known
   * it is chosen among the languages that are here. `undefined` when none fits. No disk access.
   */
  get resolvedLanguage(): string | undefined {
    return resolvedLanguage(this.#parts)
  }

  /**
   * Puts a language in the place of what the user prefers, or with `undefined` takes that back; durable when it returns.
   * Moves no packs by itself.
   *
   * @param language - BCP-47; `resolvedLanguage` is what fits it best.
   * @throws `invalidArgument` for what is not a language tag.
   */
  setResolvedLanguage(language: string | undefined): void {
    this.#parts.languages.set(language)
  }

  /** The languages of the localized packs that are here: BCP-47, each once, ordered. No disk access. */
  locallyAvailableLanguages(): readonly string[] {
    return distinctLanguages(this.installedAssetPacks().flatMap(({ language }) => language ?? []))
  }
}
