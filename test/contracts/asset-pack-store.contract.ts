import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DownloadHistoryEntry } from '../../src-shared/domain/download-history'
import type { AssetPackStore, InstalledPack, Relocation } from '../../src-main/store/asset-pack-store'
import { encodePackIndex } from '../../src-main/repository/pack-index-codec'
import { codeOf } from '../support/open-container'
import { aPack, anID } from '../support/pack-builder'
import { storedIndex } from '../support/stored-pack'

/** What every store promises. `open` gives an empty one, closed by whoever made it. */
export function describeAssetPackStore(name: string, open: () => Promise<AssetPackStore>): void {
  const commit = async (store: AssetPackStore, pack = aPack()): Promise<void> => {
    await store.commit(
      await store.openStaging(pack.id, pack.version),
      pack,
      await encodePackIndex(storedIndex(pack, {})),
    )
  }
  const ids = (store: AssetPackStore): readonly string[] =>
    store.installedPacks().map(({ assetPack }) => assetPack.description)

  const keptIn = (store: AssetPackStore): readonly number[] =>
    store.keptVersions(anID()).map(({ assetPack }) => assetPack.version)

  const installedIn = (store: AssetPackStore): InstalledPack => {
    const installed = store.installedPack(anID())
    if (installed === undefined) throw new Error('the pack is not here')
    return installed
  }

  const moveTo = (directory: string): Relocation => ({
    directory,
    signal: new AbortController().signal,
    whileStill: (work) => work(),
  })

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

    it('keeps the version that was active last, and no earlier one', async () => {
      const store = await open()
      for (const version of [1, 2, 3]) await commit(store, aPack({ version }))
      expect(keptIn(store)).toEqual([2])
    })

    it('rolls back to the kept version, keeps the one before instead, and pins the pack', async () => {
      const store = await open()
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      const { assetPack } = await store.rollback(anID('TUTORIAL'))
      expect([assetPack.version, ids(store), keptIn(store), store.pinnedVersion(anID())]).toEqual([
        1,
        ['AssetPack(id: "tutorial", version: 1)'],
        [2],
        1,
      ])
    })

    it('goes forward again by a second rollback, which ends the pin', async () => {
      const store = await open()
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      await store.rollback(anID())
      await store.rollback(anID(), 2)
      expect([ids(store), keptIn(store), store.pinnedVersion(anID())]).toEqual([
        ['AssetPack(id: "tutorial", version: 2)'],
        [1],
        undefined,
      ])
    })

    it('says so when there is no version, or not that one, to roll back to', async () => {
      const store = await open()
      await commit(store, aPack({ id: 'lonely' }))
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      const codes = [anID('nobody'), anID('lonely')].map((id) => codeOf(store.rollback(id)))
      expect(await Promise.all([...codes, codeOf(store.rollback(anID(), 2))])).toEqual([
        'versionNotFound',
        'versionNotFound',
        'versionNotFound',
      ])
    })

    it('holds a pack at its active version until it is unpinned or has another one', async () => {
      const store = await open()
      store.pin(anID())
      const absent = store.pinnedVersion(anID())
      await commit(store)
      store.pin(anID())
      const held = store.pinnedVersion(anID())
      await commit(store, aPack({ version: 2 }))
      const moved = store.pinnedVersion(anID())
      store.pin(anID())
      store.unpin(anID())
      expect([absent, held, moved, store.pinnedVersion(anID())]).toEqual([undefined, 1, undefined, undefined])
    })

    it('forgets kept version and pin with the pack', async () => {
      const store = await open()
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      store.pin(anID())
      await store.remove(anID())
      await commit(store, aPack({ version: 2 }))
      expect([keptIn(store), store.pinnedVersion(anID())]).toEqual([[], undefined])
    })

    it('holds the same packs, kept versions, pins, downloads and values in another folder once it is moved', async () => {
      const store = await open()
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      store.pin(anID())
      const from = store.directory
      const to = `${from}-moved`
      const { wasCopied: _, bytes: __, files: ___, ...moved } = await store.relocate(moveTo(to))
      store.values.set('a', 'later')
      await commit(store, aPack({ version: 3 }))
      const places = [installedIn(store), ...store.keptVersions(anID())].map(({ directory }) => directory)
      expect([moved, store.directory, ids(store), keptIn(store), store.values.get('a'), places]).toEqual([
        { from, directory: to },
        to,
        ['AssetPack(id: "tutorial", version: 3)'],
        [2],
        'later',
        [3, 2].map((version) => join(to, 'packs/tutorial', String(version))),
      ])
    })

    it('is not moved to where it is, nor for somebody who has left', async () => {
      const store = await open()
      await commit(store)
      const stopped = new Error('stopped')
      const from = store.directory
      const refused = [
        await codeOf(store.planRelocation(from, new AbortController().signal)),
        await codeOf(store.relocate(moveTo(from))),
        await codeOf(store.relocate({ ...moveTo(`${from}-moved`), signal: AbortSignal.abort(stopped) })),
      ]
      expect([refused, store.directory, ids(store)]).toEqual([
        ['invalidArgument', 'invalidArgument', stopped],
        from,
        ['AssetPack(id: "tutorial", version: 1)'],
      ])
    })

    it('forgets a pack that is removed, twice if asked', async () => {
      const store = await open()
      await commit(store)
      await store.remove(anID())
      await store.remove(anID())
      expect(ids(store)).toEqual([])
    })

    it('gives kept versions up, after which there is no way back', async () => {
      const store = await open()
      for (const version of [1, 2]) await commit(store, aPack({ version }))
      await store.giveUpKept(anID('TUTORIAL'))
      expect([keptIn(store), await codeOf(store.rollback(anID()))]).toEqual([[], 'versionNotFound'])
    })

    it('has a version that is taken apart no longer in the list, until a commit or a removal ends that', async () => {
      const store = await open()
      const apart = (): unknown => [ids(store), store.dismantledVersion(anID())?.assetPack.version]
      await commit(store)
      await store.dismantle(installedIn(store), [])
      const first = apart()
      await commit(store, aPack({ version: 2 }))
      const committed = apart()
      await store.dismantle(installedIn(store), [])
      await store.remove(anID())
      expect([first, committed, apart()]).toEqual([
        [[], 1],
        [['AssetPack(id: "tutorial", version: 2)'], undefined],
        [[], undefined],
      ])
    })

    it('takes no version apart that somebody reads, or that is not the active one', async () => {
      const store = await open()
      await commit(store)
      const before = installedIn(store)
      const giveBack = store.lease(before)
      const leased = await codeOf(store.dismantle(before, []))
      giveBack()
      await commit(store, aPack({ version: 2 }))
      expect([leased, await codeOf(store.dismantle(before, [])), ids(store)]).toEqual([
        'fileInUse',
        'versionNotFound',
        ['AssetPack(id: "tutorial", version: 2)'],
      ])
    })

    it('opens a scratch area that is no staged version', async () => {
      const store = await open()
      await store.openScratch(anID(), 1)
      expect(await store.stagedVersions(anID())).toEqual([])
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

    it('keeps the ends of downloads, newest first, until they are cleared', async () => {
      const { history } = await open()
      const entry = (id: string): DownloadHistoryEntry => ({
        id: anID(id),
        title: 'Tutorial',
        version: 2,
        fromVersion: 1,
        outcome: 'failed',
        endedAt: 1_700_000_000_000,
        seconds: 1.5,
        bytesFetched: 10,
        requests: 1,
        bytesReused: 0,
        detours: [],
        error: { code: 'offline', message: 'There is no network.', details: {} },
      })
      for (const id of ['a', 'b']) history.add(entry(id))
      const kept = history.all()
      history.clear()
      expect([kept, history.all()]).toEqual([
        [
          { ...entry('b'), number: 2 },
          { ...entry('a'), number: 1 },
        ],
        [],
      ])
    })
  })
}
