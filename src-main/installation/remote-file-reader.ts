import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { Assembler } from './assembler'
import type { FoundFile } from './find-file-job'
import { InstallTally } from './install-tally'
import type { PackIndexSource } from './installer'
import type { UnpackWorkers } from './unpack-workers'
import { encodePaths } from './work-order'

/** The largest file that is read without installing its pack, in bytes: it is held in memory whole. */
export const mostRemoteBytes = 64 * 1024 * 1024

/** What a {@link RemoteFileReader} works with. */
export interface RemoteFileReaderOptions {
  readonly store: Pick<AssetPackStore, 'openScratch'>
  readonly catalog: PackIndexSource
  readonly assembler: Pick<Assembler, 'assemble'>
  readonly workers: Pick<UnpackWorkers, 'run'>
  readonly logger: Logger
}

/**
 * Reads one file of a version that is offered, installed or not: the index comes, then of the bundles only the ranges with
 * the frames that give the file's chunks. What the pack's versions on this machine have of it is used.
 *
 * The file is put together in a scratch area, as an installation puts a version together (I-3, I-4), so that limits,
 * retries and verification are the same; the area is gone when the read ends, and what is installed stays as it is.
 */
export class RemoteFileReader {
  readonly #options: RemoteFileReaderOptions

  constructor(options: RemoteFileReaderOptions) {
    this.#options = options
  }

  /**
   * @throws AssetPackError `assetPackNotFound` when that version is not offered, `fileNotFound` when it has no such file,
   * `limitExceeded` for one of more than {@link mostRemoteBytes}, `integrityCheckFailed`, `outOfSpace`, what the
   * transport says; the signal's reason.
   */
  async read(assetPack: AssetPack, path: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const { catalog, workers } = this.#options
    const { bytes: indexBytes, bytesReceived } = await catalog.packIndex(assetPack, signal)
    // The index may be large, and the assembly needs it, too: it is copied to the worker, not moved.
    const found = await workers.run({ kind: 'findFile', indexBytes, path }, signal)
    const file = requireReadable(found, assetPack, path)
    const tally = new InstallTally(() => undefined)
    tally.bytesReceived += bytesReceived
    tally.requests += bytesReceived > 0 ? 1 : 0
    const content = new Uint8Array(file.size)
    const actual = await this.#assembled(assetPack, indexBytes, path, { content, tally, signal })
    if (actual !== file.sha256) {
      throw new AssetPackError('integrityCheckFailed', `"${path}" is not what was signed. Try again.`, {
        details: { path, expected: file.sha256, actual },
      })
    }
    this.#options.logger.log('info', 'A file was read without installing its pack.', {
      assetPackID: assetPack.id,
      version: assetPack.version,
      path,
      bytes: content.length,
      bytesFetched: tally.bytesReceived,
      requests: tally.requests,
    })
    return content
  }

  /** Fills `content`. @returns the SHA-256 of what was read. */
  async #assembled(
    assetPack: AssetPack,
    indexBytes: Uint8Array,
    path: string,
    {
      content,
      tally,
      signal,
    }: { readonly content: Uint8Array; readonly tally: InstallTally; readonly signal: AbortSignal },
  ): Promise<string> {
    if (content.length === 0) return createHash('sha256').digest('hex')
    const staging = await this.#options.store.openScratch(assetPack.id, assetPack.version)
    try {
      const roundFiles = encodePaths([path])
      const assembly = { assetPack, indexBytes, staging, tally, signal, roundFiles, isScratch: true }
      await this.#options.assembler.assemble(assembly)
      const place = join(staging.filesDirectory, path)
      return await withFileSystemErrors(place, () => readHashed(place, content, signal))
    } finally {
      await staging.discard().catch((error: unknown) => {
        this.#options.logger.log('warn', 'A scratch area cannot be deleted yet', { reason: String(error) })
      })
    }
  }
}

/** One pass in pieces: hashing 64 MiB at once would hold up the thread. @returns the SHA-256. */
async function readHashed(place: string, content: Uint8Array, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  let at = 0
  for await (const piece of createReadStream(place, {
    end: content.length - 1,
    signal,
  }) as AsyncIterable<Uint8Array>) {
    hash.update(piece)
    content.set(piece, at)
    at += piece.length
  }
  return hash.digest('hex')
}

function requireReadable(
  file: FoundFile,
  { id, version }: AssetPack,
  path: string,
): Exclude<FoundFile, undefined> {
  const shown = path.slice(0, 200)
  const details = { assetPackID: id, version, path: shown }
  if (file === undefined) {
    throw new AssetPackError(
      'fileNotFound',
      `Version ${String(version)} of "${id}" holds no file "${shown}".`,
      { details },
    )
  }
  if (file.size > mostRemoteBytes) {
    throw new AssetPackError(
      'limitExceeded',
      `"${shown}" is too large to be read without installing "${id}": ${String(file.size)} bytes, and at most ${String(mostRemoteBytes)} are held in memory. Install the pack and read it then.`,
      { details: { ...details, bytes: file.size, limit: mostRemoteBytes } },
    )
  }
  return file
}
