import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { downloadStatusUpdateSchema, type DownloadStatusUpdate } from '../../../src-main/index'
import { code } from '../../support/embedding-world'
import { seededBytes } from '../../support/file-tree'
import { ManualConditions } from '../../support/manual-conditions'
import { collected, PackWorld, untilKind } from '../../support/pack-world'

const files = { 'maps/dock.bin': seededBytes(2_000_000, 1) }

/** The kinds in their order, each run of progress as one. */
function orderOf(updates: readonly DownloadStatusUpdate[]): readonly string[] {
  return updates.flatMap(({ kind }, index) =>
    kind === 'downloading' && updates[index - 1]?.kind === 'downloading' ? [] : kind,
  )
}

describe('AssetPackManager.DownloadStatusUpdate', () => {
  test('comes as began, progress that never goes back, finished; then the stream of the pack ends', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = collected(manager.statusUpdates('maps'))
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const seen = await updates
    const began = seen.findIndex(({ kind }) => kind === 'began')
    const phasesBefore = seen
      .slice(0, began)
      .map((update) => (update.kind === 'downloading' ? update.progress.phase : update.kind))
    const fractions = seen.flatMap((update) =>
      update.kind === 'downloading' ? update.progress.fractionCompleted : [],
    )

    expect([orderOf(seen.slice(began)), new Set(phasesBefore)]).toEqual([
      ['began', 'downloading', 'finished'],
      new Set(['waiting']),
    ])
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })

  test('gives each pack as a value that its status can be asked of, and progress that cancels, twice if need be', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = manager.statusUpdates('maps')
    await world.startHeld(manager, 'maps')
    const downloading = await untilKind(updates, 'downloading')
    const { assetPack } = await untilKind(updates, 'began')
    const status = String(await manager.status(assetPack))
    await downloading.progress.cancel()
    await downloading.progress.cancel()
    const { error } = await untilKind(updates, 'failed')

    expect([
      assetPack.equals(await manager.assetPack('maps')),
      status,
      error.code,
      manager.downloads(),
    ]).toEqual([true, '[downloadAvailable, downloading]', 'cancelled', []])
  })

  test('becomes plain data that another process can check', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = collected(manager.statusUpdates('maps'))
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const sent = (await updates).map(
      (update) => JSON.parse(JSON.stringify(structuredClone(update))) as unknown,
    )
    const arrived = sent.map((update) => downloadStatusUpdateSchema.parse(update))

    expect([arrived.at(-1)?.kind, arrived.every(({ assetPack }) => assetPack.id === 'maps')]).toEqual([
      'finished',
      true,
    ])
  })

  test('of all packs never ends by itself, only with the manager', async () => {
    const world = await PackWorld.open({ maps: files, sounds: { 'sounds/sea.txt': 'sea' } })
    const manager = await world.manager()
    const updates = collected(manager.statusUpdates())
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    await manager.ensureLocalAvailability(await manager.assetPack('sounds'))
    await manager.close()
    const ends = (await updates).filter(({ kind }) => kind === 'finished')

    expect(ends.map(({ assetPack }) => assetPack.id)).toEqual(['maps', 'sounds'])
  })

  test('reaches a reader that comes late: no piece of news is missing, of the progress the newest is there', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = manager.statusUpdates('maps')
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const seen = await collected(updates)

    // One piece of progress before `began` (it waited for its turn), and one after it.
    expect(seen.map(({ kind }) => kind)).toEqual(['downloading', 'began', 'downloading', 'finished'])
  })

  test('says paused, began again, and finished, when a download is held and let go', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = collected(manager.statusUpdates('maps'))
    await world.startHeld(manager, 'maps')
    manager.pause('maps')
    world.host.open()
    manager.resume('maps')
    const news = orderOf(await updates).filter((kind) => kind !== 'downloading')

    expect(news).toEqual(['began', 'paused', 'began', 'finished'])
  })

  test('says paused when the system holds what runs, as when the machine falls asleep, and began when it goes on', async () => {
    const world = await PackWorld.open({ maps: files })
    const conditions = new ManualConditions()
    const manager = await world.manager({ conditions })
    const updates = collected(manager.statusUpdates('maps'))
    await world.startHeld(manager, 'maps')
    conditions.set({ asleep: true })
    await manager.whenIdle()
    world.host.open()
    conditions.wake()
    const news = orderOf(await updates).filter((kind) => kind !== 'downloading')

    expect(news).toEqual(['began', 'paused', 'began', 'finished'])
  })

  test('ends with failed, and why, when a pack cannot come; asked for again it begins anew', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const pack = await manager.assetPack('maps')
    await rename(join(world.directory, 'repository/targets'), join(world.directory, 'gone'))
    const updates = collected(manager.statusUpdates('maps'))
    const failure = await code(manager.ensureLocalAvailability(pack))
    const seen = await updates
    const last = seen.at(-1)
    await rename(join(world.directory, 'gone'), join(world.directory, 'repository/targets'))
    const again = collected(manager.statusUpdates('maps'))
    await manager.ensureLocalAvailability(pack)

    expect([
      failure,
      orderOf(seen).filter((kind) => kind !== 'downloading'),
      last?.kind === 'failed' && last.error.code,
      orderOf(await again).filter((kind) => kind !== 'downloading'),
    ]).toEqual(['remoteNotFound', ['began', 'failed'], 'remoteNotFound', ['began', 'finished']])
  })

  test('of a pack that nobody fetches do not end by themselves, only when their signal says so', async () => {
    const world = await PackWorld.open({ maps: files, sounds: { 'sounds/sea.txt': 'sea' } })
    const manager = await world.manager()
    const leaving = new AbortController()
    const updates = collected(manager.statusUpdates('maps', { signal: leaving.signal }))
    const ended: string[] = []
    void updates.then(() => ended.push('ended'))
    await manager.ensureLocalAvailability(await manager.assetPack('sounds'))
    const before = [...ended]
    leaving.abort()

    expect([before, await updates]).toEqual([[], []])
  })

  test('ends with failed when somebody cancels, and a second cancel does nothing', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const updates = collected(manager.statusUpdates('maps'))
    const waiting = code(manager.assetPack('maps').then((pack) => manager.ensureLocalAvailability(pack)))
    await world.startHeld(manager, 'maps')
    await manager.cancel('maps')
    await manager.cancel('maps')
    const last = (await updates).at(-1)

    expect([await waiting, last?.kind === 'failed' && last.error.code, manager.downloads()]).toEqual([
      'cancelled',
      'cancelled',
      [],
    ])
  })

  test('tells of downloads that the system began by itself, too', async () => {
    const world = await PackWorld.open({ maps: files })
    const policy = { essential: { installationEventTypes: ['firstInstallation'] } }
    await world.publish('maps', files, { downloadPolicy: policy })
    const manager = await world.manager()
    const updates = manager.statusUpdates()
    await manager.start()
    const finished = await untilKind(updates, 'finished')

    expect(finished.assetPack.id).toBe('maps')
  })
})
