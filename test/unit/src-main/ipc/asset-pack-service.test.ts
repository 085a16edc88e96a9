import { expect, test } from 'vitest'
import type { AppSettingsChange, AppSettingsState } from '../../../../src-shared/domain/app-settings'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import type { LibraryEntry, LibraryUpdate } from '../../../../src-shared/domain/library'
import { shortageDetails } from '../../../../src-shared/domain/space-shortage'
import { windowFailure } from '../../../../src-shared/domain/window-failure'
import { ManagerFixture } from '../../../support/manager-fixture'
import { anID, aPack } from '../../../support/pack-builder'
import { aWindow, appFacts } from '../../../support/service-window'

test('a window asks, installs, pauses, resumes, updates and removes over the contract', async () => {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  const { client, shown } = aWindow(fixture)
  const id = anID()
  expect([await client.appFacts(undefined), await client.checkForUpdates(undefined)]).toEqual([
    { ...appFacts, containerDirectory: '/container' },
    { updatingIDs: [], removedIDs: [] },
  ])
  await client.drawn(undefined)
  await client.startDownload({ id })
  await client.pause(id)
  const paused = fixture.states
  await client.resumeAll(undefined)
  await fixture.settled()
  fixture.installer.attempt('tutorial').finish()
  await fixture.settled()
  await client.showInFolder(id)
  fixture.catalog.offered = [aPack({ version: 2 })]
  const check = await client.checkForUpdates(undefined)
  await client.remove(id)
  await fixture.clock.advance(20_000)
  expect([paused, shown, check, fixture.manager.installedAssetPacks()]).toEqual([
    ['tutorial 1: paused'],
    ['the window', '/container/packs/tutorial/1'],
    { updatingIDs: ['tutorial'], removedIDs: [] },
    [],
  ])
})

test('a window verifies, follows how it goes, and hears the end', async () => {
  const fixture = new ManagerFixture()
  fixture.store.install(aPack())
  const { client } = aWindow(fixture)
  const updates = client.verify(anID())[Symbol.asyncIterator]()
  const first = updates.next()
  await fixture.settled()
  const [running] = fixture.verifier.running
  running?.request.onProgress({ phase: 'verifying', completedBytes: 0, totalBytes: 1000 })
  running?.request.onProgress({ phase: 'verifying', completedBytes: 5, totalBytes: 1000 })
  running?.request.onProgress({ phase: 'verifying', completedBytes: 500, totalBytes: 1000 })
  const told = [await first, await updates.next()].map(({ value }) => value as unknown)
  running?.finish()
  const end = await updates.next()
  expect([told, end.value, (await updates.next()).done]).toEqual([
    [
      { kind: 'progressed', phase: 'verifying', completedBytes: 0, totalBytes: 1000 },
      { kind: 'progressed', phase: 'verifying', completedBytes: 500, totalBytes: 1000 },
    ],
    { kind: 'ended', findings: [], findingCount: 0, files: 1 },
    true,
  ])
})

test('a window that leaves a verification stops it', async () => {
  const fixture = new ManagerFixture()
  fixture.store.install(aPack())
  const { client } = aWindow(fixture)
  const updates = client.verify(anID())[Symbol.asyncIterator]()
  const first = updates.next()
  await fixture.settled()
  const [running] = fixture.verifier.running
  running?.request.onProgress({ phase: 'verifying', completedBytes: 0, totalBytes: 1000 })
  await first
  await updates.return?.()
  await fixture.settled()
  expect(running?.request.signal.aborted).toBe(true)
})

test('a window goes back, and lets updates come again', async () => {
  const fixture = new ManagerFixture()
  for (const version of [1, 2]) fixture.store.install(aPack({ version }))
  const { client } = aWindow(fixture)
  const updates = client.library(undefined)[Symbol.asyncIterator]()
  const local = async (): Promise<unknown> => {
    const { value } = (await updates.next()) as IteratorYieldResult<LibraryUpdate>
    return value.entries[0]?.local
  }
  const before = await local()
  await client.rollback({ id: anID(), version: 1 })
  await fixture.clock.advance(1_000)
  const back = await local()
  await client.unpin(anID())
  await fixture.clock.advance(1_000)
  const common = { installedSize: aPack().installedSize, installedAt: 0, hasPicture: false }
  expect([before, back, await local()]).toEqual([
    { ...common, version: 2, isPinned: false, keptVersion: 1 },
    { ...common, version: 1, isPinned: true, keptVersion: 2 },
    { ...common, version: 1, isPinned: false, keptVersion: 2 },
  ])
})

test('a window limits downloads, and no limit that cannot be gets out of it', async () => {
  const fixture = new ManagerFixture()
  const { client } = aWindow(fixture)
  const limits = { bytesPerSecond: 2_000_000, quietHours: { from: '22:00', to: '07:00' } }
  const before = await client.limits(undefined)
  await client.setLimits(limits)
  const wrong = await client
    .setLimits({ bytesPerSecond: 1 })
    .catch((error: unknown) => toAssetPackError(error).code)
  expect([before, await client.limits(undefined), wrong, fixture.manager.limits()]).toEqual([
    {},
    limits,
    'invalidArgument',
    limits,
  ])
})

const shortage = {
  diskBytesNeeded: 900,
  bytesToFetch: 700,
  freeBytes: 200,
  lowSpace: { diskBytesNeeded: 150, bytesToFetch: 800 },
}

/** What a window knows of a pack once its update has found no room. */
async function entryWithoutRoom(fixture: ManagerFixture): Promise<LibraryEntry | undefined> {
  const { client } = aWindow(fixture)
  await fixture.settled()
  fixture.installer.attempt('tutorial').fail('outOfSpace', shortageDetails(shortage))
  await fixture.settled()
  const updates = client.library(undefined)[Symbol.asyncIterator]()
  const { value } = (await updates.next()) as IteratorYieldResult<LibraryUpdate>
  return value.entries[0]
}

test('a window learns in figures what an update has no room for, and asks for low-space mode', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ version: 2 })] })
  fixture.store.install(aPack())
  const { client } = aWindow(fixture)
  await client.startDownload({ id: anID() })
  const entry = await entryWithoutRoom(fixture)
  await client.startDownload({ id: anID(), lowSpace: true })
  await fixture.settled()
  expect([entry, fixture.installer.attempts.map(({ request }) => request.lowSpace)]).toMatchObject([
    { error: { code: 'outOfSpace' }, shortage },
    [false, true],
  ])
})

test('a window learns the same of an update that comes by itself and waits for room', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ version: 2 })] })
  fixture.store.install(aPack())
  await fixture.manager.checkForUpdates()
  const entry = await entryWithoutRoom(fixture)
  expect(entry).toMatchObject({
    download: { state: 'waiting', progress: { waitingFor: 'diskSpace' } },
    shortage,
  })
})

test('a failure arrives with its code', async () => {
  const { client } = aWindow(new ManagerFixture())
  const codes = await Promise.all(
    [client.startDownload({ id: anID('x') }), client.showInFolder(anID('x'))].map((call) =>
      call.catch((error: unknown) => toAssetPackError(error).code),
    ),
  )
  expect(codes).toEqual(['assetPackNotFound', 'assetPackNotFound'])
})

test('a window that closes takes its library stream along', async () => {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  const { client, ports } = aWindow(fixture)
  const updates = client.library(undefined)[Symbol.asyncIterator]()
  const first = (await updates.next()) as IteratorYieldResult<{ readonly kind: string }>
  ports.close()
  await fixture.settled()
  await fixture.manager.startDownload('tutorial')
  expect([first.value.kind, fixture.clock.pendingTimers]).toEqual(['snapshot', 0])
})

test('a window learns what installing would take, of the newest version', async () => {
  const { client } = aWindow(new ManagerFixture({ offered: [aPack({ version: 3 })] }))
  const unknown = await client.plan(anID('x')).catch((error: unknown) => toAssetPackError(error).code)
  expect([await client.plan(anID()), unknown]).toEqual([
    { version: 3, bytesToFetch: 1, bytesReused: 2, diskBytesNeeded: 4 },
    'assetPackNotFound',
  ])
})

test('a window learns which versions are here, and pins a pack to one of them', async () => {
  const fixture = new ManagerFixture()
  for (const version of [1, 2, 3]) fixture.store.install(aPack({ version }))
  const { client } = aWindow(fixture)
  const before = await client.localVersions(anID())
  await client.pin({ id: anID(), version: 2 })
  const after = await client.localVersions(anID())
  const versions = [before, after].map((list) =>
    list.map(({ assetPack, isActive }) => [assetPack.version, isActive]),
  )
  expect([
    versions,
    fixture.manager.pinnedVersion('tutorial'),
    await client.localVersions(anID('x')),
  ]).toEqual([
    [
      [
        [3, true],
        [2, false],
      ],
      [
        [2, true],
        [3, false],
      ],
    ],
    2,
    [],
  ])
})

async function filesOf(fixture: ManagerFixture, version: number): Promise<unknown> {
  const pages: unknown[] = []
  for await (const page of aWindow(fixture).client.files({ id: anID(), version })) pages.push(page)
  return pages
}

test('a window gets the files of a version that is here, or offered, page by page', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ version: 2 })] })
  fixture.store.install(aPack())
  fixture.listedFiles = [
    { path: 'a.txt', size: 3 },
    { path: 'b.txt', size: 0 },
  ]
  const other = await filesOf(fixture, 7).catch((error: unknown) => toAssetPackError(error).code)
  expect([await filesOf(fixture, 1), await filesOf(fixture, 2), other]).toEqual([
    [
      { paths: ['1/a.txt'], sizes: [3] },
      { paths: ['1/b.txt'], sizes: [0] },
    ],
    [
      { paths: ['2/a.txt'], sizes: [3] },
      { paths: ['2/b.txt'], sizes: [0] },
    ],
    'assetPackNotFound',
  ])
})

test('a window hears the settings of the app, changes them, and gets no wrong one through', async () => {
  const { client } = aWindow(new ManagerFixture())
  const states = client.settings(undefined)[Symbol.asyncIterator]()
  const theme = async (): Promise<unknown> => {
    const { value } = (await states.next()) as IteratorYieldResult<AppSettingsState>
    return value.settings.theme
  }
  const before = await theme()
  await client.changeSettings({ theme: 'dark' })
  const after = await theme()
  const wrong = { theme: 'sepia' } as unknown as AppSettingsChange
  const refusal = await client.changeSettings(wrong).catch((error: unknown) => toAssetPackError(error).code)
  expect([before, after, refusal]).toEqual(['system', 'dark', 'invalidArgument'])
})

test('a window orders the queue, starts a pack now, and follows speeds and what has ended', async () => {
  const ids = ['a', 'b', 'c', 'd']
  const fixture = new ManagerFixture({ offered: ids.map((id) => aPack({ id })), packsAtOnce: 1 })
  const { client } = aWindow(fixture)
  const speeds = client.transferSpeeds(undefined)[Symbol.asyncIterator]()
  const history = client.downloadHistory(undefined)[Symbol.asyncIterator]()
  const before = [(await speeds.next()).value, (await history.next()).value]
  for (const id of ids) await client.startDownload({ id: anID(id) })
  await client.moveDownload({ id: anID('d'), move: { kind: 'before', id: anID('b') } })
  const moved = fixture.manager.libraryFacts.queue
  await client.startNow(anID('c'))
  await fixture.settled()
  const started = fixture.manager.libraryFacts.queue
  fixture.installer.attempt('c').finish()
  await fixture.settled()
  await fixture.clock.advance(1_000)
  const after = [(await speeds.next()).value, (await history.next()).value]
  await client.clearDownloadHistory(undefined)
  expect([before, moved, started, after, fixture.manager.downloadHistory()]).toEqual([
    [{ kind: 'snapshot', points: [] }, []],
    ['a', 'd', 'b', 'c'],
    ['c', 'a', 'd', 'b'],
    [
      { kind: 'added', points: [{ network: 0, disk: 0 }] },
      [expect.objectContaining({ id: 'c', outcome: 'finished', number: 1 })],
    ],
    [],
  ])
})

test('a window tells the log what it could not draw', async () => {
  const { client, shown } = aWindow(new ManagerFixture())
  await client.reportFailure(windowFailure(new RangeError('Too long.'.repeat(1_000)), '#/storage'))
  expect(shown).toEqual(['internal at #/storage'])
})
