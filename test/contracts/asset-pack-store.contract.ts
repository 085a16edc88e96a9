import { describe, expect, it } from 'vitest'
import type { AssetPackStore } from '../../src-main/store/asset-pack-store'
import { aPack, anID } from '../support/pack-builder'

/** What every store promises. `open` gives an empty one, closed by whoever made it. */
export function describeAssetPackStore(name: string, open: () => Promise<AssetPackStore>): void {
  const commit = async (store: AssetPackStore, pack = aPack()): Promise<void> => {
    await store.commit(await store.openStaging(pack.id, pack.version), pack, new Uint8Array(0))
  }
  const ids = (store: AssetPackStore): readonly string[] =>
    store.installedPacks().map(({ assetPack }) => assetPack.description)

  describe(`${name} as an AssetPackStore`, () => {
    it('lists nothing at first', async () => {
      expect((await open()).installedPacks()).toEqual([])
    })

    it('lists packs ordered by id once they are committed', async () => {
      const store = await open()
      await commit(store, aPack({ id: 'b' }))
      await commit(store, aPack({ id: 'a', version: 7 }))
      expect(ids(store)).toEqual(['AssetPack(id: "a", version: 7)', 'AssetPack(id: "b", version: 1)'])
    })

    it('finds a pack whatever the case of its id', async () => {
      const store = await open()
      await commit(store, aPack({ id: 'Tutorial' }))
      expect(store.installedPack(anID('tUTORIAL'))?.assetPack.version).toBe(1)
    })

    it('replaces a version by the next one', async () => {
      const store = await open()
      await commit(store)
      await commit(store, aPack({ version: 2 }))
      expect(ids(store)).toEqual(['AssetPack(id: "tutorial", version: 2)'])
    })

    it('forgets a pack that is removed, twice if asked', async () => {
      const store = await open()
      await commit(store)
      await store.remove(anID())
      await store.remove(anID())
      expect(ids(store)).toEqual([])
    })

    it('keeps one download for each pack and gives them in the order of asking', async () => {
      const store = await open()
      const record = { priority: 0, origin: 'foreground', paused: false } as const
      store.downloads.put({ ...record, assetPack: aPack({ id: 'late' }), sequence: 2 })
      store.downloads.put({ ...record, assetPack: aPack({ id: 'early' }), sequence: 1 })
      store.downloads.put({ ...record, assetPack: aPack({ id: 'late' }), sequence: 2, paused: true })
      store.downloads.delete(anID('nobody'))
      expect(store.downloads.all().map(({ assetPack, paused }) => [assetPack.id, paused])).toEqual([
        ['early', false],
        ['late', true],
      ])
    })

    it('keeps values by name', async () => {
      const { values } = await open()
      values.set('__proto__', '1')
      values.set('mark', '2')
      values.set('mark', '3')
      expect([values.get('mark'), values.get('__proto__'), values.get('constructor')]).toEqual([
        '3',
        '1',
        undefined,
      ])
    })
  })
}
