import { bestLanguage, distinctLanguages } from '../../src-shared/domain/language'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { CatalogWatch } from './catalog-watch'
import type { LanguageSettings } from './language-settings'

/** What a language is resolved with. */
export interface LanguageSources {
  readonly catalog: Pick<CatalogWatch, 'lastGood'>
  readonly store: Pick<AssetPackStore, 'installedPacks'>
  readonly languages: Pick<LanguageSettings, 'current'>
}

/** The wanted one of the languages that are offered or, as long as no list is known, of those that are here. */
export function resolvedLanguage({ catalog, store, languages }: LanguageSources): string | undefined {
  const manifest = catalog.lastGood()
  if (manifest !== undefined) return manifest.resolvedLanguage
  const here = store.installedPacks().flatMap(({ assetPack: { language } }) => language ?? [])
  return bestLanguage(distinctLanguages(here), languages.current)
}
