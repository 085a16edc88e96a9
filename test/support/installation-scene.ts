import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { InstallProgress, InstallReport, PackFileUse } from '../../src-main/installation/install-request'
import { Assembler } from '../../src-main/installation/assembler'
import type { FinishLimits } from '../../src-main/installation/finish-pace'
import { FileLister } from '../../src-main/installation/file-lister'
import { Installer } from '../../src-main/installation/installer'
import { PackFiles } from '../../src-main/installation/pack-files'
import {
  PackFileWriter,
  type PackFileRequest,
  type SavedPackFile,
} from '../../src-main/installation/pack-file-writer'
import { RemoteFileReader } from '../../src-main/installation/remote-file-reader'
import { Repairer } from '../../src-main/installation/repairer'
import type { RepairReport } from '../../src-main/installation/verification'
import { UnpackWorkers, type JobRunner } from '../../src-main/installation/unpack-workers'
import { Verifier, type SignedIndexes, type VerificationRequest } from '../../src-main/installation/verifier'
import { packageAssetPack } from '../../src-main/packaging/package-asset-pack'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { sha256Hex } from '../../src-main/repository/digest'
import { bundlePath } from '../../src-main/repository/layout'
import type { PackIndex } from '../../src-main/repository/pack-index'
import { encodePackIndex } from '../../src-main/repository/pack-index-codec'
import type { InstalledPack } from '../../src-main/store/asset-pack-store'
import { openDiskAssetPackStore, type DiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import type { SwitchStep } from '../../src-main/store/version-switch'
import { MemoryTransport } from '../../src-main/transport/memory-transport'
import type { Transport } from '../../src-main/transport/transport'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import { fileTree, seededBytes, writeTree } from './file-tree'
import { InProcessWorkers } from './in-process-workers'
import { aPack } from './pack-builder'
import { writePackagingManifest } from './packaging-source'
import { temporaryDirectory } from './temporary-directory'

export const repositoryURL = 'https://host.test/repository'

/** What a pack consists of: path -> content. */
export type Content = Readonly<Record<string, string | Uint8Array>>

/** A big file, small ones, an empty one. */
export const sampleContent = {
  'big.bin': seededBytes(1_500_000, 1),
  'text/a.txt': 'a',
  'text/b.txt': 'words '.repeat(20_000),
  empty: '',
} as const

type VerificationOptions = Partial<Omit<VerificationRequest, 'installed'>>

/** What a test replaces of a scene. */
interface SceneOptions {
  readonly workers?: JobRunner
  readonly connections?: number
  /** When files are finished on the way; a usual one never does with what tests install. */
  readonly finishLimits?: FinishLimits
  /** Brings bundles instead of the memory that holds what is published. */
  readonly network?: Transport
  /** Called before each step of what the store does. */
  readonly onStep?: (step: SwitchStep) => void
}

/** A repository in memory, a container on the disk, and an installer between them. */
export class InstallationScene {
  readonly transport = new MemoryTransport()
  readonly workers = new InProcessWorkers()
  readonly store: DiskAssetPackStore
  readonly installer: Installer
  readonly verifier: Verifier
  readonly repairer: Repairer
  readonly reader: RemoteFileReader
  readonly lister: FileLister
  readonly writer: PackFileWriter
  readonly #directory: string
  readonly #indexes = new Map<string, Uint8Array>()
  readonly #forgotten = new Set<string>()
  readonly #previous = new Map<string, PackIndex[]>()
  readonly #bundles = new Map<string, Uint8Array>()

  private constructor(directory: string, store: DiskAssetPackStore, options: SceneOptions) {
    this.#directory = directory
    this.store = store
    const catalog: SignedIndexes = {
      packIndex: (assetPack) => {
        if (this.#forgotten.has(assetPack.description))
          return Promise.reject(new AssetPackError('assetPackNotFound', 'It is not offered.'))
        const bytes = this.#indexes.get(assetPack.description) ?? new Uint8Array(0)
        return Promise.resolve({ bytes, bytesReceived: bytes.length, transferBytes: bytes.length })
      },
      signedIndexHashes: (assetPack) => {
        const bytes = this.#indexes.get(assetPack.description)
        return bytes === undefined ? [] : [sha256Hex(bytes)]
      },
    }
    const workers = new UnpackWorkers(options.workers ?? this.workers)
    const { connections = 2, network = this.transport, ...others } = options
    const common = { store, transport: network, logger: silentLogger, ...others }
    const assembler = new Assembler({ repositoryURL, ...common, connections: () => connections, workers })
    this.verifier = new Verifier({ catalog, workers })
    this.repairer = new Repairer({ ...common, catalog, verifier: this.verifier, assembler })
    this.reader = new RemoteFileReader({ ...common, catalog, assembler, workers })
    this.lister = new FileLister({ store, catalog, workers })
    this.writer = new PackFileWriter({ ...common, catalog, repositoryURL, workers })
    const files = new PackFiles({
      ...common,
      repositoryURL,
      workers,
      signedIndexHashes: (assetPack) => catalog.signedIndexHashes(assetPack),
    })
    this.installer = new Installer({ ...common, catalog, assembler, files, clock: systemClock })
  }

  static async open(options: SceneOptions = {}): Promise<InstallationScene> {
    const directory = await temporaryDirectory()
    const store = await openDiskAssetPackStore({
      directory: join(directory, 'container'),
      clock: systemClock,
      logger: silentLogger,
      ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    })
    onTestFinished(() => store.close())
    return new InstallationScene(directory, store, options)
  }

  /** Packages `content` as the next version of a pack. */
  async publish(id: string, content: Content): Promise<AssetPack> {
    const previous = this.#previous.get(id) ?? []
    const version = previous.length + 1
    const source = join(this.#directory, 'sources', id, String(version))
    await mkdir(source, { recursive: true })
    await writeTree(join(source, 'content'), content)
    const packaged = await packageAssetPack({
      manifestPath: await writePackagingManifest(source, { assetPackID: id }),
      version,
      level: 1,
      previous,
      signal: new AbortController().signal,
      readBundle: ({ sha256 }, offset, length) =>
        Promise.resolve((this.#bundles.get(sha256) ?? new Uint8Array()).subarray(offset, offset + length)),
      writeBundle: ({ sha256 }, bytes) => {
        this.#bundles.set(sha256, Uint8Array.from(bytes))
        this.transport.put(this.bundleURL(sha256), Uint8Array.from(bytes))
        return Promise.resolve()
      },
    })
    this.#previous.set(id, [packaged.index, ...previous])
    return this.offer(packaged.index, packaged.installedSize)
  }

  /** Offers a version by its index alone. */
  async offer(index: PackIndex, installedSize = 0): Promise<AssetPack> {
    const assetPack = aPack({ id: index.assetPackID, version: index.version, installedSize })
    this.#indexes.set(assetPack.description, await encodePackIndex(index))
    return assetPack
  }

  /** The index of the version published last. */
  index(id: string): PackIndex {
    const [index] = this.#previous.get(id) ?? []
    if (index === undefined) throw new Error(`${id} was not published`)
    return index
  }

  /** What the index of a published version costs to fetch. */
  indexSize({ description }: AssetPack): number {
    return this.#indexes.get(description)?.length ?? 0
  }

  /** The bytes of a published bundle. */
  bundle(sha256: string): Uint8Array {
    const bytes = this.#bundles.get(sha256)
    if (bytes === undefined) throw new Error(`${sha256} was not published`)
    return bytes
  }

  bundleURL(sha256: string): string {
    return `${repositoryURL}/${bundlePath(sha256)}`
  }

  install(
    assetPack: AssetPack,
    options: {
      readonly signal?: AbortSignal
      readonly onProgress?: (progress: InstallProgress) => void
      readonly lowSpace?: boolean
      readonly file?: PackFileUse
    } = {},
  ): Promise<InstallReport> {
    return this.installer.install({
      assetPack,
      signal: options.signal ?? new AbortController().signal,
      onProgress: options.onProgress ?? (() => undefined),
      lowSpace: options.lowSpace,
      file: options.file,
    })
  }

  /** Offers a version no longer, and forgets that it was. */
  forget(assetPack: AssetPack): void {
    this.#indexes.delete(assetPack.description)
    this.#forgotten.add(assetPack.description)
  }

  /** Verifies the installed version: `damaged maps/dock.bin`. */
  async verify(id: string, options: VerificationOptions = {}): Promise<readonly string[]> {
    const { findings } = await this.verifier.verify(this.#request(id, options))
    return findings.map(({ kind, path }) => `${kind} ${path}`)
  }

  repair(id: string, options: VerificationOptions = {}): Promise<RepairReport> {
    return this.repairer.repair(this.#request(id, options))
  }

  /** Reads a file of an offered version without installing it. */
  read(assetPack: AssetPack, path: string, signal = new AbortController().signal): Promise<Uint8Array> {
    return this.reader.read(assetPack, path, signal)
  }

  /** Saves an offered version as a file. */
  save(assetPack: AssetPack, path: string, options: Partial<PackFileRequest> = {}): Promise<SavedPackFile> {
    const { signal = new AbortController().signal, onProgress = () => undefined } = options
    return this.writer.write({ assetPack, path, signal, onProgress })
  }

  /** Brings an object into a file, as an installation that was killed afterwards would have. */
  async fetch(url: string, totalBytes: number, destination: string): Promise<void> {
    await this.transport.download({ url, totalBytes, destination, signal: new AbortController().signal })
  }

  /** The folder of the installed version. */
  installed(id: string): string {
    return this.installedPack(id).directory
  }

  /** Files in flight of a version that is being installed. */
  async downloads({ id, version }: AssetPack): Promise<readonly string[]> {
    return readdir((await this.store.openStaging(id, version)).downloadsDirectory)
  }

  #request(id: string, options: VerificationOptions): VerificationRequest {
    return {
      installed: this.installedPack(id),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...options,
    }
  }

  installedPack(id: string): InstalledPack {
    const found = this.store.installedPacks().find(({ assetPack }) => assetPack.id === id)
    if (found === undefined) throw new Error(`${id} is not installed`)
    return found
  }
}

/** The tree that `files` would make. */
export async function treeOf(files: Content): Promise<Readonly<Record<string, string>>> {
  const directory = await temporaryDirectory()
  await writeTree(directory, files)
  return fileTree(directory)
}

/** Lets the user write to an installed file, and writes. */
export async function damage(path: string, change: (bytes: Buffer) => void, keepTime = false): Promise<void> {
  const { mtime } = await stat(path)
  const bytes = await readFile(path)
  change(bytes)
  await chmod(path, 0o644)
  await writeFile(path, bytes)
  if (keepTime) await utimes(path, mtime, mtime)
}
