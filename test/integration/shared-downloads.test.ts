import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createDownloadManager, URLDownload, type DownloadManager } from '../../src-main/index'
import { sha256Hex } from '../../src-main/repository/digest'
import { bytesOf, RecordingDelegate } from '../support/download-scene'
import { World } from '../support/embedding-world'
import { FaultyServer } from '../support/faulty-server'
import { bundleNodeProgram, runNodeProgram } from '../support/node-program'
import { codeOf } from '../support/open-container'
import { temporaryDirectory } from '../support/temporary-directory'

let program = ''

beforeAll(async () => {
  const entry = join(import.meta.dirname, '../support/download-program.ts')
  program = await bundleNodeProgram(entry, 'download-program')
})

afterAll(async () => {
  await rm(join(program, '..'), { recursive: true, force: true })
})

interface OtherProcess {
  readonly pid: number
  /** Resolves when it has said that. */
  readonly hasSaid: (line: string) => Promise<void>
  readonly kill: () => Promise<void>
}

/** Another process with a manager on the same folder. */
function otherProcess(...args: readonly string[]): OtherProcess {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const hasSaid = async (wanted: string): Promise<void> => {
    for (let line = await lines.next(); line.done !== true; line = await lines.next())
      if (line.value === wanted) return
    throw new Error(`The process ended without saying ${wanted}.`)
  }
  return { pid: child.pid ?? 0, hasSaid, kill }
}

async function aServer(): Promise<FaultyServer> {
  const server = await FaultyServer.start()
  onTestFinished(() => server.close())
  return server
}

async function managerOn(directory: string, delegate?: RecordingDelegate): Promise<DownloadManager> {
  const manager = await createDownloadManager({ directory, delegate })
  onTestFinished(() => manager.close())
  return manager
}

it('gives exclusive control to one process, and to the next one the moment that process is killed', async () => {
  const directory = await temporaryDirectory()
  const holder = otherProcess(directory, 'control')
  await holder.hasSaid('in')
  const manager = await managerOn(directory)
  const refusal: unknown = await manager
    .withExclusiveControl(() => 'in', { before: new Date() })
    .catch((error: unknown) => error)
  const waiting = manager.withExclusiveControl(() => 'in')
  await holder.kill()

  expect([refusal, await waiting]).toEqual([
    expect.objectContaining({
      code: 'containerLocked',
      details: expect.objectContaining({ pid: holder.pid }) as unknown,
    }),
    'in',
  ])
})

it('goes on with a transfer from its byte when the process that transferred is killed', async () => {
  const directory = await temporaryDirectory()
  const server = await aServer()
  const bytes = bytesOf(3_000_000)
  server.put('/voices', bytes)
  server.fail('/voices', { kind: 'stall', afterBytes: 1_000_000 })
  const url = `${server.baseURL}/voices`
  const other = otherProcess(directory, 'download', url, String(bytes.length))
  await other.hasSaid('1000000')
  const taken = await temporaryDirectory()
  const delegate = new RecordingDelegate(taken)
  const finished = new Promise<void>((resolve) => {
    delegate.onFinished = () => {
      resolve()
    }
  })
  const manager = await managerOn(directory, delegate)
  const before = await manager.fetchCurrentDownloads()
  await other.kill()
  await finished
  await manager.whenIdle()

  expect({
    before: before.map(({ identifier, state }) => `${identifier} ${state}`),
    ranges: server.requestsFor('/voices').map(({ headers }) => headers['range']),
    steps: delegate.steps,
    isWhole: (await readFile(join(taken, 'voices'))).equals(bytes),
  }).toEqual({
    before: ['voices downloading'],
    ranges: [undefined, 'bytes=1000000-2999999'],
    steps: ['voices began', 'voices finished'],
    isWhole: true,
  })
})

it('hands a file over whole, whenever the processes before were killed', async () => {
  const directory = await temporaryDirectory()
  const server = await aServer()
  const bytes = bytesOf(3_000_000)
  server.put('/voices', bytes)
  const url = `${server.baseURL}/voices`
  const ends: unknown[] = []
  const requests: number[] = []
  for (const step of ['began', 'wrote', 'finished', 'finished', 'moved']) {
    const { signal } = await runNodeProgram(program, [directory, step, url, String(bytes.length)])
    ends.push(signal)
    requests.push(server.requestsFor('/voices').length)
  }
  const movedFile = await readFile(join(directory, 'moved'))
  const delegate = new RecordingDelegate(directory)
  const manager = await managerOn(directory, delegate)
  await manager.whenIdle()
  const file = await readFile(join(directory, 'voices'))

  expect({
    ends,
    // What was complete is not fetched again, however often its handing over is cut short.
    fetchedOnce: requests.slice(2).every((count) => count === requests[2]),
    files: [movedFile.equals(bytes), file.equals(bytes)],
    last: delegate.steps.at(-1),
    queue: await manager.fetchCurrentDownloads(),
  }).toEqual({
    ends: Array<string>(5).fill('SIGKILL'),
    fetchedOnce: true,
    files: [true, true],
    last: 'voices finished',
    queue: [],
  })
})

it('brings several files of a real host, verified, and says of each that is wrong why', async () => {
  const directory = await temporaryDirectory()
  const server = await aServer()
  const taken = await temporaryDirectory()
  const bytes = bytesOf(1_500_000)
  server.put('/good', bytes)
  server.put('/damaged', bytesOf(1_500_000, 2))
  const delegate = new RecordingDelegate(taken)
  const manager = await managerOn(directory, delegate)
  const sha256 = sha256Hex(bytes)
  for (const identifier of ['good', 'damaged', 'missing']) {
    const url = `${server.baseURL}/${identifier}`
    await manager.scheduleDownload(new URLDownload({ identifier, url, fileSize: bytes.length, sha256 }))
  }
  await manager.whenIdle()

  expect([
    delegate.steps.filter((step) => !step.endsWith('began')).sort(),
    (await readFile(join(taken, 'good'))).equals(bytes),
    await manager.fetchCurrentDownloads(),
  ]).toEqual([
    ['damaged failed integrityCheckFailed', 'good finished', 'missing failed remoteNotFound'],
    true,
    [],
  ])
})

it('installs the packs of a list through the queue that also brings files', async () => {
  const world = await World.open({ essential: { installationEventTypes: ['firstInstallation'] } })
  const assetPacks = await world.manager()
  const server = await aServer()
  server.put('/voices', bytesOf(10))
  const taken = await temporaryDirectory()
  const delegate = new RecordingDelegate(taken)
  const manager = await createDownloadManager({ directory: join(taken, 'queue'), delegate, assetPacks })
  onTestFinished(() => manager.close())
  for (const download of (await assetPacks.manifest()).allDownloads('install'))
    await manager.scheduleDownload(download, { contentRequest: 'install' })
  await manager.scheduleDownload(
    new URLDownload({ identifier: 'voices', url: `${server.baseURL}/voices`, fileSize: 10 }),
  )
  await delegate.hasHeard('voices finished')
  await delegate.hasHeard('tutorial 1 installed')
  await manager.whenIdle()

  expect([
    [...delegate.steps].sort(),
    Buffer.from(await assetPacks.contents('readme.txt')).toString(),
    await manager.fetchCurrentDownloads(),
  ]).toEqual([
    ['tutorial 1 installed', 'tutorial began', 'voices began', 'voices finished'],
    'version one',
    [],
  ])
})

it('refuses a queue that is no database, by its name', async () => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'downloads.db'), 'rubbish '.repeat(2_000))

  expect(await codeOf(createDownloadManager({ directory }))).toBe('stateDamaged')
})
