import { changedWhileRead, openSource, translated, type OpenSource, type SelectedFile } from './source-file'

const pieceSize = 1024 * 1024
/** Files up to this size are read ahead, as waiting for each in turn would take longer than reading them. */
const smallFileSize = 256 * 1024
const filesAhead = 16

/** The contents of the selected files, read one after the other. Notices a file that changes meanwhile. */
export class SourceContents {
  readonly #files: readonly SelectedFile[]
  readonly #signal: AbortSignal
  readonly #ahead = new Map<number, Promise<Uint8Array>>()
  readonly #buffer = new Uint8Array(pieceSize)
  /** For small files, one after the other: garbage of their size would keep the collector busy. */
  readonly #spare: Uint8Array[] = []
  #next = 0

  constructor(files: readonly SelectedFile[], signal: AbortSignal) {
    this.#files = files
    this.#signal = signal
  }

  /**
   * The content of the file at `index`, in pieces that are valid until the next is asked for. To be called in order of
   * the files, each once.
   *
   * @throws AssetPackError `integrityCheckFailed` when the file changes, or what opening it may throw; the signal's
   * reason.
   */
  async *of(index: number): AsyncGenerator<Uint8Array, void, undefined> {
    this.#signal.throwIfAborted()
    this.#readAhead(index)
    const ahead = this.#ahead.get(index)
    this.#ahead.delete(index)
    const file = this.#files[index]
    if (ahead !== undefined) {
      const bytes = await ahead
      yield bytes
      this.#spare.push(new Uint8Array(bytes.buffer))
    } else if (file !== undefined) yield* this.#stream(file)
  }

  #readAhead(index: number): void {
    const end = Math.min(this.#files.length, index + filesAhead)
    for (; this.#next < end; this.#next += 1) {
      const file = this.#files[this.#next]
      if (file === undefined || file.size > smallFileSize) continue
      const content = readWhole(file, this.#spare.pop() ?? new Uint8Array(smallFileSize))
      // Whoever asks for it hears of the failure; nobody may ask after an earlier one.
      content.catch(() => undefined)
      this.#ahead.set(this.#next, content)
    }
  }

  async *#stream(file: SelectedFile): AsyncGenerator<Uint8Array, void, undefined> {
    const source = await openSource(file.source)
    try {
      let position = 0
      for (let bytesRead = -1; bytesRead !== 0; position += bytesRead) {
        this.#signal.throwIfAborted()
        bytesRead = await read(source, this.#buffer, position, file)
        yield this.#buffer.subarray(0, bytesRead)
      }
      if (!(await isUnchanged(source, position, file))) throw changedWhileRead(file.source)
    } finally {
      await source.handle.close()
    }
  }
}

async function readWhole(file: SelectedFile, buffer: Uint8Array): Promise<Uint8Array> {
  const source = await openSource(file.source)
  try {
    const bytes = buffer.subarray(0, file.size)
    let length = 0
    while (length < bytes.length) {
      const bytesRead = await read(source, bytes.subarray(length), length, file)
      if (bytesRead === 0) break
      length += bytesRead
    }
    if (!(await isUnchanged(source, length, file))) throw changedWhileRead(file.source)
    return bytes
  } finally {
    await source.handle.close()
  }
}

async function read(
  source: OpenSource,
  buffer: Uint8Array,
  position: number,
  file: SelectedFile,
): Promise<number> {
  const { bytesRead } = await translated(source.handle.read(buffer, 0, buffer.length, position), file.source)
  return bytesRead
}

/** Whether the file is what it was when it was opened and when it was selected, with all its `length` bytes read. */
async function isUnchanged(
  { handle, stats }: OpenSource,
  length: number,
  file: SelectedFile,
): Promise<boolean> {
  const now = await translated(handle.stat({ bigint: true }), file.source)
  return stats.mtimeNs === now.mtimeNs && now.size === BigInt(length) && length === file.size
}
