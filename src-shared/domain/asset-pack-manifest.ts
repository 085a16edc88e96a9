import type { AssetPack, AssetPackDescription } from './asset-pack'
import { assetPackIDKey, type AssetPackID } from './asset-pack-id'
import type { AssetPackDownload } from './asset-pack-download'
import { installationEvent, type ContentRequest } from './content-request'
import { bestLanguage, distinctLanguages, isSameLanguage, type LanguageChoice } from './language'

const noPreference: LanguageChoice = { preferred: [] }

/**
 * The packs that a repository offers, each in its newest version, seen by somebody with certain languages (the original's
 * `AssetPackManifest`).
 */
export class AssetPackManifest {
  /** Ordered by id, those of all languages (the original's `assetPacks`). */
  readonly assetPacks: readonly AssetPack[]
  /** (+) The signed list's own version: rises with every publish. */
  readonly version: number
  /** (+) Which languages are wanted. */
  readonly languages: LanguageChoice
  /** The languages of all localized packs, BCP-47: each once, ordered (the original's `availableLanguages`). */
  readonly availableLanguages: readonly string[]
  /** The available language whose localized packs are wanted; `undefined` when none fits (the original's `resolvedLanguage`). */
  readonly resolvedLanguage: string | undefined
  readonly #byKey: ReadonlyMap<string, AssetPack>

  constructor(assetPacks: readonly AssetPack[], version: number, languages: LanguageChoice = noPreference) {
    this.assetPacks = [...assetPacks].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    this.version = version
    this.languages = languages
    this.availableLanguages = distinctLanguages(this.assetPacks.flatMap(({ language }) => language ?? []))
    this.resolvedLanguage = bestLanguage(this.availableLanguages, languages)
    this.#byKey = new Map(this.assetPacks.map((pack) => [assetPackIDKey(pack.id), pack]))
  }

  /** `AssetPackManifest(version: 7, asset packs: 3)` (the original's `description`). */
  get description(): string {
    return `AssetPackManifest(version: ${String(this.version)}, asset packs: ${String(this.assetPacks.length)})`
  }

  /**
   * The language that packs come in when none fits a preference; `undefined` when the configuration names none (the original's
   * `primaryLanguage`).
   */
  get primaryLanguage(): string | undefined {
    return this.languages.primary
  }

  /**
   * The packs that are localized for {@link AssetPackManifest.resolvedLanguage}, ordered by id (the original's
   * `localizedAssetPacks`).
   */
  get localizedAssetPacks(): readonly AssetPack[] {
    return this.#packsIn(this.resolvedLanguage)
  }

  /**
   * The packs that are localized for that language or, when there are none, for another region of it or for the primary
   * language (the original's `localizedAssetPacks(for:)`). Ordered by id; empty when nothing fits.
   *
   * @param language - BCP-47.
   */
  localizedAssetPacksFor(language: string): readonly AssetPack[] {
    const choice = { preferred: [language], primary: this.primaryLanguage }
    return this.#packsIn(bestLanguage(this.availableLanguages, choice))
  }

  /** (+) The same packs, seen by somebody with other languages. */
  withLanguages(languages: LanguageChoice): AssetPackManifest {
    return new AssetPackManifest(this.assetPacks, this.version, languages)
  }

  /** The pack of that name, ignoring case; `undefined` when it is not offered (the original's `assetPack(withID:)`). */
  assetPack(id: AssetPackID): AssetPack | undefined {
    return this.#byKey.get(assetPackIDKey(id))
  }

  /**
   * (+) The packs that the system downloads by itself for `request`, essential ones first; of the localized ones those of the
   * resolved language. A change of language asks for these only, and for all of them: at the installation and the updates
   * so far there was another language.
   */
  automaticAssetPacks(request: ContentRequest): readonly AssetPack[] {
    const applicable = this.assetPacks.filter(
      (assetPack) => this.#isForReader(assetPack) && appliesTo(assetPack, request),
    )
    return [
      ...applicable.filter(({ policy }) => policy.kind === 'essential'),
      ...applicable.filter(({ policy }) => policy.kind === 'prefetch'),
    ]
  }

  /**
   * A download of each pack that the system fetches by itself for `request`, essential ones first; without a request, of every
   * pack (the original's `allDownloads(for:)`).
   */
  allDownloads(request?: ContentRequest): readonly AssetPackDownload[] {
    const applicable = request === undefined ? this.assetPacks : this.automaticAssetPacks(request)
    return applicable.map((assetPack) => assetPack.download(request))
  }

  /** {@link AssetPackManifest.description} (the original's `CustomStringConvertible`). */
  toString(): string {
    return this.description
  }

  /** What the list says, as plain data (the original's `Encodable`). Nothing reads it back: only a signed list is believed. */
  toJSON(): { readonly version: number; readonly assetPacks: readonly AssetPackDescription[] } {
    return { version: this.version, assetPacks: this.assetPacks.map((assetPack) => assetPack.toJSON()) }
  }

  #isForReader({ language }: AssetPack): boolean {
    if (language === undefined) return true
    return this.resolvedLanguage !== undefined && isSameLanguage(language, this.resolvedLanguage)
  }

  #packsIn(wanted: string | undefined): readonly AssetPack[] {
    if (wanted === undefined) return []
    return this.assetPacks.filter(
      ({ language }) => language !== undefined && isSameLanguage(language, wanted),
    )
  }
}

function appliesTo({ policy, language }: AssetPack, request: ContentRequest): boolean {
  if (policy.kind === 'onDemand') return false
  if (request === 'languageChange') return language !== undefined
  const event = installationEvent(request)
  return event !== undefined && policy.installationEventTypes.includes(event)
}
