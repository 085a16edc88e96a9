import type { FileHandle } from 'node:fs/promises'
import { readAt } from '../platform/file-system'
import { sha256Hex } from '../repository/digest'
import type { MappedChunk } from './chunk-map'
import { changedWhileRead, openSource, translated, type SelectedFile } from './source-file'

/** Plain bytes that may be kept from the first reading: a small pack is not read again. */
const keptBytes = 64 * 1024 * 1024

/** Reads chunks back from the files they were found in, unless they were kept. Chunks of one file in a row open it once. */
export class SourceReader {
  readonly #kept = new Map<string, Uint8Array>()
  #room = keptBytes
  readonly #files: readonly SelectedFile[]
  #open: { readonly file: number; readonly handle: FileHandle } | undefined

  constructor(files: readonly SelectedFile[]) {
    this.#files = files
  }

  /** Keeps a copy of the bytes of `chunk` for {@link SourceReader.read}, while there is room. */
  keep(chunk: MappedChunk, bytes: Uint8Array): void {
    if (bytes.length > this.#room) return
    this.#room -= bytes.length
    this.#kept.set(chunk.hash, bytes.slice())
  }

  /**
   * Puts the plain bytes of `chunk` into `bytes`, which has its size; to be asked for once.
   *
   * @throws AssetPackError `integrityCheckFailed` when they are not what they were.
   */
  async read(chunk: MappedChunk, bytes: Uint8Array): Promise<void> {
    const kept = this.#kept.get(chunk.hash)
    if (kept !== undefined) {
      this.#kept.delete(chunk.hash)
      bytes.set(kept)
      return
    }
    const source = this.#files[chunk.file]?.source ?? ''
    const handle = await this.#handleOf(chunk.file, source)
    const filled = await translated(readAt(handle, bytes, chunk.offset), source)
    if (filled < bytes.length) throw changedWhileRead(source)
    if (sha256Hex(bytes) !== chunk.hash) throw changedWhileRead(source)
  }

  async close(): Promise<void> {
    await this.#open?.handle.close()
    this.#open = undefined
  }

  async #handleOf(file: number, source: string): Promise<FileHandle> {
    if (this.#open?.file === file) return this.#open.handle
    await this.close()
    const { handle } = await openSource(source)
    this.#open = { file, handle }
    return handle
  }
}
