import { describe, expect, it } from 'vitest'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { AssetPackManifest } from '../../../../src-shared/domain/asset-pack-manifest'
import type { ContentRequest } from '../../../../src-shared/domain/content-request'
import { aPack } from '../../../support/pack-builder'

const atInstallation = { kind: 'prefetch', installationEventTypes: ['firstInstallation'] } as const
const atUpdates = { kind: 'essential', installationEventTypes: ['subsequentUpdate'] } as const

const packs = [
  aPack({ id: 'voices-en', language: 'en-US', policy: atInstallation }),
  aPack({ id: 'voices-de', language: 'de', policy: atInstallation }),
  aPack({ id: 'subtitles-de', language: 'de-DE', policy: atUpdates }),
  aPack({ id: 'commentary-de', language: 'de' }),
  aPack({ id: 'maps', policy: atInstallation }),
]

function ids(some: readonly AssetPack[]): readonly string[] {
  return some.map(({ id }) => id)
}

describe('the languages of a list of packs', () => {
  it('are those of its localized packs, each once', () => {
    expect(new AssetPackManifest(packs, 1).availableLanguages).toEqual(['de', 'en-US'])
  })

  it('resolve to none, and no pack is wanted for it, when nobody prefers anything', () => {
    const manifest = new AssetPackManifest(packs, 1)
    expect([manifest.resolvedLanguage, manifest.localizedAssetPacks]).toEqual([undefined, []])
  })

  it('resolve to the one that fits the preferences best, and its packs are wanted', () => {
    const manifest = new AssetPackManifest(packs, 1, { preferred: ['ja', 'de-AT', 'en'] })
    expect([manifest.resolvedLanguage, ids(manifest.localizedAssetPacks)]).toEqual([
      'de',
      ['commentary-de', 'subtitles-de', 'voices-de'],
    ])
  })

  it('resolve to the primary one when no preference fits', () => {
    const manifest = new AssetPackManifest(packs, 1, { preferred: ['ja'], primary: 'en' })
    expect([manifest.primaryLanguage, ids(manifest.localizedAssetPacks)]).toEqual(['en', ['voices-en']])
  })

  it.each([
    ['en', ['voices-en']],
    ['en-GB', ['voices-en']],
    ['de-CH', ['commentary-de', 'subtitles-de', 'voices-de']],
    ['ko', ['voices-en']],
  ])('have for %s, whatever is preferred, the packs %j', (language, expected) => {
    const manifest = new AssetPackManifest(packs, 1, { preferred: ['de'], primary: 'en' })
    expect(ids(manifest.localizedAssetPacksFor(language))).toEqual(expected)
  })

  it('are seen anew by somebody with other preferences', () => {
    const manifest = new AssetPackManifest(packs, 7, { preferred: ['de'] })
    const other = manifest.withLanguages({ preferred: ['en'] })
    expect([manifest.resolvedLanguage, other.resolvedLanguage, other.version, other.assetPacks]).toEqual([
      'de',
      'en-US',
      7,
      manifest.assetPacks,
    ])
  })
})

describe('what comes by itself', () => {
  const cases: readonly (readonly [ContentRequest, string, readonly string[]])[] = [
    ['install', 'de', ['maps', 'voices-de']],
    ['install', 'en', ['maps', 'voices-en']],
    ['install', 'ja', ['maps']],
    ['update', 'de', ['subtitles-de']],
    ['periodic', 'de', []],
    ['languageChange', 'de', ['subtitles-de', 'voices-de']],
    ['languageChange', 'ja', []],
  ]

  it.each(cases)('for the request %s with the language %s is %j', (request, language, expected) => {
    const manifest = new AssetPackManifest(packs, 1, { preferred: [language] })
    expect(ids(manifest.automaticAssetPacks(request))).toEqual(expected)
  })
})
