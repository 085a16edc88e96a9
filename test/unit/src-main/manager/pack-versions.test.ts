import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

function outcome(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  return Promise.resolve(work)
    .then((value) => (typeof value === 'function' ? (value as () => unknown)() : value))
    .then(
      () => 'done',
      (error: unknown) => toAssetPackError(error).code,
    )
}

/** A manager with version 2 active, version 1 kept and version 2 offered, unless said otherwise. */
function updatedPack(offered = aPack({ version: 2 })): ManagerFixture {
  const fixture = new ManagerFixture({ offered: [offered] })
  fixture.store.install(aPack())
  fixture.store.install(aPack({ version: 2 }))
  return fixture
}

describe('a rollback', () => {
  test('is not undone by the next check for updates, until the pack is unpinned', async () => {
    const { manager } = updatedPack()
    const { version } = await manager.rollback('Tutorial')
    const pinned = manager.pinnedVersion('tutorial')
    const held = await manager.checkForUpdates()
    manager.unpin('tutorial')
    const free = await manager.checkForUpdates()
    expect([version, pinned, manager.keptVersions('tutorial'), held.updatingIDs, free.updatingIDs]).toEqual([
      1,
      1,
      [2],
      [],
      ['tutorial'],
    ])
  })

  test('goes one step back each time, and forward only to a version that is named', async () => {
    const { manager, store } = updatedPack(aPack({ version: 3 }))
    store.keptLimit = 2
    store.install(aPack({ version: 3 }))
    const steps: unknown[] = []
    for (const version of [undefined, undefined, undefined, 3]) {
      steps.push([await outcome(manager.rollback('tutorial', version)), manager.localVersion('tutorial')])
    }
    expect([steps, manager.pinnedVersion('tutorial')]).toEqual([
      [
        ['done', 2],
        ['done', 1],
        ['versionNotFound', 1],
        ['done', 3],
      ],
      undefined,
    ])
  })

  test('leaves the newest version here, and windows hear it, unless there is a newer one still', async () => {
    const seen = [2, 3].map(async (version) => {
      const { manager } = updatedPack(aPack({ version }))
      await manager.refresh()
      await manager.rollback('tutorial')
      const { value } = await manager.library().next()
      return value?.entries[0]?.local?.keepsNewest
    })
    expect(await Promise.all(seen)).toEqual([true, undefined])
  })

  test('cancels the update that is on its way', async () => {
    const fixture = updatedPack(aPack({ version: 3 }))
    await fixture.manager.checkForUpdates()
    await fixture.settled()
    const before = fixture.installer.running
    await fixture.manager.rollback('tutorial')
    expect([before, fixture.states, fixture.manager.localVersion('tutorial')]).toEqual([
      ['tutorial 3'],
      [],
      1,
    ])
  })

  test('is refused, with what is on its way left alone, when no version is kept or the pack is not here', async () => {
    const fixture = new ManagerFixture({ offered: [aPack({ version: 2 })] })
    fixture.store.install(aPack())
    await fixture.manager.checkForUpdates()
    await fixture.settled()
    const codes = [
      await outcome(fixture.manager.rollback('tutorial')),
      await outcome(fixture.manager.rollback('nobody')),
    ]
    expect([codes, fixture.installer.running]).toEqual([
      ['versionNotFound', 'assetPackNotFound'],
      ['tutorial 2'],
    ])
  })
})

describe('a kept version that has lost files', () => {
  test("takes no other one's place, and what is on its way goes on", async () => {
    const fixture = updatedPack(aPack({ version: 3 }))
    fixture.verifier.hasAllFiles = false
    await fixture.manager.checkForUpdates()
    await fixture.settled()
    const codes = [
      await outcome(fixture.manager.rollback('tutorial')),
      await outcome(fixture.manager.pin('tutorial', 1)),
    ]
    expect([codes, fixture.manager.localVersion('tutorial'), fixture.installer.running]).toEqual([
      ['versionNotFound', 'versionNotFound'],
      2,
      ['tutorial 3'],
    ])
  })
})

describe('a rollback while an update is being installed', () => {
  test('looks at the version that it leads to by then before that takes a place', async () => {
    const fixture = updatedPack(aPack({ version: 3 }))
    await fixture.manager.checkForUpdates()
    await fixture.settled()
    fixture.installer.lingers = true
    const back = outcome(fixture.manager.rollback('tutorial'))
    await fixture.settled()
    fixture.verifier.hasAllFiles = false
    fixture.installer.attempt('tutorial').finish()
    expect([await back, fixture.manager.localVersion('tutorial')]).toEqual(['versionNotFound', 3])
  })

  test('to the version that is active leaves that where it is, and the update goes on', async () => {
    const fixture = updatedPack(aPack({ version: 3 }))
    await fixture.manager.checkForUpdates()
    await fixture.settled()
    const { version } = await fixture.manager.rollback('tutorial', 2)
    expect([version, fixture.manager.pinnedVersion('tutorial'), fixture.installer.running]).toEqual([
      2,
      undefined,
      ['tutorial 3'],
    ])
  })
})

describe('a pinned pack', () => {
  test('stays at its version whatever content request comes', async () => {
    const prefetch = { kind: 'prefetch', installationEventTypes: ['subsequentUpdate'] } as const
    const { manager, downloads } = updatedPack(aPack({ version: 3, policy: prefetch }))
    await manager.pin('tutorial', 2)
    await manager.start('update')
    expect(downloads.downloads()).toEqual([])
  })

  test('goes to a kept version that it is pinned to', async () => {
    const { manager } = updatedPack()
    await manager.pin('tutorial', 1)
    expect([manager.localVersion('tutorial'), manager.pinnedVersion('tutorial')]).toEqual([1, 1])
  })

  test('cannot be pinned to what is not here', async () => {
    const { manager } = updatedPack()
    expect([
      await outcome(manager.pin('tutorial', 7)),
      await outcome(manager.pin('nobody', 1)),
      await outcome(() => {
        manager.unpin('nobody')
      }),
    ]).toEqual(['versionNotFound', 'assetPackNotFound', 'assetPackNotFound'])
  })

  test('gets the newest version when somebody asks for it by name, and is pinned no more', async () => {
    const ways = [
      (one: ManagerFixture) => one.manager.startDownload('tutorial'),
      (one: ManagerFixture) => one.manager.ensureLocalAvailability(aPack(), { requireLatestVersion: true }),
    ]
    const ended: unknown[] = []
    for (const ask of ways) {
      const fixture = updatedPack(aPack({ version: 3 }))
      await fixture.manager.pin('tutorial', 1)
      const asked = ask(fixture)
      await fixture.settled()
      fixture.installer.attempt('tutorial').finish()
      await asked
      await fixture.settled()
      ended.push([fixture.manager.localVersion('tutorial'), fixture.manager.pinnedVersion('tutorial')])
    }
    expect(ended).toEqual([
      [3, undefined],
      [3, undefined],
    ])
  })

  test('is pinned no more as soon as its newest version is asked for, whatever becomes of the download', async () => {
    const fixture = updatedPack(aPack({ version: 3 }))
    await fixture.manager.pin('tutorial', 1)
    const asked = fixture.manager.ensureLocalAvailability(aPack(), { requireLatestVersion: true })
    const refused = expect(asked).rejects.toThrow()
    await fixture.settled()
    await fixture.manager.cancel('tutorial')
    await refused
    expect([fixture.manager.localVersion('tutorial'), fixture.manager.pinnedVersion('tutorial')]).toEqual([
      1,
      undefined,
    ])
  })

  test('stays pinned when somebody asks for any version of it', async () => {
    const { manager, downloads } = updatedPack(aPack({ version: 3 }))
    await manager.pin('tutorial', 1)
    await manager.ensureLocalAvailability(aPack())
    expect([manager.pinnedVersion('tutorial'), downloads.downloads()]).toEqual([1, []])
  })
})

describe('the versions that are here', () => {
  test('are the active one and those to go back to, none of which needs a host', () => {
    const { manager } = updatedPack()
    const versions = manager.localVersions('Tutorial')
    expect(versions.map(({ assetPack, isActive }) => [assetPack.version, isActive])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  test('are none of a pack that is not here', async () => {
    const { manager } = new ManagerFixture()
    expect(await outcome(() => manager.localVersions('tutorial'))).toBe('assetPackNotFound')
  })

  test('are listed file by file: the active one by the name of the pack, any by its value', async () => {
    const { manager } = updatedPack()
    const paths: string[] = []
    for await (const files of manager.files('tutorial')) paths.push(...files.map(({ path }) => path))
    for await (const files of manager.files(aPack())) paths.push(...files.map(({ path }) => path))
    expect([paths, await outcome(manager.files('nothing').next())]).toEqual([
      ['2/readme.txt', '1/readme.txt'],
      'assetPackNotFound',
    ])
  })
})
