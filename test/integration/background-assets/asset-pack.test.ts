import { describe, expect, test } from 'vitest'
import { AssetPack, isAssetPackError } from '../../../src-main/index'
import { PackWorld } from '../../support/pack-world'

const files = { 'maps/dock.txt': 'one' }

describe('AssetPack', () => {
  test('is a snapshot of what the server says, with the data of the publisher', async () => {
    const world = await PackWorld.open({ maps: files })
    await world.publish('maps', { 'maps/dock.txt': 'two!' }, { userInfo: { title: 'Maps', tags: ['sea'] } })
    const manager = await world.manager()
    const pack = await manager.assetPack('maps')

    expect({ ...pack.toJSON(), downloadSize: pack.downloadSize > 0 }).toEqual({
      id: 'maps',
      version: 2,
      downloadSize: true,
      installedSize: 4,
      policy: { kind: 'onDemand' },
      platforms: [],
      userInfo: { title: 'Maps', tags: ['sea'] },
    })
  })

  test('says its name and version, and cannot be changed', async () => {
    const world = await PackWorld.open({ maps: files })
    const pack = await (await world.manager()).assetPack('maps')
    const change = (): void => {
      Object.assign(pack, { version: 9 })
    }

    expect([pack.description, String(pack)]).toEqual([
      'AssetPack(id: "maps", version: 1)',
      'AssetPack(id: "maps", version: 1)',
    ])
    expect(change).toThrow(TypeError)
  })

  test('is localized for the language that its publisher named, or for none', async () => {
    const world = await PackWorld.open({ maps: files })
    await world.publish('voices', files, { language: 'pt-BR' })
    const packs = await (await world.manager()).allAssetPacks()

    expect(packs.map(({ id, language }) => [id, language])).toEqual([
      ['maps', undefined],
      ['voices', 'pt-BR'],
    ])
  })

  test('comes back from JSON as an equal value, and equals no other version', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const first = await manager.assetPack('maps')
    const decoded = AssetPack.fromJSON(JSON.parse(JSON.stringify(first)))
    await world.publish('maps', { 'maps/dock.txt': 'two' })
    await manager.refresh()
    const second = await manager.assetPack('maps')

    expect([decoded.equals(first), decoded.hash === first.hash, second.equals(first)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('is not made of JSON that describes none: the error names the field, its value and the rule', async () => {
    const world = await PackWorld.open({ maps: files })
    const facts = (await (await world.manager()).assetPack('maps')).toJSON()
    const wrong = [{ ...facts, id: '../maps' }, { ...facts, version: -1 }, { ...facts, more: 1 }, null]
    const failures = wrong.map((value) => {
      try {
        return AssetPack.fromJSON(value)
      } catch (error) {
        return isAssetPackError(error, 'invalidArgument') ? error.message : error
      }
    })

    expect(failures).toEqual([
      'The field "id" of an asset pack is "../maps": it is not an asset pack ID.',
      'The field "version" of an asset pack is -1: it must be 0 or more.',
      'The field "more" of an asset pack is 1: it is not a known key.',
      'An asset pack is null: it must be a JSON object.',
    ])
  })

  test('becomes stale when the server moves on: nothing throws, and the status is relative to it', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const held = await manager.assetPack('maps')
    await world.publish('maps', { 'maps/dock.txt': 'two' })
    await manager.refresh()
    const notHere = String(await manager.status(held))
    await manager.ensureLocalAvailability(held)

    expect([notHere, manager.localVersion('maps'), String(await manager.status(held))]).toEqual([
      '[]',
      2,
      '[upToDate, downloaded]',
    ])
  })

  test('gives a download that is essential only for the events of its policy', async () => {
    const world = await PackWorld.open({ maps: files })
    const policy = { essential: { installationEventTypes: ['firstInstallation'] } }
    await world.publish('maps', files, { downloadPolicy: policy })
    const pack = await (await world.manager()).assetPack('maps')
    const requests = [undefined, 'install', 'update', 'periodic', 'languageChange'] as const

    expect(requests.map((request) => pack.download(request).isEssential)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ])
  })
})
