import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InstallTally } from '../../../../src-main/installation/install-tally'
import { TransferLine } from '../../../../src-main/installation/transfer-line'
import { UnpackWorkers } from '../../../../src-main/installation/unpack-workers'
import type { TransferOrder, UnpackOrder } from '../../../../src-main/installation/work-order'
import type { DownloadReceipt, Transport } from '../../../../src-main/transport/transport'
import { anID } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

const never = new AbortController().signal

function transfer(number: number, dependsOn: readonly number[] = []): TransferOrder {
  return {
    sha256: String(number),
    bundleSize: 10,
    isWhole: true,
    offset: 0,
    length: 10,
    steps: [{ number, dependsOn, order: {} as UnpackOrder }],
    files: Uint32Array.of(number),
  }
}

/** A line whose transport writes files at once and whose workers unpack when the test lets them. */
class Line {
  readonly downloads: string
  readonly fetched: string[] = []
  readonly unpacked: string[] = []
  connections = 2
  transfersOnDisk = 3
  /** Whether a transfer ends only when the test lets it. */
  holdsDownloads = false
  readonly #downloading: (() => void)[] = []
  readonly #transfers: readonly TransferOrder[]
  readonly #waiting: (() => void)[] = []

  private constructor(downloads: string, transfers: readonly TransferOrder[]) {
    this.downloads = downloads
    this.#transfers = transfers
  }

  static async open(transfers: readonly TransferOrder[]): Promise<Line> {
    const downloads = join(await temporaryDirectory(), 'downloads')
    await mkdir(downloads)
    return new Line(downloads, transfers)
  }

  run(): Promise<void> {
    const transport: Transport = {
      read: () => Promise.reject(new Error('not used')),
      download: async ({ destination }): Promise<DownloadReceipt> => {
        if (this.holdsDownloads) await new Promise<void>((resolve) => this.#downloading.push(resolve))
        await writeFile(destination, 'bundle')
        this.fetched.push(basename(destination, '.bundle'))
        return { bytesReceived: 10, requests: 1 }
      },
      close: () => Promise.resolve(),
    }
    const line = new TransferLine({
      transfers: this.#transfers,
      staging: {
        assetPackID: anID(),
        version: 1,
        filesDirectory: dirname(this.downloads),
        downloadsDirectory: this.downloads,
        discard: () => Promise.resolve(),
      },
      transport,
      workers: new UnpackWorkers({
        size: 1,
        prepare: () => undefined,
        run: async <Result>(job: unknown) => {
          this.unpacked.push(basename((job as { readonly file: string }).file, '.bundle'))
          await new Promise<void>((resolve) => this.#waiting.push(resolve))
          return { placedBytes: 0, damagedSources: [] } as Result
        },
      }),
      bundleURL: (sha256) => sha256,
      connections: () => this.connections,
      transfersOnDisk: this.transfersOnDisk,
      tally: new InstallTally(() => undefined),
      onDamagedSource: () => undefined,
      onUnpacked: () => Promise.resolve(),
    })
    return line.run(never)
  }

  /** Waits until so many jobs wait, with nothing else going on. */
  async settled(jobs: number): Promise<void> {
    for (let quiet = 0; quiet < 20; quiet += 1) {
      if (this.#waiting.length < jobs) quiet = 0
      await new Promise((resolve) => setImmediate(resolve))
      await readdir(this.downloads)
    }
  }

  /** Lets every transfer end that runs, with so many allowed by then, and says how many run afterwards. */
  async transfersAfter(connections: number, jobs: number): Promise<number> {
    this.connections = connections
    for (const resolve of this.#downloading.splice(0)) resolve()
    await this.settled(jobs)
    return this.#downloading.length
  }

  unpackAll(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

describe('a transfer line', () => {
  test('begins no further transfer while the workers are behind', async () => {
    const line = await Line.open([0, 1, 2, 3, 4].map((number) => transfer(number)))
    const running = line.run()
    await line.settled(3)
    expect([...line.fetched].sort()).toEqual(['0', '1', '2'])
    line.unpackAll()
    await line.settled(2)
    expect(await readdir(line.downloads)).toEqual(['3.bundle', '4.bundle'])
    line.unpackAll()
    await running
    expect(await readdir(line.downloads)).toEqual([])
  })

  test('unpacks what others lean on first, and holds no place for those that wait', async () => {
    const line = await Line.open([
      transfer(0, [4]),
      transfer(1, [4]),
      transfer(2, [4]),
      transfer(3),
      transfer(4),
    ])
    const running = line.run()
    await line.settled(2)
    expect([...line.unpacked].sort()).toEqual(['3', '4'])
    line.unpackAll()
    await line.settled(3)
    expect(line.unpacked.slice(2).sort()).toEqual(['0', '1', '2'])
    line.unpackAll()
    await running
  })

  test('takes more connections while it runs, and gives them back, as soon as a transfer ends', async () => {
    const line = await Line.open(Array.from({ length: 9 }, (_, number) => transfer(number)))
    Object.assign(line, { connections: 1, transfersOnDisk: 9, holdsDownloads: true })
    const running = line.run()
    const atOnce = [
      await line.transfersAfter(1, 0),
      await line.transfersAfter(4, 1),
      await line.transfersAfter(4, 3),
      await line.transfersAfter(1, 7),
    ]
    line.holdsDownloads = false
    await line.transfersAfter(1, 9)
    line.unpackAll()
    await running
    expect([atOnce, line.fetched.length]).toEqual([[1, 2, 4, 1], 9])
  })

  test('deletes what an earlier plan left and this one does not want', async () => {
    const line = await Line.open([transfer(0)])
    await writeFile(join(line.downloads, 'old.bundle'), '')
    const running = line.run()
    await line.settled(1)
    expect(await readdir(line.downloads)).toEqual(['0.bundle'])
    line.unpackAll()
    await running
  })
})
