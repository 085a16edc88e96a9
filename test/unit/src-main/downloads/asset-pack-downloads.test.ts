import { expect, onTestFinished, test } from 'vitest'
import type { DownloadManager } from '../../../../src-main/downloads/download-manager'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { bytesOf, DownloadScene, statesIn } from '../../../support/download-scene'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value ?? 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}

interface PackScene {
  readonly scene: DownloadScene
  readonly packs: ManagerFixture
  readonly manager: DownloadManager
}

/** A download manager that knows the manager of these packs. */
async function withPacks(...offered: readonly AssetPack[]): Promise<PackScene> {
  const scene = await DownloadScene.create()
  const packs = new ManagerFixture({ offered })
  onTestFinished(() => packs.manager.close())
  return { scene, packs, manager: await scene.open({ assetPacks: packs.manager }) }
}

test('a pack is scheduled, told and listed as a file is, and installed by its own manager', async () => {
  const { scene, packs, manager } = await withPacks(aPack())
  await manager.scheduleDownload(aPack().download())
  await packs.settled()
  const running = await statesIn(manager)
  const attempt = packs.installer.attempt('tutorial')
  attempt.progress({ fetchedBytes: 400 })
  await scene.delegate.hasHeard('tutorial wrote 400 400 1000')
  attempt.finish()
  await scene.delegate.hasHeard('tutorial 1 installed')

  expect([
    running,
    scene.delegate.steps,
    await statesIn(manager),
    packs.manager.assetPackIsAvailableLocally('tutorial'),
  ]).toEqual([['tutorial downloading'], ['tutorial began', 'tutorial 1 installed'], [], true])
})

test('a pack in the background waits for a free connection, until it is asked for now', async () => {
  const { packs, manager } = await withPacks(aPack())
  packs.conditions.set({ metered: true })
  const download = aPack().download()
  await manager.scheduleDownload(download)
  await packs.settled()
  const before = await statesIn(manager)
  await manager.startForegroundDownload(download)
  await packs.settled()

  expect([before, await statesIn(manager)]).toEqual([['tutorial waiting'], ['tutorial downloading']])
})

test('a pack is refused twice, when it is essential without a reason, and when it is not offered', async () => {
  const policy = { kind: 'essential', installationEventTypes: ['firstInstallation'] } as const
  const essential = aPack({ id: 'needed', policy })
  const { manager } = await withPacks(aPack(), essential)
  await manager.scheduleDownload(aPack().download())

  expect([
    await codeOf(manager.scheduleDownload(aPack().download())),
    await codeOf(manager.scheduleDownload(essential.download('install'))),
    await codeOf(manager.scheduleDownload(essential.download('install'), { contentRequest: 'install' })),
    await codeOf(manager.scheduleDownload(aPack({ id: 'elsewhere' }).download())),
    (await manager.fetchCurrentDownloads()).map(({ identifier, isEssential }) => [identifier, isEssential]),
  ]).toEqual([
    'downloadAlreadyScheduled',
    'downloadEssentialNotPermitted',
    'done',
    'assetPackNotFound',
    [
      ['tutorial', false],
      ['needed', true],
    ],
  ])
})

test('a pack that is here in its newest version is told as installed at once', async () => {
  const { scene, packs, manager } = await withPacks(aPack())
  packs.store.install(aPack())
  await manager.scheduleDownload(aPack().download())
  await scene.delegate.hasHeard('tutorial 1 installed')

  expect(await statesIn(manager)).toEqual([])
})

test('a newer version of a pack comes in the place of the one that was meant', async () => {
  const { scene, packs, manager } = await withPacks(aPack({ version: 2 }))
  await manager.scheduleDownload(aPack({ version: 1 }).download())
  await packs.settled()
  packs.installer.attempt('tutorial').finish()
  await scene.delegate.hasHeard('tutorial 2 installed')

  expect(scene.delegate.steps).toEqual(['tutorial began', 'tutorial 2 installed'])
})

test('a pack that is cancelled is told as failed, and cancelling it twice is fine', async () => {
  const { scene, packs, manager } = await withPacks(aPack())
  const download = aPack().download()
  await manager.scheduleDownload(download)
  await packs.settled()
  const cancelled = [await manager.cancel(download), await manager.cancel(download)]
  await scene.delegate.hasHeard('tutorial failed cancelled')

  expect([cancelled, await statesIn(manager)]).toEqual([[true, false], []])
})

test('a pack that fails stays listed as failed until it is scheduled again', async () => {
  const { scene, packs, manager } = await withPacks(aPack())
  await manager.scheduleDownload(aPack().download())
  await packs.settled()
  packs.installer.attempt('tutorial').fail('remoteForbidden')
  await scene.delegate.hasHeard('tutorial failed remoteForbidden')
  const failed = await statesIn(manager)
  await manager.scheduleDownload(aPack().download())
  await packs.settled()

  expect([failed, await statesIn(manager)]).toEqual([['tutorial failed'], ['tutorial downloading']])
})

test('packs are refused by a manager that knows of none', async () => {
  const scene = await DownloadScene.create()
  const manager = await scene.open()
  const download = aPack().download()

  expect([
    await codeOf(manager.scheduleDownload(download)),
    await codeOf(manager.startForegroundDownload(download)),
    await codeOf(manager.cancel(download)),
  ]).toEqual(Array<string>(3).fill('downloadInvalid'))
})

test('files and packs have one delegate, and closing leaves the packs alone', async () => {
  const { scene, packs, manager } = await withPacks(aPack())
  await manager.scheduleDownload(scene.offer('voices', bytesOf(10)))
  await manager.scheduleDownload(aPack().download())
  await packs.settled()
  await scene.delegate.hasHeard('tutorial began')
  await scene.delegate.hasHeard('voices finished')
  await manager.close()

  expect(packs.states).toEqual(['tutorial 1: downloading'])
})
