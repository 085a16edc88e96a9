import { appendFile, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { JsonObject } from '../../src-shared/base/json'
import { toAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { moveIntoPlace } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { SerialQueue } from '../platform/serial-queue'

/** Bytes of the file, at most: then it becomes the earlier one, whose place is taken. */
const mostBytes = 256 * 1024
/** Characters of one line; what is longer goes on in the next. */
const mostCharacters = 4_096
/** Bytes, or a line more, that are written at once. */
const pieceBytes = 32 * 1024
/** Milliseconds until what an ended run has printed must have come. */
const lastWordsMs = 1_000

/**
 * The log of an extension's own: what it printed, and what became of its runs. One JSON object a line, so that nothing
 * printed can break a line or colour it; bounded in size.
 *
 * What prints faster than the disk writes has to wait. A disk that takes nothing costs the lines, and is told once.
 */
export class ExtensionLog {
  readonly #currentPath: () => string
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #writes = new SerialQueue()
  readonly #following = new Map<Readable, Promise<void>>()
  /** Bytes in the file; unknown until the first line. */
  #bytes: number | undefined
  #hasFailed = false

  /** `path` is asked at each use: the file moves with the container. */
  constructor(options: { readonly path: () => string; readonly clock: Clock; readonly logger: Logger }) {
    this.#currentPath = options.path
    this.#clock = options.clock
    this.#logger = options.logger
  }

  /** The newest lines; earlier ones are in the file of that name that ends with `.1`. */
  get path(): string {
    return this.#currentPath()
  }

  /** Runs `work` between two writes. */
  whileStill<T>(work: () => Promise<T>): Promise<T> {
    return this.#writes.run(work)
  }

  /** One line about a run. */
  note(message: string, facts: JsonObject = {}): void {
    void this.#write([{ source: 'host', text: message, ...facts }])
  }

  /** Takes down what a run prints, to the end. */
  follow(output: Readonly<Record<'stdout' | 'stderr', Readable>>): void {
    for (const source of ['stdout', 'stderr'] as const) {
      const stream = output[source]
      const end = this.#follow(source, stream).finally(() => {
        this.#following.delete(stream)
      })
      this.#following.set(stream, end)
    }
  }

  /** Resolves when all that was printed is written. The runs have ended; who else holds their output is not waited for. */
  async close(): Promise<void> {
    const waiting = new AbortController()
    await Promise.race([
      Promise.all(this.#following.values()),
      this.#clock.delay(lastWordsMs, waiting.signal).catch(() => undefined),
    ])
    waiting.abort()
    for (const stream of this.#following.keys()) stream.destroy()
    await this.#writes.whenIdle()
  }

  async #follow(source: string, stream: Readable): Promise<void> {
    const decoder = new StringDecoder('utf8')
    let rest = ''
    try {
      for await (const chunk of stream) {
        const lines = linesOf(rest + decoder.write(Buffer.from(chunk as Uint8Array)))
        rest = lines.pop() ?? ''
        await this.#write(lines.map((text) => ({ source, text })))
      }
    } catch {
      // The run was ended in the middle of a line.
    }
    rest += decoder.end()
    if (rest !== '') await this.#write([{ source, text: rest }])
  }

  #write(lines: readonly JsonObject[]): Promise<void> {
    const at = new Date(this.#clock.now()).toISOString()
    return this.#writes.run(async () => {
      try {
        await withFileSystemErrors(this.path, async () => {
          for (const piece of piecesOf(lines.map((line) => `${JSON.stringify({ at, ...line })}\n`)))
            await this.#append(piece)
        })
      } catch (error) {
        this.#tellOnce(error)
      }
    })
  }

  async #append(piece: Buffer): Promise<void> {
    if (this.#bytes === undefined) {
      await mkdir(dirname(this.path), { recursive: true })
      this.#bytes = await stat(this.path).then(
        ({ size }) => size,
        () => 0,
      )
    }
    if (this.#bytes > 0 && this.#bytes + piece.length > mostBytes) {
      await moveIntoPlace(this.path, `${this.path}.1`, this.#clock)
      this.#bytes = 0
    }
    await appendFile(this.path, piece)
    this.#bytes += piece.length
  }

  #tellOnce(error: unknown): void {
    if (this.#hasFailed) return
    this.#hasFailed = true
    this.#logger.log('warn', 'The log of the downloader extension cannot be written', {
      path: this.path,
      code: toAssetPackError(error).code,
    })
  }
}

/** Lines, joined to pieces that are written at once. */
function piecesOf(lines: readonly string[]): readonly Buffer[] {
  const pieces: Buffer[] = []
  let joined = ''
  for (const line of lines) {
    joined += line
    if (joined.length < pieceBytes) continue
    pieces.push(Buffer.from(joined))
    joined = ''
  }
  return joined === '' ? pieces : [...pieces, Buffer.from(joined)]
}

/** The lines of a text, long ones in pieces; the last one is what has no end yet. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const pieces: string[] = []
    for (let at = 0; at === 0 || at < line.length; at += mostCharacters)
      pieces.push(line.slice(at, at + mostCharacters))
    return pieces
  })
}
