import { describe, expect, test } from 'vitest'
import type { AssetPackManager } from '../../../../src-main/manager/asset-pack-manager'
import { ContainerManager } from '../../../../src-main/manager/container-manager'
import { cancellationReason } from '../../../../src-shared/domain/cancellation-reason'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const pack = aPack({ id: 'maps' })

const calls: Readonly<Record<string, (manager: AssetPackManager) => unknown>> = {
  allAssetPacks: (manager) => manager.allAssetPacks(),
  assetPack: (manager) => manager.assetPack('maps'),
  assetPackIsAvailableLocally: (manager) => manager.assetPackIsAvailableLocally('maps'),
  checkForUpdates: (manager) => manager.checkForUpdates(),
  contents: (manager) => manager.contents('a.txt'),
  downloads: (manager) => manager.downloads(),
  ensureLocalAvailability: (manager) => manager.ensureLocalAvailability(pack),
  files: (manager) => manager.files(pack)[Symbol.asyncIterator]().next(),
  holdPrefetch: (manager) => {
    manager.holdPrefetch()
  },
  installedAssetPacks: (manager) => manager.installedAssetPacks(),
  manifest: (manager) => manager.manifest(),
  pause: (manager) => {
    manager.pause('maps')
  },
  remove: (manager) => manager.remove('maps'),
  setResolvedLanguage: (manager) => {
    manager.setResolvedLanguage('en')
  },
  start: (manager) => manager.start(),
  status: (manager) => manager.status(pack),
  url: (manager) => manager.url('a.txt'),
  verify: (manager) => manager.verify('maps'),
}

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    return error
  }
}

/** A manager that offers a pack, with another one that is here. */
async function withDownload(): Promise<{ manager: AssetPackManager; settled: () => Promise<void> }> {
  const fixture = new ManagerFixture({ offered: [pack, aPack({ id: 'here' })] })
  fixture.store.install(aPack({ id: 'here' }))
  await fixture.manager.refresh()
  return { manager: fixture.manager, settled: () => fixture.settled() }
}

describe('what is cancelled', () => {
  test('says whether a caller wanted it or the manager was closed', async () => {
    const { manager, settled } = await withDownload()
    const cancelled = outcome(() => manager.ensureLocalAvailability(pack))
    await settled()
    await manager.cancel('maps')
    const byCaller = await cancelled
    const closed = [
      outcome(() => manager.ensureLocalAvailability(pack)),
      outcome(() => manager.verify('here')),
    ]
    await settled()
    closed.push(outcome(() => manager.checkForUpdates()))
    await manager.close()
    expect([byCaller, ...(await Promise.all(closed))].map(cancellationReason)).toEqual([
      'caller',
      'closed',
      'closed',
      'closed',
    ])
  })

  test('says that the manager gave way, where another process wants the packs', async () => {
    const { manager, settled } = await withDownload()
    const calls = [
      outcome(() => manager.ensureLocalAvailability(pack)),
      outcome(() => manager.verify('here')),
    ]
    await settled()
    if (manager instanceof ContainerManager) await manager.giveWay()
    expect((await Promise.all(calls)).map(cancellationReason)).toEqual(['gaveWay', 'gaveWay'])
  })

  test('says nothing where it is something else, or nobody knows', () => {
    const others = [
      new AssetPackError('offline', 'No network.'),
      new Error('x'),
      new AssetPackError('cancelled', ''),
    ]
    expect(others.map(cancellationReason)).toEqual([undefined, undefined, undefined])
  })
})

describe('a closed manager', () => {
  test.each(Object.entries(calls))('refuses %s and says what to do', async (_, call) => {
    const { manager } = new ManagerFixture({ offered: [pack] })
    await manager.close()
    expect(await outcome(() => call(manager))).toEqual(
      new AssetPackError('wrongUse', 'The manager was closed. Make a new one.'),
    )
  })

  test('rejects what returns a promise, and throws only where none is returned', async () => {
    const { manager } = new ManagerFixture({ offered: [pack] })
    await manager.close()
    await expect(manager.contents('a.txt').catch(() => 'rejected')).resolves.toBe('rejected')
    expect(() => manager.downloads()).toThrow('The manager was closed.')
  })

  test('has streams that have ended, and no work', async () => {
    const { manager } = new ManagerFixture({ offered: [pack] })
    await manager.close()
    const streams = [manager.statusUpdates(), manager.library(), manager.transferSpeeds()]
    const ends = await Promise.all(streams.map((stream) => stream.next()))
    await Promise.all([manager.whenIdle(), manager.whenClosed(), manager.close()])
    expect(ends.map(({ done }) => done)).toEqual([true, true, true])
  })
})
