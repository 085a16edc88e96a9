import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InstallProgress } from '../../../../src-main/installation/install-request'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { InstallationScene, treeOf } from '../../../support/installation-scene'
import { anID } from '../../../support/pack-builder'

const size = 400_000
const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** Six files of 400 kB; those named are other ones in each version. */
function version(number: number, changed: readonly string[]) {
  return Object.fromEntries(
    names.map((name, place) => [
      `${name}.bin`,
      seededBytes(size, 100 + place + (changed.includes(name) ? 1_000 * number : 0)),
    ]),
  )
}

/** What a folder takes of a disk: a file that has several names counts once. */
async function bytesOf(directory: string, seen = new Set<number>()): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    const stats = await lstat(path)
    if (seen.has(stats.ino)) continue
    seen.add(stats.ino)
    bytes += entry.isDirectory() ? await bytesOf(path, seen) : stats.size
  }
  return bytes
}

/** From now on the disk has room for that much more than is there. */
async function limitSpace(scene: InstallationScene, room: number): Promise<() => number> {
  const used = async (): Promise<number> => {
    const seen = new Set<number>()
    const { directory } = scene.store
    return (await bytesOf(join(directory, 'packs'), seen)) + (await bytesOf(join(directory, 'staging'), seen))
  }
  const capacity = (await used()) + room
  let least = room
  scene.store.freeBytes = async () => {
    const free = capacity - (await used())
    least = Math.min(least, free)
    return free
  }
  return () => least
}

const changed = ['a', 'b', 'c', 'd', 'e']

async function updatable(): Promise<{ scene: InstallationScene; next: AssetPack }> {
  const scene = await InstallationScene.open({ connections: 1 })
  await scene.install(await scene.publish('maps', version(1, changed)))
  return { scene, next: await scene.publish('maps', version(2, changed)) }
}

describe('an update for which the disk has no room beside the old version', () => {
  test('is refused with both figures when nobody chose low-space mode, and leaves the old version alone', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 5_000_000)
    const { diskBytesNeeded } = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, diskBytesNeeded - 1)
    await expect(scene.install(next)).rejects.toMatchObject({
      code: 'outOfSpace',
      details: {
        needBytes: diskBytesNeeded,
        freeBytes: diskBytesNeeded - 1,
        lowSpaceBytes: diskBytesNeeded - 4 * size,
      },
    })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(version(1, changed)))
  })

  test('comes file by file in low-space mode, with room for the largest one and what is in flight', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const estimate = await scene.installer.estimate(next, new AbortController().signal)
    const least = await limitSpace(scene, estimate.lowSpaceBytesNeeded ?? 0)
    await scene.install(next, { lowSpace: true })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(version(2, changed)))
    expect([least() >= 0, scene.store.keptVersions(anID('maps'))]).toEqual([true, []])
  })

  test('says what it fetched and reused as the plan for the whole version has it', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const moved = seededBytes(size, 77)
    await scene.install(await scene.publish('maps', { ...version(1, changed), 'm.bin': moved }))
    const longer = Buffer.concat([moved, seededBytes(1_000, 78)])
    const next = await scene.publish('maps', { ...version(2, changed), '0.bin': longer })
    await limitSpace(scene, 0)
    const estimate = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, estimate.lowSpaceBytesNeeded ?? 0)
    expect(await scene.install(next, { lowSpace: true })).toMatchObject({
      bytesPlanned: estimate.bytesToFetch,
      bytesReused: estimate.bytesReused,
      detours: [],
    })
  })

  test('tells of its progress from nothing to everything once, over all its rounds', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const { lowSpaceBytesNeeded = 0 } = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, lowSpaceBytesNeeded)
    const told: InstallProgress[] = []
    await scene.install(next, { lowSpace: true, onProgress: (progress) => told.push(progress) })
    const risesOnly = (figures: readonly number[]): boolean =>
      figures.every((figure, place) => figure >= (figures[place - 1] ?? 0))
    const [fetched, placed] = [told.map((one) => one.fetchedBytes), told.map((one) => one.placedBytes)]
    expect([risesOnly(fetched), risesOnly(placed)]).toEqual([true, true])
    expect(told.map(({ phase }) => phase).filter((phase, place, all) => phase !== all[place - 1])).toEqual([
      'downloading',
      'verifying',
      'installing',
    ])
    // Nothing is known before the first plan. From then on the whole is the whole, in every round.
    const totals = told.filter(({ totalPlacedBytes }) => totalPlacedBytes > 0)
    expect(new Set(totals.map(({ totalPlacedBytes }) => totalPlacedBytes))).toEqual(new Set([6 * size]))
    const last = told.at(-1)
    expect([last?.placedBytes, last?.fetchedBytes]).toEqual([last?.totalPlacedBytes, last?.totalFetchBytes])
  })

  test('has said beforehand what its rounds fetch together', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const signal = new AbortController().signal
    const { lowSpaceBytesNeeded = 0, lowSpaceBytesToFetch = 0 } = await scene.installer.estimate(next, signal)
    await limitSpace(scene, lowSpaceBytesNeeded)
    const told: InstallProgress[] = []
    await scene.install(next, { lowSpace: true, onProgress: (progress) => told.push(progress) })
    const totals = told.map(({ totalFetchBytes }) => totalFetchBytes).filter((bytes) => bytes > size)
    expect(new Set(totals)).toEqual(new Set([lowSpaceBytesToFetch]))
  })

  test('is refused in low-space mode too when even the largest file has no room, and nothing is given up for it', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const before = { ...version(1, changed), 'old.bin': seededBytes(10_000, 9) }
    await scene.install(await scene.publish('maps', before))
    const next = await scene.publish('maps', version(2, changed))
    await limitSpace(scene, size / 2)
    await expect(scene.install(next, { lowSpace: true })).rejects.toMatchObject({ code: 'outOfSpace' })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(before))
  })

  test('counts on no room from a file that another pack has, too', async () => {
    const needed = async (isShared: boolean): Promise<number> => {
      const { scene, next } = await updatable()
      if (isShared) {
        const { 'a.bin': shared } = version(1, changed)
        await scene.install(await scene.publish('other', { 'shared.bin': shared ?? '' }))
      }
      await limitSpace(scene, 0)
      const { lowSpaceBytesNeeded = 0 } = await scene.installer.estimate(next, new AbortController().signal)
      return lowSpaceBytesNeeded
    }
    expect(await needed(true)).toBe((await needed(false)) + size)
  })

  test('makes what is complete durable before it gives anything up', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const { lowSpaceBytesNeeded = 0 } = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, lowSpaceBytesNeeded)
    const dismantle = scene.store.dismantle.bind(scene.store)
    const jobsBefore: (string | undefined)[] = []
    scene.store.dismantle = (...given) => {
      jobsBefore.push(scene.workers.ran.at(-1))
      return dismantle(...given)
    }
    await scene.install(next, { lowSpace: true })
    expect([jobsBefore.length > 0, new Set(jobsBefore)]).toEqual([true, new Set(['sync'])])
  })

  test('takes what came of another version for the room that it needs', async () => {
    const { scene, next } = await updatable()
    const controller = new AbortController()
    const stopped = scene.install(next, {
      signal: controller.signal,
      onProgress: ({ placedBytes }) => {
        if (placedBytes > 0) controller.abort(new Error('stopped'))
      },
    })
    await expect(stopped).rejects.toThrow('stopped')
    const begun = await scene.store.stagedVersions(anID('maps'))
    await scene.install(await scene.publish('maps', version(3, changed)), { lowSpace: true })
    expect([begun, await scene.store.stagedVersions(anID('maps'))]).toEqual([[2], []])
  })

  test('is the normal one when there is room after all', async () => {
    const { scene, next } = await updatable()
    await scene.install(next, { lowSpace: true })
    expect(scene.store.keptVersions(anID('maps')).map(({ assetPack }) => assetPack.version)).toEqual([1])
  })

  test('is the normal one once kept versions are given up, when that is enough', async () => {
    const { scene, next } = await updatable()
    await scene.install(next)
    const last = await scene.publish('maps', version(3, changed))
    await limitSpace(scene, 0)
    const { diskBytesNeeded } = await scene.installer.estimate(last, new AbortController().signal)
    await limitSpace(scene, diskBytesNeeded - size)
    await scene.install(last, { lowSpace: true })
    expect(scene.store.keptVersions(anID('maps')).map(({ assetPack }) => assetPack.version)).toEqual([2])
  })

  test('leaves the kept versions alone when giving them up is not enough', async () => {
    const { scene, next } = await updatable()
    await scene.install(next)
    const larger = { ...version(3, changed), 'g.bin': seededBytes(12 * size, 7) }
    const last = await scene.publish('maps', larger)
    await limitSpace(scene, size)
    await expect(scene.install(last, { lowSpace: true })).rejects.toMatchObject({ code: 'outOfSpace' })
    expect(scene.store.keptVersions(anID('maps')).map(({ assetPack }) => assetPack.version)).toEqual([1])
  })

  test('does not begin to give files up while somebody reads the old version', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const { lowSpaceBytesNeeded = 0 } = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, lowSpaceBytesNeeded)
    const [installed] = scene.store.installedPacks()
    if (installed === undefined) throw new Error('nothing is installed')
    const giveBack = scene.store.lease(installed)
    await expect(scene.install(next, { lowSpace: true })).rejects.toMatchObject({ code: 'fileInUse' })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(version(1, changed)))
    giveBack()
    await scene.install(next, { lowSpace: true })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(version(2, changed)))
  })

  test('goes on without being asked for low-space mode once more, and the pack is not here until it has ended', async () => {
    const { scene, next } = await updatable()
    await limitSpace(scene, 0)
    const { lowSpaceBytesNeeded = 0 } = await scene.installer.estimate(next, new AbortController().signal)
    await limitSpace(scene, lowSpaceBytesNeeded)
    const dismantle = scene.store.dismantle.bind(scene.store)
    scene.store.dismantle = async (...given) => {
      await dismantle(...given)
      throw new Error('the cable was pulled')
    }
    await expect(scene.install(next, { lowSpace: true })).rejects.toThrow('the cable was pulled')
    expect(scene.store.installedPacks()).toEqual([])
    scene.store.dismantle = dismantle
    await scene.store.collectGarbage()
    expect(await scene.store.stagedVersions(anID('maps'))).toEqual([2])
    expect(await scene.install(next)).toMatchObject({ detours: [] })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(version(2, changed)))
  })
})
