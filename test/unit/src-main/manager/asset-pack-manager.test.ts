import { describe, expect, test } from 'vitest'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { AssetPackError, toAssetPackError } from '../../../../src-shared/domain/errors'
import { LocalAvailabilityError } from '../../../../src-main/manager/local-availability-error'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const offline = new AssetPackError('hostUnavailable', 'Nobody answers.')

function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value ?? 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}

describe('the list', () => {
  test('is asked for once a minute at most, and by all at once only once', async () => {
    const { manager, catalog, clock } = new ManagerFixture({ offered: [aPack()] })
    await Promise.all([manager.manifest(), manager.allAssetPacks(), manager.assetPack('Tutorial')])
    const first = catalog.refreshes
    await clock.advance(59_000)
    await manager.manifest()
    const fresh = catalog.refreshes
    await clock.advance(2_000)
    await manager.manifest()
    expect([first, fresh, catalog.refreshes]).toEqual([1, 1, 2])
  })

  test('is the last good one while the host cannot be asked', async () => {
    const { manager, catalog, clock } = new ManagerFixture({ offered: [aPack()] })
    await manager.manifest()
    catalog.failure = offline
    await clock.advance(120_000)
    expect((await manager.assetPack('tutorial')).version).toBe(1)
  })

  test('is not hidden behind the last good one when it cannot be trusted', async () => {
    const { manager, catalog, clock } = new ManagerFixture({ offered: [aPack()] })
    await manager.manifest()
    catalog.failure = new AssetPackError('signatureInvalid', 'Forged.')
    await clock.advance(120_000)
    expect(await outcome(manager.manifest())).toBe('signatureInvalid')
  })

  test('leaves out packs for other systems', async () => {
    const { manager } = new ManagerFixture({
      offered: [
        aPack({ id: 'a', platforms: ['windows'] }),
        aPack({ id: 'b', platforms: ['macOS', 'linux'] }),
      ],
    })
    expect((await manager.allAssetPacks()).map(({ id }) => id)).toEqual(['b'])
  })

  test('a caller that leaves does not stop the others', async () => {
    const { manager } = new ManagerFixture({ offered: [aPack()] })
    const leaving = new AbortController()
    const leaver = outcome(manager.manifest({ signal: leaving.signal }))
    const stayer = manager.allAssetPacks()
    leaving.abort()
    expect([await leaver, (await stayer).length]).toEqual(['cancelled', 1])
  })

  test('a pack that is not on it is not found', async () => {
    const { manager } = new ManagerFixture()
    expect([await outcome(manager.assetPack('x')), await outcome(manager.assetPack('../x'))]).toEqual([
      'assetPackNotFound',
      'assetPackNotFound',
    ])
  })
})

describe('status', () => {
  test('of an id is relative to the newest version, of a value relative to that value', async () => {
    const { manager, store } = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    store.install(aPack())
    expect([String(await manager.status('tutorial')), String(await manager.status(aPack()))]).toEqual([
      '[updateAvailable, outOfDate, downloaded]',
      '[upToDate, downloaded]',
    ])
  })

  test('of an unknown id is an error with a list, and empty without one', async () => {
    const known = new ManagerFixture()
    const unknown = new ManagerFixture()
    unknown.catalog.failure = offline
    expect([await outcome(known.manager.status('x')), String(await unknown.manager.status('x'))]).toEqual([
      'assetPackNotFound',
      '[]',
    ])
  })

  test('without the host an update cannot be had, and the local status asks nobody', async () => {
    const { manager, store, catalog, conditions } = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    store.install(aPack())
    const before = String(await manager.localStatus('tutorial'))
    await manager.manifest()
    conditions.set({ online: false })
    expect([
      before,
      String(await manager.status('tutorial')),
      String(await manager.localStatus('TUTORIAL')),
      String(await manager.localStatus('..')),
      catalog.refreshes,
    ]).toEqual(['[upToDate, downloaded]', '[outOfDate, downloaded]', '[outOfDate, downloaded]', '[]', 1])
  })

  test('tells of a download that is under way', async () => {
    const { manager } = new ManagerFixture({ offered: [aPack()] })
    await manager.startDownload('tutorial')
    expect(String(await manager.status('tutorial'))).toBe('[downloadAvailable, downloading]')
  })
})

describe('ensureLocalAvailability', () => {
  test('returns at once for a pack that is here, without asking anybody', async () => {
    const { manager, store, catalog } = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    store.install(aPack())
    await manager.ensureLocalAvailability(aPack())
    expect(catalog.refreshes).toBe(0)
  })

  test('fetches what is missing, in its newest version, and waits for it', async () => {
    const { manager, installer, ...fixture } = new ManagerFixture({ offered: [aPack({ version: 3 })] })
    const ensured = outcome(manager.ensureLocalAvailability(aPack()))
    await fixture.clock.advance(0)
    const running = installer.running
    installer.attempt('tutorial').finish()
    expect([running, await ensured, manager.localVersion('tutorial')]).toEqual([['tutorial 3'], 'done', 3])
  })

  test('with requireLatestVersion also waits for an update', async () => {
    const { manager, installer, store, clock } = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    store.install(aPack())
    const ensured = outcome(manager.ensureLocalAvailability(aPack(), { requireLatestVersion: true }))
    await clock.advance(0)
    installer.attempt('tutorial').finish()
    expect([await ensured, manager.localVersion('tutorial')]).toEqual(['done', 2])
  })

  test('of several says which came and which did not, and why', async () => {
    const packs = [aPack({ id: 'a' }), aPack({ id: 'b' }), aPack({ id: 'gone' })]
    const { manager, installer, clock } = new ManagerFixture({ offered: packs.slice(0, 2) })
    const failed = manager.ensureLocalAvailability(packs).catch((error: unknown) => error)
    await clock.advance(0)
    installer.attempt('a').finish()
    installer.attempt('b').fail('indexInvalid')
    const error = (await failed) as LocalAvailabilityError
    expect([
      error instanceof LocalAvailabilityError && error.code,
      error.successes.map(({ id }) => id),
      [...error.failures].map(([{ id }, { code }]) => [id, code]),
    ]).toEqual([
      'localAvailabilityFailed',
      ['a'],
      [
        ['b', 'indexInvalid'],
        ['gone', 'assetPackNotFound'],
      ],
    ])
  })

  test.each([
    ['a name', 'tutorial'],
    ['a name among packs', [aPack(), 'tutorial']],
    ['nothing', undefined],
  ])('refuses %s where a pack is asked for, and says what to give', async (_, given) => {
    const { manager } = new ManagerFixture({ offered: [aPack()] })
    await expect(manager.ensureLocalAvailability(given as unknown as AssetPack)).rejects.toMatchObject({
      code: 'invalidArgument',
      message: expect.stringContaining('is no asset pack. Give the pack itself') as string,
    })
    expect(manager.downloads()).toEqual([])
  })

  test('leaves with its signal', async () => {
    const { manager, clock, ...fixture } = new ManagerFixture({ offered: [aPack()] })
    const leaving = new AbortController()
    const ensured = outcome(manager.ensureLocalAvailability([aPack()], { signal: leaving.signal }))
    await clock.advance(0)
    leaving.abort()
    expect([await ensured, fixture.downloads.downloads().map(({ state }) => state.kind)]).toEqual([
      'cancelled',
      ['paused'],
    ])
  })
})

describe('checkForUpdates', () => {
  test('registers updates and removes what is obsolete, and returns only what it set off', async () => {
    const fixture = new ManagerFixture({
      offered: [
        aPack({ id: 'old', version: 2 }),
        aPack({ id: 'current' }),
        aPack({ id: 'underway', version: 2 }),
      ],
    })
    const { manager, store } = fixture
    for (const name of ['old', 'current', 'underway', 'obsolete']) store.install(aPack({ id: name }))
    await manager.startDownload('underway')
    expect([await manager.checkForUpdates(), await manager.checkForUpdates()]).toEqual([
      { updatingIDs: ['old'], removedIDs: ['obsolete'] },
      { updatingIDs: [], removedIDs: [] },
    ])
    expect(manager.assetPackIsAvailableLocally('obsolete')).toBe(false)
    await fixture.settled()
    expect([...fixture.installer.running].sort()).toEqual(['old 2', 'underway 2'])
  })

  test('changes nothing when the list cannot be trusted', async () => {
    const { manager, store, catalog } = new ManagerFixture()
    store.install(aPack())
    catalog.failure = new AssetPackError('metadataExpired', 'Too old.')
    expect([
      await outcome(manager.checkForUpdates()),
      manager.assetPackIsAvailableLocally('tutorial'),
    ]).toEqual(['metadataExpired', true])
  })
})

describe('remove', () => {
  test('cancels a running update first, then takes the pack away', async () => {
    const fixture = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    const { manager, store, installer } = fixture
    store.install(aPack())
    await manager.startDownload('tutorial')
    await fixture.settled()
    await manager.remove('tutorial')
    expect([installer.running, manager.installedAssetPacks(), fixture.states, fixture.told.at(-1)]).toEqual([
      [],
      [],
      [],
      'tutorial: failed',
    ])
  })

  test('of what is not here does nothing', async () => {
    const { manager } = new ManagerFixture()
    expect(await outcome(manager.remove('x'))).toBe('done')
  })
})

describe('statusUpdates', () => {
  test('of one pack starts at the call and ends after the end', async () => {
    const fixture = new ManagerFixture({ offered: [aPack(), aPack({ id: 'other' })] })
    const { manager, installer } = fixture
    const updates = manager.statusUpdates('TUTORIAL')
    await manager.startDownload('tutorial')
    await manager.startDownload('other')
    await fixture.settled()
    installer.attempt('tutorial').progress({ fetchedBytes: 1 })
    installer.attempt('tutorial').finish()
    const kinds: string[] = []
    for await (const { kind } of updates) kinds.push(kind)
    expect(kinds).toEqual(['downloading', 'began', 'downloading', 'finished'])
  })

  test('a slow reader finds the newest progress, and no other update is missing', async () => {
    const fixture = new ManagerFixture({ offered: [aPack()] })
    const { manager, installer, clock } = fixture
    const updates = manager.statusUpdates('tutorial')
    await manager.startDownload('tutorial')
    await fixture.settled()
    for (let step = 1; step <= 50; step += 1) {
      installer.attempt('tutorial').progress({ fetchedBytes: step * 10, totalFetchBytes: 1_000 })
      await clock.advance(200)
    }
    manager.pause('tutorial')
    await fixture.settled()
    await manager.cancel('tutorial')
    const seen: unknown[] = []
    for await (const update of updates)
      seen.push(update.kind === 'downloading' ? update.progress.completedBytes : update.kind)
    expect(seen).toEqual([0, 'began', 500, 'paused', 'failed'])
  })

  test('of all ends with its signal, and with the manager', async () => {
    const { manager, downloads } = new ManagerFixture()
    const leaving = new AbortController()
    const first = manager.statusUpdates(undefined, { signal: leaving.signal }).next()
    const second = manager.statusUpdates().next()
    leaving.abort()
    const left = await first
    await manager.close()
    expect([left.done, (await second).done, downloads.statusUpdates.listenerCount]).toEqual([true, true, 1])
  })
})

describe('the queue', () => {
  test('is paused and resumed as a whole', async () => {
    const fixture = new ManagerFixture({ offered: [aPack({ id: 'a' }), aPack({ id: 'b' })] })
    await fixture.manager.startDownload('a')
    await fixture.manager.startDownload('b')
    fixture.manager.pauseAll()
    const paused = fixture.states
    fixture.manager.resumeAll()
    await fixture.settled()
    expect([paused, fixture.states]).toEqual([
      ['a 1: paused', 'b 1: paused'],
      ['a 1: downloading', 'b 1: downloading'],
    ])
  })

  test('startDownload of what is here in its newest version does nothing', async () => {
    const fixture = new ManagerFixture({ offered: [aPack()] })
    fixture.store.install(aPack())
    await fixture.manager.startDownload('tutorial')
    expect(fixture.states).toEqual([])
  })

  test('garbage is collected once everything has been installed', async () => {
    const fixture = new ManagerFixture({ offered: [aPack({ id: 'a' }), aPack({ id: 'b' })] })
    await fixture.manager.startDownload('a')
    await fixture.manager.startDownload('b')
    await fixture.settled()
    fixture.installer.attempt('a').finish()
    await fixture.settled()
    const during = fixture.store.collections
    fixture.installer.attempt('b').finish()
    await fixture.settled()
    expect([during, fixture.store.collections]).toEqual([0, 1])
  })
})
