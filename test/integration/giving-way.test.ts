import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDownloadManager, URLDownload } from '../../src-main/index'
import { nextTurn } from '../../src-main/platform/next-turn'
import { bytesOf, RecordingDelegate } from '../support/download-scene'
import { FaultyServer } from '../support/faulty-server'
import { seededBytes } from '../support/file-tree'
import { ManualConditions } from '../support/manual-conditions'
import { installedIDs } from '../support/launched-app'
import { PackWorld } from '../support/pack-world'
import { temporaryDirectory } from '../support/temporary-directory'

const executable = resolve(import.meta.dirname, '../../out/main/cli.js')

interface Background {
  /** Throws when it has ended. */
  readonly requireRunning: () => void
  /** Reads what it prints until a line is like that. */
  readonly hasSaid: (line: RegExp) => Promise<void>
  /** Its exit code, and the rest of what it printed. */
  readonly ended: () => Promise<{ readonly exitCode: number; readonly rest: string; readonly notes: string }>
}

/** A process of the command line that works while the app does not run. */
function inBackground(...words: readonly string[]): Background {
  const child = spawn(process.execPath, [executable, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const end = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await end
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  let notes = ''
  child.stderr.on('data', (piece: Buffer) => {
    notes += piece.toString()
  })
  return {
    requireRunning: () => {
      const { exitCode, signalCode } = child
      if (exitCode === null && signalCode === null) return
      throw new Error(`It ended with ${String(exitCode ?? signalCode)}: ${notes}`)
    },
    hasSaid: async (wanted) => {
      for (let line = await lines.next(); line.done !== true; line = await lines.next())
        if (wanted.test(line.value)) return
      throw new Error(`It ended without saying ${String(wanted)}: ${notes}`)
    },
    ended: async () => {
      let rest = ''
      for (let line = await lines.next(); line.done !== true; line = await lines.next())
        rest += `${line.value}\n`
      const [exitCode] = (await end) as [number]
      return { exitCode, rest, notes }
    },
  }
}

/** Bytes of a file; 0 while there is none. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

describe('the queue of downloads that a process in the background transfers', () => {
  test('is the app’s as soon as it starts: the transfer goes on there from its byte, and its delegate hears', async () => {
    const directory = await temporaryDirectory()
    const queue = join(directory, 'queue')
    const server = await FaultyServer.start()
    onTestFinished(() => server.close())
    const bytes = bytesOf(3_000_000)
    server.put('/voices', bytes)
    server.fail('/voices', { kind: 'stall', afterBytes: 1_000_000 })
    const offline = new ManualConditions()
    offline.set({ online: false })
    const before = await createDownloadManager({ directory: queue, conditions: offline })
    const url = `${server.baseURL}/voices`
    await before.scheduleDownload(new URLDownload({ identifier: 'voices', url, fileSize: bytes.length }))
    await before.close()
    const background = inBackground('transfer', queue, '--json')
    while ((await sizeOf(join(queue, 'files/1'))) < 1_000_000) {
      background.requireRunning()
      await nextTurn()
    }

    const delegate = new RecordingDelegate(directory)
    const app = await createDownloadManager({ directory: queue, delegate })
    onTestFinished(() => app.close())
    await delegate.hasHeard('voices finished')
    await app.whenIdle()
    const { exitCode, rest } = await background.ended()

    expect({
      ranges: server.requestsFor('/voices').map(({ headers }) => headers['range']),
      steps: delegate.steps,
      isWhole: (await readFile(join(directory, 'voices'))).equals(bytes),
      isOurs: app.isTransferring,
      exitCode,
      said: JSON.parse(rest) as unknown,
    }).toEqual({
      ranges: [undefined, 'bytes=1000000-2999999'],
      steps: ['voices began', 'voices finished'],
      isWhole: true,
      isOurs: true,
      exitCode: 51,
      said: expect.objectContaining({ ok: true, ended: 0, isElsewhere: true }) as unknown,
    })
  })
})

describe('the packs that a process in the background looks after', () => {
  test('are the app’s as soon as it starts, and the download goes on there with what had come', async () => {
    const world = await PackWorld.open({ maps: { 'maps/dock.bin': seededBytes(3_000_000, 1) } })
    const before = await world.manager()
    await world.startHeld(before, 'maps')
    await before.close()
    world.host.open()
    world.host.fallSilentAfter(1_000_000)
    const root = join(world.directory, 'repository/metadata/root.json')
    const place = ['--url', world.host.url, '--root', root, '--container', join(world.directory, 'container')]
    const background = inBackground('watch', '--background', ...place)
    await background.hasSaid(/downloading [1-9]\d? %/)
    world.host.fallSilentAfter(undefined)

    const app = await world.manager()
    await app.start()
    await app.whenIdle()
    const { exitCode, notes } = await background.ended()
    const starts = world.host.bundleRequests.map(({ range = 'bytes=0-' }) => Number(/\d+/.exec(range)?.[0]))

    expect([installedIDs(app), exitCode, notes, (starts.at(-1) ?? 0) > 0]).toEqual([
      ['maps'],
      0,
      'Another program has opened the packs: the rest goes on there.\n',
      true,
    ])
  })

  test('stay where they are when another one in the background asks for them', async () => {
    const world = await PackWorld.open({ maps: { 'maps/dock.txt': 'dock' } })
    const manager = await world.manager({ isBackground: true })
    const second = await world.manager({ isBackground: true }).catch((error: unknown) => error)
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const installed = installedIDs(manager)
    await manager.close()
    await manager.whenClosed()

    expect([second, installed]).toEqual([expect.objectContaining({ code: 'containerLocked' }), ['maps']])
  })
})
