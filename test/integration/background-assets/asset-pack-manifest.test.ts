import { describe, expect, test } from 'vitest'
import { anID } from '../../support/pack-builder'
import { PackWorld } from '../../support/pack-world'

const automatic = { prefetch: { installationEventTypes: ['firstInstallation'] } }
const needed = { essential: { installationEventTypes: ['firstInstallation'] } }

describe('AssetPackManifest', () => {
  test('lists what the repository offers, each pack in its newest version', async () => {
    const world = await PackWorld.open({ maps: { 'maps.txt': 'one' }, sounds: { 'sounds.txt': 'one' } })
    await world.publish('maps', { 'maps.txt': 'two' })
    const manifest = await (await world.manager()).manifest()

    expect([
      manifest.assetPacks.map(({ id, version }) => `${id} ${String(version)}`),
      manifest.assetPack(anID('maps'))?.version,
      manifest.assetPack(anID('nobody')),
    ]).toEqual([['maps 2', 'sounds 1'], 2, undefined])
  })

  test('says what it is, and becomes JSON', async () => {
    const world = await PackWorld.open({ maps: { 'maps.txt': 'one' } })
    const manifest = await (await world.manager()).manifest()

    expect([String(manifest), JSON.parse(JSON.stringify(manifest))]).toEqual([
      'AssetPackManifest(version: 1, asset packs: 1)',
      { version: 1, assetPacks: [manifest.assetPack(anID('maps'))?.toJSON()] },
    ])
  })

  test('gives the downloads of a content request, essential where the policy says so', async () => {
    const world = await PackWorld.open({ asked: { 'asked.txt': 'asked' } })
    await world.publish('needed', { 'needed.txt': 'needed' }, { downloadPolicy: needed })
    await world.publish('voices', { 'voices.txt': 'voices' }, { downloadPolicy: automatic })
    const manifest = await (await world.manager()).manifest()
    const named = (request?: 'install' | 'update'): readonly string[] =>
      manifest
        .allDownloads(request)
        .map(({ identifier, isEssential }) => `${identifier}${isEssential ? ' essential' : ''}`)

    expect([named('install'), named('update'), named()]).toEqual([
      ['needed essential', 'voices'],
      [],
      ['asked', 'needed', 'voices'],
    ])
  })

  test('knows the languages of its packs, which one fits the reader, and the packs of that one', async () => {
    const world = await PackWorld.open({ maps: { 'maps.txt': 'maps' } })
    for (const language of ['en', 'pt'])
      await world.publish(`voices-${language}`, { [`${language}.txt`]: language }, { language })
    const manifest = await (await world.manager({ preferredLanguages: ['pt-BR'] })).manifest()
    const ids = (packs: readonly { readonly id: string }[]): readonly string[] => packs.map(({ id }) => id)

    expect([
      manifest.availableLanguages,
      manifest.resolvedLanguage,
      ids(manifest.localizedAssetPacks),
      ids(manifest.localizedAssetPacksFor('en-GB')),
    ]).toEqual([['en', 'pt'], 'pt', ['voices-pt'], ['voices-en']])
  })
})
