import { describe, expect, onTestFinished, test } from 'vitest'
import {
  backgroundAssetsError,
  createDownloadManager,
  isAssetPackError,
  LocalAvailabilityError,
  URLDownload,
  type AssetPackError,
  type AssetPackErrorCode,
  type Logger,
} from '../../../src-main/index'
import { FaultyServer } from '../../support/faulty-server'
import { LaunchedApp } from '../../support/launched-app'
import { ManualConditions } from '../../support/manual-conditions'
import { PackWorld } from '../../support/pack-world'
import { temporaryDirectory } from '../../support/temporary-directory'

/** What a call fails with. */
async function failureOf(call: Promise<unknown>): Promise<AssetPackError> {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  if (!isAssetPackError(error)) throw new Error('It did not fail with an error of this system.')
  return error
}

describe('ManagedBackgroundAssetsError, BAManagedErrorDomain', () => {
  test('has the numbers of the original for a pack and a file that nobody has', async () => {
    const manager = await (await PackWorld.open({ maps: { 'maps.txt': 'maps' } })).manager()
    const failures = [
      await failureOf(manager.assetPack('nobody')),
      await failureOf(manager.contents('maps/none.txt')),
    ]

    expect(failures.map((failure) => backgroundAssetsError(failure))).toEqual([
      { domain: 'BAManagedErrorDomain', name: 'assetPackNotFound', number: 0 },
      { domain: 'BAManagedErrorDomain', name: 'fileNotFound', number: 1 },
    ])
  })

  test('errors say which pack, which path, which packs of a batch', async () => {
    const world = await PackWorld.open({ maps: { 'maps.txt': 'maps' }, gone: { 'gone.txt': 'gone' } })
    const manager = await world.manager()
    const packs = await manager.allAssetPacks()
    await world.withdraw('gone')
    await manager.refresh()
    const batch = await failureOf(manager.ensureLocalAvailability(packs))

    expect({
      pack: (await failureOf(manager.assetPack('nobody'))).details['assetPackID'],
      path: (await failureOf(manager.contents('none.txt'))).details['path'],
      batch: [backgroundAssetsError(batch)?.number, batch.message.length > 0],
    }).toEqual({ pack: 'nobody', path: 'none.txt', batch: [2, true] })
  })
})

describe('BAErrorDomain', () => {
  test('has the numbers of the original for what is no download (0), is scheduled twice (100), or may not be essential (109)', async () => {
    const conditions = new ManualConditions()
    conditions.set({ online: false })
    const manager = await createDownloadManager({ directory: await temporaryDirectory(), conditions })
    onTestFinished(() => manager.close())
    const at = (options: { readonly url?: string; readonly isEssential?: boolean } = {}): URLDownload =>
      new URLDownload({ identifier: 'voices', url: 'https://packs.example/voices', fileSize: 1, ...options })
    await manager.scheduleDownload(at())
    const calls = [
      async () => manager.scheduleDownload(at({ url: 'http://packs.example/voices' })),
      async () => manager.scheduleDownload(at()),
      async () => manager.scheduleDownload(at({ isEssential: true })),
    ]
    const failures = []
    for (const call of calls) failures.push(backgroundAssetsError(await failureOf(call())))

    expect(failures).toEqual([
      { domain: 'BAErrorDomain', name: 'downloadInvalid', number: 0 },
      { domain: 'BAErrorDomain', name: 'downloadAlreadyScheduled', number: 100 },
      { domain: 'BAErrorDomain', name: 'downloadEssentialDownloadNotPermitted', number: 109 },
    ])
  })
})

describe('BAErrorDomain of what is in a queue already, or not', () => {
  test('says 101 of a download that is not there, and 103 of one that has failed and that nobody has heard of', async () => {
    const packs = await (await PackWorld.open({ maps: { 'maps.txt': 'maps' } })).manager()
    const server = await FaultyServer.start()
    onTestFinished(() => server.close())
    const manager = await createDownloadManager({ directory: await temporaryDirectory() })
    onTestFinished(() => manager.close())
    const missing = new URLDownload({ identifier: 'missing', url: `${server.baseURL}/missing`, fileSize: 1 })
    await manager.scheduleDownload(missing)
    await manager.whenIdle()
    const failures = [
      await failureOf(
        Promise.resolve().then(() => {
          packs.startNow('maps')
        }),
      ),
      await failureOf(manager.startForegroundDownload(missing)),
    ]

    expect(failures.map((failure) => backgroundAssetsError(failure)?.number)).toEqual([101, 103])
  })
})

describe('BAErrorDomain of what the configuration keeps back', () => {
  test('says 112 where bytes do not fit and 202 of a host that is not allowed: in the log, and to whoever asked for a language', async () => {
    const told: unknown[] = []
    const logger: Logger = {
      log: (_level, _message, facts) => {
        if (facts?.['code'] !== undefined) told.push([facts['id'], facts['code']])
      },
    }
    const voices = { policy: 'prefetch', events: ['firstInstallation'], language: 'en' } as const
    const small = await LaunchedApp.open({ voices }, { maxInstallSize: 1 })
    await small.launch('en', { logger })
    const strange = await LaunchedApp.open(
      { voices },
      { initialDownloadRestrictions: { downloadDomainAllowList: ['packs.example.com'] } },
    )
    await strange.launch('en', { logger })
    const asked = await failureOf((await small.manager('en')).reconcilePreferredLanguages())
    const [failure] = asked instanceof LocalAvailabilityError ? asked.failures.values() : []
    const codes = told.map((line) => (line as [string, AssetPackErrorCode])[1])

    expect({
      told,
      numbers: codes.map((code) => backgroundAssetsError({ code })?.number),
      asked: failure && backgroundAssetsError(failure)?.number,
    }).toEqual({
      told: [
        ['voices', 'downloadWouldExceedAllowance'],
        ['voices', 'sessionDownloadDisallowedByDomain'],
      ],
      numbers: [112, 202],
      asked: 112,
    })
  })
})

describe('NSURLErrorDomain', () => {
  test('is how a cancelled download fails: -999', async () => {
    const world = await PackWorld.open({ maps: { 'maps.txt': 'maps' } })
    const manager = await world.manager()
    const waiting = manager.assetPack('maps').then((pack) => manager.ensureLocalAvailability(pack))
    const failure = failureOf(waiting)
    await world.startHeld(manager, 'maps')
    await manager.cancel('maps')

    expect(backgroundAssetsError(await failure)?.number).toBe(-999)
  })
})
