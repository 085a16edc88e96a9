import { createHash, type Hash } from 'node:crypto'
import { AssetPackError } from '../../src-shared/domain/errors'
import { chunkBufferSize, chunksOf } from '../repository/chunking'
import { sha256Hex } from '../repository/digest'
import { formatLimits } from '../repository/format-limits'
import type { PackFile } from '../repository/pack-index'
import { SourceContents } from './source-contents'
import type { SelectedFile } from './source-file'

/** A chunk of the pack and one place where its bytes are. */
export interface MappedChunk {
  /** SHA-256 of the plain bytes: 64 lower-case hex digits. */
  readonly hash: string
  readonly size: number
  /** Position of the file in the list of files. */
  readonly file: number
  /** Where in that file it starts. */
  readonly offset: number
}

/** The files of a pack, cut into chunks. */
export interface ChunkMap {
  /** In the order of the selected files. */
  readonly files: readonly PackFile[]
  /** In the order of their first appearance. */
  readonly chunks: readonly MappedChunk[]
}

/** See {@link mapChunks}. */
export interface MapChunksOptions {
  readonly signal: AbortSignal
  /** Called with every chunk as it is found. */
  readonly onRead: (bytes: number) => void
  /** Called with every chunk that was not seen before; the bytes are valid until it returns. */
  readonly onNewChunk: (chunk: MappedChunk, bytes: Uint8Array) => void
}

/**
 * Reads every file once and cuts it into chunks.
 *
 * @throws AssetPackError `integrityCheckFailed` for a file that changes while it is read, `limitExceeded`, and what
 * opening a file may throw; the signal's reason.
 */
export async function mapChunks(
  files: readonly SelectedFile[],
  options: MapChunksOptions,
): Promise<ChunkMap> {
  const positions = new Map<string, number>()
  const chunks: MappedChunk[] = []
  const packFiles: PackFile[] = []
  const buffer = new Uint8Array(chunkBufferSize)
  const contents = new SourceContents(files, options.signal)
  for (const [index, file] of files.entries()) {
    const fileChunks: number[] = []
    const fileHash = new FileHash(file.size)
    let offset = 0
    for await (const bytes of chunksOf(contents.of(index), buffer)) {
      const chunk = { hash: sha256Hex(bytes), size: bytes.length, file: index, offset }
      fileHash.add(bytes, chunk.hash)
      const known = positions.get(chunk.hash)
      fileChunks.push(known ?? chunks.length)
      if (known === undefined) {
        positions.set(chunk.hash, chunks.length)
        chunks.push(chunk)
        options.onNewChunk(chunk, bytes)
      }
      offset += bytes.length
      options.onRead(bytes.length)
    }
    requireChunkLimit(chunks.length)
    packFiles.push({
      path: file.path,
      size: offset,
      executable: file.executable,
      sha256: fileHash.digest(),
      chunks: Uint32Array.from(fileChunks),
    })
  }
  return { files: packFiles, chunks }
}

function requireChunkLimit(chunks: number): void {
  if (chunks <= formatLimits.chunks) return
  throw new AssetPackError(
    'limitExceeded',
    `A pack may hold at most ${String(formatLimits.chunks)} chunks.`,
    {
      details: { limit: formatLimits.chunks },
    },
  )
}

/** The hash of a file, chunk by chunk. That of a single chunk is known already. */
class FileHash {
  readonly #size: number
  #hash: Hash | undefined
  #whole: string | undefined

  constructor(size: number) {
    this.#size = size
  }

  add(bytes: Uint8Array, chunkHash: string): void {
    if (this.#hash === undefined && bytes.length === this.#size) this.#whole = chunkHash
    else (this.#hash ??= createHash('sha256')).update(bytes)
  }

  digest(): string {
    return this.#whole ?? (this.#hash ?? createHash('sha256')).digest('hex')
  }
}
