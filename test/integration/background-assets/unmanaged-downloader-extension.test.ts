import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createDownloadManager, URLDownload, type DownloadManager } from '../../../src-main/index'
import { ThreadExtensionHost } from '../../../src-main/extension/thread-extension-host'
import { sha256Hex } from '../../../src-main/repository/digest'
import { assetpack, assetpackDocument } from '../../support/command-line'
import { bytesOf, RecordingDelegate } from '../../support/download-scene'
import { FaultyServer } from '../../support/faulty-server'
import { bundleNodeProgram, runNodeProgram } from '../../support/node-program'
import { temporaryDirectory } from '../../support/temporary-directory'

const thread = new URL('../../../out/main/extension-thread.js', import.meta.url)
const bytes = bytesOf(300_000)
let program = ''

beforeAll(async () => {
  program = await bundleNodeProgram(join(import.meta.dirname, '../../support/ending-program.ts'), 'ending')
})

afterAll(async () => {
  await rm(join(program, '..'), { recursive: true, force: true })
})

/** A queue with one file that can come and one that cannot, and the app's module, which notes what it is called for. */
class Scene {
  readonly directory: string
  readonly server: FaultyServer

  private constructor(directory: string, server: FaultyServer) {
    this.directory = directory
    this.server = server
  }

  /** `body` = statements at the beginning of each call, which know `step`, `download`, `directory`. */
  static async open(body = ''): Promise<Scene> {
    const scene = new Scene(await temporaryDirectory(), await FaultyServer.start())
    onTestFinished(() => scene.server.close())
    scene.server.put('/voices', bytes)
    scene.server.put('/instead', bytesOf(10))
    await scene.write(body)
    const manager = await createDownloadManager({ directory: scene.queue })
    await manager.close()
    return scene
  }

  get queue(): string {
    return join(this.directory, 'queue')
  }

  get module(): string {
    return join(this.directory, 'extension.mjs')
  }

  write(body: string): Promise<void> {
    return writeFile(
      this.module,
      `import { appendFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
      const directory = ${JSON.stringify(this.directory)}
      const dieOnce = (name) => {
        const mark = directory + '/died-' + name
        if (existsSync(mark)) return
        writeFileSync(mark, '')
        process.kill(process.pid, 'SIGKILL')
        for (;;);
      }
      const at = (step, download) => {
        appendFileSync(directory + '/calls', step + ' ' + download.identifier + '\\n')
        ${body}
      }
      export function backgroundDownloadFinished(download, fileURL) {
        at('finished', download)
        mkdirSync(directory + '/taken', { recursive: true })
        const place = directory + '/taken/' + download.identifier
        renameSync(fileURL, existsSync(place) ? place + '-twice' : place)
        at('moved', download)
      }
      export async function backgroundDownloadFailed(download, error) {
        at('failed:' + error.code, download)
        if (download.identifier !== 'missing') return undefined
        return new download.constructor({ identifier: 'instead', url: ${JSON.stringify(`${this.server.baseURL}/instead`)}, fileSize: 10 })
      }`,
    )
  }

  download(identifier: string): URLDownload {
    const url = `${this.server.baseURL}/${identifier}`
    return new URLDownload({ identifier, url, fileSize: bytes.length, sha256: sha256Hex(bytes) })
  }

  /** As the app does before it ends: nothing is transferred here. */
  async schedule(...identifiers: readonly string[]): Promise<void> {
    const manager = await createDownloadManager({
      directory: this.queue,
      conditions: {
        current: () => ({ online: false, metered: false, onBattery: false }),
        subscribe: () => () => undefined,
      },
    })
    for (const identifier of identifiers) await manager.scheduleDownload(this.download(identifier))
    await manager.close()
  }

  /** A process while the app does not run; the signal that ended it. */
  async run(): Promise<string | null> {
    return (await runNodeProgram(program, [this.queue, thread.href, this.module])).signal
  }

  /** The same in this process. */
  async manager(options: { readonly callLimitMs?: number } = {}): Promise<DownloadManager> {
    const host = new ThreadExtensionHost(thread)
    const manager = await createDownloadManager({
      directory: this.queue,
      extension: { module: this.module, host, ...options },
    })
    onTestFinished(() => manager.close())
    return manager
  }

  async calls(): Promise<readonly string[]> {
    return (await readFile(join(this.directory, 'calls'), 'utf8')).split('\n').filter((line) => line !== '')
  }

  async taken(): Promise<readonly string[]> {
    return (await readdir(join(this.directory, 'taken')).catch(() => [])).sort()
  }

  async left(): Promise<readonly string[]> {
    const manager = await createDownloadManager({ directory: this.queue })
    const left = await manager.fetchCurrentDownloads()
    await manager.close()
    return left.map(({ identifier, state }) => `${identifier} ${state}`)
  }
}

describe('BADownloaderExtension', () => {
  test('takes what ends while the app does not run, and what it returns comes into the queue in the same step', async () => {
    const scene = await Scene.open()
    await scene.schedule('voices', 'missing')
    await scene.run()
    const file = await readFile(join(scene.directory, 'taken/voices'))

    expect({
      calls: [...(await scene.calls())].sort(),
      taken: await scene.taken(),
      isWhole: file.equals(bytes),
      left: await scene.left(),
    }).toEqual({
      calls: [
        'failed:remoteNotFound missing',
        'finished instead',
        'finished voices',
        'moved instead',
        'moved voices',
      ],
      taken: ['instead', 'voices'],
      isWhole: true,
      left: [],
    })
  })

  test.for(['finished', 'moved', 'failed:remoteNotFound'])(
    'hears of each end to the end exactly once, also when its process is killed at "%s"',
    async (step) => {
      const scene = await Scene.open(`if (step === ${JSON.stringify(step)}) dieOnce('here')`)
      await scene.schedule('voices', 'missing')
      const ends = [await scene.run(), await scene.run(), await scene.run()]

      expect({
        ends,
        taken: await scene.taken(),
        fetched: scene.server.requestsFor('/voices').length,
        left: await scene.left(),
      }).toEqual({ ends: ['SIGKILL', null, null], taken: ['instead', 'voices'], fetched: 1, left: [] })
    },
  )

  test.for([
    ['none of the functions', 'export const shouldDownload = () => true'],
    ['only the one for failures', 'export function backgroundDownloadFailed() {}'],
    ['a misspelt one', 'export default { backgroundDownloadFailed() {}, backgroundDownloadFinnished() {} }'],
  ] as const)('that has %s leaves the file to the delegate', async ([, module]) => {
    const scene = await Scene.open()
    await writeFile(scene.module, module)
    await scene.schedule('voices')
    const manager = await scene.manager()
    await manager.whenIdle()
    await manager.close()
    const left = await scene.left()
    const delegate = new RecordingDelegate(scene.directory)
    const app = await createDownloadManager({ directory: scene.queue, delegate })
    onTestFinished(() => app.close())
    await app.whenIdle()

    const file = await readFile(join(scene.directory, 'voices'))
    expect([left, file.equals(bytes)]).toEqual([['voices finished'], true])
  })

  test('that throws, or never answers, loses nothing: the next run takes it, or the app', async () => {
    const scene = await Scene.open(`if (existsSync(directory + '/broken')) throw new Error('no room')
      if (existsSync(directory + '/stuck')) for (;;);`)
    await scene.schedule('voices')
    const states: (readonly string[])[] = []
    for (const trouble of ['broken', 'stuck']) {
      await writeFile(join(scene.directory, trouble), '')
      const manager = await scene.manager({ callLimitMs: 100 })
      await manager.whenIdle()
      await manager.close()
      states.push(await scene.left())
      await rm(join(scene.directory, trouble))
    }
    const delegate = new RecordingDelegate(scene.directory)
    const app = await createDownloadManager({ directory: scene.queue, delegate })
    onTestFinished(() => app.close())
    await app.whenIdle()

    expect([states, delegate.told, scene.server.requestsFor('/voices').length]).toEqual([
      [['voices finished'], ['voices finished']],
      ['voices finished'],
      1,
    ])
  }, 180_000)

  test('has exclusive control while it runs, and a delegate that listens goes before it', async () => {
    const scene = await Scene.open(`if (step === 'finished') {
        while (!existsSync(directory + '/go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      }`)
    await scene.schedule('voices')
    const manager = await scene.manager()
    const called = async (): Promise<boolean> =>
      scene.calls().then(
        (calls) => calls.length > 0,
        () => false,
      )
    while (!(await called())) await new Promise((resolve) => setImmediate(resolve))
    const refusal = await manager
      .withExclusiveControl(() => 'in', { before: new Date() })
      .catch((error: unknown) => (error as { readonly code: string }).code)
    await appendFile(join(scene.directory, 'go'), '')
    const granted = await manager.withExclusiveControl(() => scene.taken())
    await manager.whenIdle()
    const delegate = new RecordingDelegate(scene.directory)
    manager.delegate = delegate
    await manager.scheduleDownload(scene.download('voices'))
    await manager.whenIdle()

    expect([refusal, granted, delegate.steps, await scene.taken()]).toEqual([
      'containerLocked',
      ['voices'],
      ['voices began', 'voices finished'],
      ['voices'],
    ])
  })

  test('is run from the command line by whatever starts programs by the clock', async () => {
    const scene = await Scene.open()
    await scene.schedule('voices')
    const document = await assetpackDocument('transfer', scene.queue, '--extension', scene.module)

    expect([document, await scene.taken()]).toEqual([{ ok: true, ended: 1, left: [] }, ['voices']])
  })

  test('is not run for a folder that holds no queue: a mistyped one is refused, and not made', async () => {
    const directory = await temporaryDirectory()
    const { exitCode, stdout } = await assetpack('transfer', join(directory, 'dowloads'), '--json')

    expect([exitCode, JSON.parse(stdout), await readdir(directory)]).toEqual([
      2,
      { ok: false, error: expect.objectContaining({ code: 'wrongUse' }) as unknown },
      [],
    ])
  })
})
