import { access, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDownloadManager } from '../../src-main/downloads/create-download-manager'
import type { DownloadManager } from '../../src-main/downloads/download-manager'
import type { AssetPackQueue } from '../../src-main/downloads/asset-pack-queue'
import type {
  DownloadManagerDelegate,
  SchedulableDownload,
} from '../../src-main/downloads/download-manager-delegate'
import { sha256Hex } from '../../src-main/repository/digest'
import { MemoryTransport } from '../../src-main/transport/memory-transport'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import type { AssetPackError } from '../../src-shared/domain/errors'
import { URLDownload, type URLDownloadOptions } from '../../src-shared/domain/url-download'
import { onTestFinished } from 'vitest'
import { ManualClock } from './manual-clock'
import { ManualConditions } from './manual-conditions'
import { temporaryDirectory } from './temporary-directory'

/** Bytes of some length that no two seeds have in common. */
export function bytesOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, position) => (position * 31 + seed * 17 + (position >> 8)) & 0xff)
}

/** Writes down what it is told, and moves finished files into a folder, under the identifier. */
export class RecordingDelegate implements DownloadManagerDelegate {
  readonly told: string[] = []
  readonly #folder: string
  #listeners: (() => void)[] = []
  /** Called before a finished file is taken. */
  onFinished: (download: URLDownload, path: string) => void | Promise<void> = () => undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Resolves when that, or something like it, has been told. */
  async hasHeard(line: string | RegExp): Promise<void> {
    while (!this.told.some((told) => (line instanceof RegExp ? line.test(told) : told === line))) {
      await new Promise<void>((resolve) => {
        this.#listeners.push(resolve)
      })
    }
  }

  downloadDidBegin({ identifier }: SchedulableDownload): void {
    this.#tell(`${identifier} began`)
  }

  downloadDidPause({ identifier }: SchedulableDownload): void {
    this.#tell(`${identifier} paused`)
  }

  downloadDidWriteBytes(
    { identifier }: SchedulableDownload,
    bytes: number,
    total: number,
    expected: number,
  ): void {
    this.#tell(`${identifier} wrote ${[bytes, total, expected].join(' ')}`)
  }

  downloadFailed({ identifier }: SchedulableDownload, { code }: AssetPackError): void {
    this.#tell(`${identifier} failed ${code}`)
  }

  async downloadFinished(download: URLDownload, fileURL: URL): Promise<void> {
    this.#tell(`${download.identifier} finished`)
    await this.onFinished(download, fileURLToPath(fileURL))
    await rename(fileURL, join(this.#folder, download.identifier))
  }

  assetPackDownloadFinished({ identifier, assetPackVersion }: AssetPackDownload): void {
    this.#tell(`${identifier} ${String(assetPackVersion)} installed`)
  }

  #tell(line: string): void {
    this.told.push(line)
    for (const resolve of this.#listeners.splice(0)) resolve()
  }

  /** What was told without the bytes. */
  get steps(): readonly string[] {
    return this.told.filter((told) => !told.includes(' wrote '))
  }
}

/** A download manager on a folder of its own, with everything around it under the test's control. */
export class DownloadScene {
  readonly clock = new ManualClock()
  readonly conditions = new ManualConditions()
  readonly transport = new MemoryTransport()
  readonly directory: string
  readonly delegate: RecordingDelegate

  private constructor(directory: string) {
    this.directory = directory
    this.delegate = new RecordingDelegate(directory)
  }

  static async create(): Promise<DownloadScene> {
    return new DownloadScene(await temporaryDirectory())
  }

  /** A manager on the scene's folder; another one is as another process, or as a restart after `close`. */
  async open(
    options: {
      readonly delegate?: DownloadManagerDelegate | undefined
      readonly transport?: MemoryTransport
      readonly downloadsAtOnce?: number
      readonly isBackground?: boolean
      readonly assetPacks?: AssetPackQueue
    } = {},
  ): Promise<DownloadManager> {
    const manager = await createDownloadManager({
      directory: this.queueDirectory,
      transport: this.transport,
      conditions: this.conditions,
      clock: this.clock,
      random: { fraction: () => 0.5, bytes: (size) => new Uint8Array(size), uuid: () => 'uuid' },
      delegate: 'delegate' in options ? options.delegate : this.delegate,
      ...(options.transport && { transport: options.transport }),
      ...(options.assetPacks && { assetPacks: options.assetPacks }),
      ...(options.isBackground && { isBackground: true }),
      ...(options.downloadsAtOnce && { downloadsAtOnce: options.downloadsAtOnce }),
    })
    onTestFinished(() => manager.close())
    return manager
  }

  get queueDirectory(): string {
    return join(this.directory, 'queue')
  }

  /** Puts bytes on the host and describes their download. */
  offer(identifier: string, bytes: Uint8Array, change: Partial<URLDownloadOptions> = {}): URLDownload {
    const url = `https://cdn.example.com/${identifier}`
    this.transport.put(url, bytes)
    return new URLDownload({ identifier, url, fileSize: bytes.length, sha256: sha256Hex(bytes), ...change })
  }

  /** Whether the delegate has taken that file. */
  hasTaken(identifier: string): Promise<boolean> {
    return access(join(this.directory, identifier)).then(
      () => true,
      () => false,
    )
  }

  /** Lets time pass until nothing is left to do: what fails is tried again. */
  async passTimeUntilIdle(manager: DownloadManager): Promise<void> {
    const state = { isIdle: false }
    const idle = manager.whenIdle().finally(() => {
      state.isIdle = true
    })
    while (!state.isIdle) await this.clock.advance(100)
    await idle
  }

  /** The names of what the queue keeps of files. */
  keptFiles(): Promise<readonly string[]> {
    return readdir(join(this.queueDirectory, 'files'))
  }
}

/** `voices waiting`, in the order of the queue. */
export async function statesIn(manager: DownloadManager): Promise<readonly string[]> {
  return (await manager.fetchCurrentDownloads()).map(({ identifier, state }) => `${identifier} ${state}`)
}
