import { isSameLanguage } from '../../src-shared/domain/language'
import type { InstalledPack } from './asset-pack-store'

/**
 * The order in which packs are asked for a path: those that are localized for the reader's language, those that are not
 * localized, then other languages; among the same kind by id.
 */
export class ReadingOrder {
  readonly #installedPacks: () => readonly InstalledPack[]
  readonly #language: () => string | undefined
  #orderedFor: { readonly packs: readonly InstalledPack[]; readonly language: string | undefined }
  #ordered: readonly InstalledPack[] = []

  constructor(options: {
    /** Ordered by id. */
    readonly installedPacks: () => readonly InstalledPack[]
    /** BCP-47; `undefined` = none. */
    readonly language: () => string | undefined
  }) {
    this.#installedPacks = options.installedPacks
    this.#language = options.language
    this.#orderedFor = { packs: [], language: undefined }
  }

  /** The same list until packs or the language change: every look-up asks. */
  packs(): readonly InstalledPack[] {
    const packs = this.#installedPacks()
    const language = this.#language()
    if (language !== this.#orderedFor.language || !isSame(packs, this.#orderedFor.packs)) {
      this.#orderedFor = { packs: [...packs], language }
      this.#ordered = packs
        .map((pack) => ({ pack, rank: rankOf(pack, language) }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ pack }) => pack)
    }
    return this.#ordered
  }
}

function rankOf({ assetPack: { language } }: InstalledPack, wanted: string | undefined): number {
  if (language === undefined) return 1
  return wanted !== undefined && isSameLanguage(language, wanted) ? 0 : 2
}

function isSame(first: readonly InstalledPack[], second: readonly InstalledPack[]): boolean {
  return first.length === second.length && first.every((pack, index) => pack === second[index])
}
