import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import { freeBytesAt } from '../platform/free-space'
import { moveIntoPlace, syncDirectory, writeFully } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { assetPackFileEnd } from '../repository/asset-pack-file'
import { bundlePath, resolveRepositoryURL } from '../repository/layout'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import { resumeNotesPath } from '../transport/resume-notes'
import type { Transport } from '../transport/transport'
import type { PackIndexSource } from './installer'
import type { ListedBundles } from './list-bundles-job'
import type { UnpackWorkers } from './unpack-workers'

/** What a {@link PackFileWriter} works with. */
export interface PackFileWriterOptions {
  readonly store: Pick<AssetPackStore, 'installedPack' | 'lease'>
  readonly catalog: PackIndexSource
  readonly transport: Pick<Transport, 'download'>
  readonly repositoryURL: string
  readonly workers: Pick<UnpackWorkers, 'run'>
  readonly logger: Logger
}

/** How the saving of a pack goes. */
export interface PackFileProgress {
  /** Bytes of the file that are there. */
  readonly completedBytes: number
  readonly totalBytes: number
}

/** A version of a pack that is to be saved. */
export interface PackFileRequest {
  readonly assetPack: AssetPack
  readonly path: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: PackFileProgress) => void
}

/** A pack that was saved as a file. */
export interface SavedPackFile {
  readonly assetPack: AssetPack
  /** Absolute. */
  readonly path: string
  readonly fileSize: number
  /** Bytes that came over the network for it. */
  readonly bytesFetched: number
}

/**
 * Writes an offered version into one `.assetpack` file: the signed index, and every bundle that it names. A bundle is made anew
 * out of the installed files where that gives the publisher's bytes, else it comes from the host. So the file needs nothing on
 * the host but what clients need anyway, and is what `package` makes where nothing was published before.
 *
 * Promises: the file appears whole or not at all, and every bundle in it is the signed one. What a failure left in
 * `<path>.partial` is used by the next call; a cancelled call leaves nothing.
 */
export class PackFileWriter {
  readonly #options: PackFileWriterOptions

  constructor(options: PackFileWriterOptions) {
    this.#options = options
  }

  /**
   * @throws AssetPackError `assetPackNotFound` when that version is not offered, `outOfSpace`, `notWritable`,
   * `integrityCheckFailed` when the host sends other bytes than were signed, what the transport says; the signal's reason.
   */
  async write(request: PackFileRequest): Promise<SavedPackFile> {
    const { assetPack, signal } = request
    const path = resolve(request.path)
    signal.throwIfAborted()
    const index = await this.#options.catalog.packIndex(assetPack, signal)
    const bundles = await this.#options.workers.run({ kind: 'listBundles', indexBytes: index.bytes }, signal)
    const end = assetPackFileEnd(factsOf(assetPack), index.bytes)
    const writing = new Writing(this.#options, { ...request, path, indexBytes: index.bytes, bundles, end })
    try {
      await withFileSystemErrors(path, () => writing.run())
    } catch (error) {
      if (!signal.aborted) throw error
      await writing.discard()
      // A stream that was cancelled has an error of its own.
      throw signal.reason
    }
    const bytesFetched = index.bytesReceived + writing.bytesFetched
    return { assetPack, path, fileSize: writing.totalBytes, bytesFetched }
  }
}

interface WritingRequest extends PackFileRequest {
  readonly indexBytes: Uint8Array
  readonly bundles: ListedBundles
  /** What follows the bundles. */
  readonly end: Uint8Array
}

/** One file on its way. */
class Writing {
  readonly totalBytes: number
  bytesFetched = 0
  readonly #options: PackFileWriterOptions
  readonly #request: WritingRequest
  readonly #partial: string
  readonly #bundle: string
  /** The installed version, as long as it gives the publisher's bytes. */
  #installed: InstalledPack | undefined

  constructor(options: PackFileWriterOptions, request: WritingRequest) {
    const { path, bundles, end, assetPack } = request
    this.#options = options
    this.#request = request
    this.#partial = `${path}.partial`
    this.#bundle = `${path}.bundle`
    this.totalBytes = bundles.sizes.reduce((sum, size) => sum + size, end.length)
    const installed = options.store.installedPack(assetPack.id)
    this.#installed = installed?.assetPack.version === assetPack.version ? installed : undefined
  }

  async run(): Promise<void> {
    const { path, signal, end } = this.#request
    const giveBack = this.#installed === undefined ? undefined : this.#options.store.lease(this.#installed)
    const file = await open(this.#partial, constants.O_RDWR | constants.O_CREAT)
    try {
      let written = await this.#kept(file)
      await this.#requireSpace(written.bytes)
      await file.truncate(written.bytes)
      for (; written.bundles < this.#request.bundles.hashes.length;) written = await this.#add(file, written)
      signal.throwIfAborted()
      await writeFully(file, end, written.bytes)
      await file.sync()
    } finally {
      await file.close()
      giveBack?.()
    }
    signal.throwIfAborted()
    await this.#dropBundle()
    await moveIntoPlace(this.#partial, path)
    await syncDirectory(dirname(path))
  }

  async discard(): Promise<void> {
    await rm(this.#partial, { force: true })
    await this.#dropBundle()
  }

  /** The bundles that an earlier call left, as far as they are the right ones. */
  async #kept(file: FileHandle): Promise<Written> {
    const { size } = await file.stat()
    const { hashes, sizes } = this.#request.bundles
    let written: Written = { bundles: 0, bytes: 0 }
    for (const [position, sha256] of hashes.entries()) {
      const length = sizes[position] ?? 0
      if (written.bytes + length > size) break
      if ((await this.#hash(this.#partial, written.bytes, length)) !== sha256) break
      written = { bundles: position + 1, bytes: written.bytes + length }
      this.#report(written.bytes)
    }
    return written
  }

  async #add(file: FileHandle, { bundles, bytes }: Written): Promise<Written> {
    const { signal, bundles: listed } = this.#request
    signal.throwIfAborted()
    const size = listed.sizes[bundles] ?? 0
    if (!(await this.#rebuilt(bundles))) await this.#fetched(bundles, bytes)
    let at = bytes
    for await (const piece of piecesOf(this.#bundle, 0, size, signal)) {
      await writeFully(file, piece, at)
      at += piece.length
    }
    await this.#dropBundle()
    this.#report(at)
    return { bundles: bundles + 1, bytes: at }
  }

  async #rebuilt(bundle: number): Promise<boolean> {
    const installed = this.#installed
    if (installed === undefined) return false
    await this.#dropBundle()
    const { indexBytes, signal } = this.#request
    const { directory } = installed
    const destination = this.#bundle
    const job = { kind: 'rebuildBundle', indexBytes, bundle, directory, destination } as const
    const isMade = await this.#options.workers.run(job, signal)
    // Another level or another zstd would make the others different, too.
    if (!isMade) this.#installed = undefined
    return isMade
  }

  async #fetched(bundle: number, before: number): Promise<void> {
    const sha256 = this.#request.bundles.hashes[bundle] ?? ''
    const size = this.#request.bundles.sizes[bundle] ?? 0
    for (const revalidate of [false, true]) {
      await this.#download(sha256, size, before, revalidate)
      if ((await this.#hash(this.#bundle, 0, size)) === sha256) return
      await this.#dropBundle()
    }
    throw new AssetPackError(
      'integrityCheckFailed',
      `The file ${bundlePath(sha256)} of the repository is not what the signed index says, also when it is fetched again. Try later; if that does not help, its publisher has to upload it again.`,
      { details: { bundle: sha256, path: this.#request.path } },
    )
  }

  async #download(sha256: string, size: number, before: number, revalidate: boolean): Promise<void> {
    const { transport, repositoryURL } = this.#options
    const { bytesReceived } = await transport.download({
      url: resolveRepositoryURL(repositoryURL, bundlePath(sha256)),
      totalBytes: size,
      destination: this.#bundle,
      revalidate,
      signal: this.#request.signal,
      onProgress: (bytes) => {
        this.#report(before + Math.min(bytes, size))
      },
    })
    this.bytesFetched += bytesReceived
  }

  async #hash(path: string, offset: number, length: number): Promise<string> {
    const hash = createHash('sha256')
    for await (const piece of piecesOf(path, offset, length, this.#request.signal)) hash.update(piece)
    return hash.digest('hex')
  }

  async #requireSpace(written: number): Promise<void> {
    const { path, bundles } = this.#request
    const largest = bundles.sizes.reduce((most, size) => Math.max(most, size), 0)
    const needBytes = this.totalBytes - written + largest
    const freeBytes = await freeBytesAt(dirname(path))
    if (freeBytes >= needBytes) return
    throw new AssetPackError('outOfSpace', `There is not enough free space for ${path}.`, {
      details: { needBytes, freeBytes, path },
    })
  }

  async #dropBundle(): Promise<void> {
    await rm(this.#bundle, { force: true })
    await rm(resumeNotesPath(this.#bundle), { force: true })
  }

  #report(completedBytes: number): void {
    if (!this.#request.signal.aborted)
      this.#request.onProgress({ completedBytes, totalBytes: this.totalBytes })
  }
}

/** How far a file is: whole bundles, and their bytes. */
interface Written {
  readonly bundles: number
  readonly bytes: number
}

function piecesOf(
  path: string,
  start: number,
  length: number,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const options = { start, end: start + length - 1, highWaterMark: 1024 * 1024, signal }
  return createReadStream(path, options) as AsyncIterable<Uint8Array>
}

/** As `package` writes them. */
function factsOf(assetPack: AssetPack): Parameters<typeof assetPackFileEnd>[0] {
  const {
    version: _version,
    downloadSize: _download,
    installedSize: _installed,
    ...facts
  } = assetPack.toJSON()
  return facts
}
