import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type { ByteRange, DownloadReceipt, Transport } from '../../src-main/transport/transport'
import type { Fault, FaultyServer, RecordedRequest } from '../support/faulty-server'
import { seededBytes } from '../support/file-tree'

/** The host that a case talks to: a `FaultyServer`, or a memory that answers as one. */
export type TransportHost = Pick<
  FaultyServer,
  'baseURL' | 'put' | 'fail' | 'heal' | 'requestsFor' | 'bytesSent' | 'requestArrived'
>

/** What a case works with. The folder is empty and the case's own; whoever runs the case clears up. */
export interface TransportContext {
  readonly transport: Transport
  readonly host: TransportHost
  readonly directory: string
}

/**
 * One promise of `Transport`, as a function that throws when it is broken. The cases know no test framework, so that they
 * run wherever the transport runs: under vitest, or inside Electron.
 */
export interface TransportCase {
  readonly name: string
  /** `http`: needs a host that speaks HTTP; `any`: a host in memory will do. */
  readonly needs: 'any' | 'http'
  run(context: TransportContext): Promise<void>
}

/** The content that most cases fetch. */
export const content: Uint8Array = seededBytes(300_000, 7)

/** One case's handle on its context, with the defaults that keep a case to what matters. */
export class Subject {
  readonly transport: Transport
  readonly host: TransportHost
  readonly destination: string
  readonly path = '/bundles/content.bundle'
  readonly progress: number[] = []

  constructor({ transport, host, directory }: TransportContext) {
    this.transport = transport
    this.host = host
    this.destination = join(directory, 'content.part')
    host.put(this.path, content)
  }

  get url(): string {
    return this.host.baseURL + this.path
  }

  /** The headers of every request so far. */
  get requests(): readonly RecordedRequest[] {
    return this.host.requestsFor(this.path)
  }

  fail(fault: Fault, times?: number): void {
    this.host.fail(this.path, fault, times)
  }

  download(
    options: {
      readonly range?: ByteRange
      readonly totalBytes?: number
      readonly signal?: AbortSignal
      readonly url?: string
      readonly revalidate?: boolean
      readonly takeWhole?: () => string | undefined
      readonly onProgress?: (bytes: number) => void
    } = {},
  ): Promise<DownloadReceipt> {
    return this.transport.download({
      url: options.url ?? this.url,
      totalBytes: options.totalBytes ?? content.length,
      range: options.range,
      takeWhole: options.takeWhole,
      revalidate: options.revalidate,
      destination: this.destination,
      signal: options.signal ?? new AbortController().signal,
      onProgress: (bytes) => {
        this.progress.push(bytes)
        options.onProgress?.(bytes)
      },
    })
  }

  read(options: { readonly maximumBytes?: number; readonly revalidate?: boolean } = {}): Promise<Uint8Array> {
    return this.transport.read({
      url: this.url,
      maximumBytes: options.maximumBytes ?? content.length,
      signal: new AbortController().signal,
      ...(options.revalidate === undefined ? {} : { revalidate: options.revalidate }),
    })
  }

  /** Leaves `bytes` bytes in the destination as an interrupted call does. */
  async interrupt(bytes: number): Promise<void> {
    this.fail({ kind: 'cut', afterBytes: bytes })
    await failure(this.download())
    equal((await this.here()).length, bytes, 'bytes that the interrupted call left')
    this.progress.length = 0
  }

  /** What the destination holds. */
  async here(): Promise<Uint8Array> {
    return new Uint8Array(await readFile(this.destination))
  }

  async holds(expected: Uint8Array = content): Promise<void> {
    const actual = await this.here()
    equal(actual.length, expected.length, 'length of the destination')
    if (Buffer.compare(actual, expected) !== 0)
      throw new Error('The destination holds other bytes than expected.')
    equal(await exists(`${this.destination}.resume`), false, 'notes beside a complete file')
  }

  async prefill(bytes: Uint8Array): Promise<void> {
    await writeFile(this.destination, bytes)
  }
}

/** Declares a case over a {@link Subject}. */
export function transportCase(
  needs: TransportCase['needs'],
  name: string,
  run: (subject: Subject) => Promise<void>,
): TransportCase {
  return { name, needs, run: (context) => run(new Subject(context)) }
}

/** The `AssetPackError` with which `work` fails. */
export async function failure(work: Promise<unknown>): Promise<AssetPackError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AssetPackError) return error
    throw new Error(`Expected an AssetPackError, got ${String(error)}`, { cause: error })
  }
  throw new Error('Expected a failure, but the call succeeded.')
}

/** Throws unless `work` fails with `code`. */
export async function failsWith(
  code: AssetPackErrorCode,
  work: Promise<unknown>,
  what = 'code',
): Promise<void> {
  const error = await failure(work)
  if (error.code !== code) throw new Error(`${what}: expected ${code}, got ${error.code}: ${error.message}`)
}

/** Throws unless both are the same as JSON. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`)
}

/** Whether the file is there. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
