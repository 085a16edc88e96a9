import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { packFileDamaged, type OpenAssetPackFile } from '../repository/asset-pack-file'
import { resumeNotesPath } from '../transport/resume-notes'
import type { DownloadReceipt, DownloadRequest, Transport } from '../transport/transport'

/** What {@link FileBundles} work with. */
export interface FileBundlesOptions {
  readonly file: OpenAssetPackFile
  /** Where the object of a URL begins in the file. */
  readonly offsets: ReadonlyMap<string, number>
  /** Brings what the file lacks or holds damaged; absent = nothing does. */
  readonly network?: Pick<Transport, 'download'> | undefined
  readonly logger: Logger
}

/** Bytes that are read and written at once. */
const pieceSize = 1024 * 1024

/**
 * The bundles of an `.assetpack` file, for whoever asks a transport for them. They are as little verified as what comes over a
 * network; whoever asks again got wrong bytes, and the file would give the same.
 */
export class FileBundles implements Pick<Transport, 'download'> {
  readonly #options: FileBundlesOptions

  constructor(options: FileBundlesOptions) {
    this.#options = options
  }

  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    const { file, offsets, network, logger } = this.#options
    request.signal.throwIfAborted()
    try {
      const start = offsets.get(request.url)
      if (start === undefined) throw packFileDamaged(file.path, 'a bundle is missing')
      if (request.revalidate === true) throw packFileDamaged(file.path, 'a part of it is damaged')
      await this.#copy(start, request)
      return { bytesReceived: 0, requests: 0 }
    } catch (error) {
      request.signal.throwIfAborted()
      if (network === undefined || !isAssetPackError(error, 'packFileDamaged')) throw error
      logger.log('warn', 'A part of a pack file cannot be used; it comes over the network.', {
        path: file.path,
        problem: error.message,
      })
      await dropFile(request.destination)
      return network.download(request)
    }
  }

  async #copy(start: number, { range, totalBytes, destination, signal }: DownloadRequest): Promise<void> {
    const { offset, length } = range ?? { offset: 0, length: totalBytes }
    await dropFile(destination)
    await withFileSystemErrors(destination, () =>
      pipeline(
        Readable.from(this.#pieces(start + offset, length), { objectMode: true, highWaterMark: 1 }),
        createWriteStream(destination, { flags: 'wx' }),
        { signal },
      ),
    )
  }

  async *#pieces(start: number, length: number): AsyncGenerator<Uint8Array> {
    for (let position = 0; position < length; position += pieceSize)
      yield await this.#options.file.read(start + position, Math.min(pieceSize, length - position))
  }
}

/** What an earlier transfer left: its notes would speak of other bytes. */
async function dropFile(path: string): Promise<void> {
  await withFileSystemErrors(path, async () => {
    await rm(resumeNotesPath(path), { force: true })
    await rm(path, { force: true })
  })
}
