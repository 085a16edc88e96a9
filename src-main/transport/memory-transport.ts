import { AssetPackError } from '../../src-shared/domain/errors'
import { changed } from './answer'
import { PartialFile } from './partial-file'
import type { DownloadReceipt, DownloadRequest, ReadRequest, Transport } from './transport'
import { parseFetchURL, shownURL } from './url-rule'

/** What a {@link MemoryTransport} does instead of answering. */
export type MemoryFault =
  /** Fails at once with this error. */
  | { readonly kind: 'error'; readonly error: AssetPackError }
  /** Fails with `hostUnavailable` after that many body bytes of the answer. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Brings nothing after that many body bytes of the answer, until it is cancelled or closed. */
  | { readonly kind: 'stall'; readonly afterBytes: number }

interface MemoryObject {
  readonly bytes: Uint8Array
  readonly etag: string
}

const pieceSize = 64 * 1024

/** A host in memory: objects by URL, faults by script. For tests of whatever uses a transport; it opens no socket. */
export class MemoryTransport implements Transport {
  readonly #objects = new Map<string, MemoryObject>()
  readonly #faults = new Map<string, { readonly fault: MemoryFault; times: number }[]>()
  readonly #sent = new Map<string, number>()
  readonly #asked: string[] = []
  readonly #closed = new AbortController()
  #versions = 0

  /** Puts an object, or another content, at `url`. */
  put(url: string, bytes: Uint8Array): void {
    this.#versions += 1
    this.#objects.set(url, { bytes, etag: `"${String(this.#versions)}"` })
  }

  /** Removes the object at `url`. */
  remove(url: string): void {
    this.#objects.delete(url)
  }

  /** Makes the next `times` requests for `url` go wrong; faults for one URL come in the order they were set. */
  fail(url: string, fault: MemoryFault, times = 1): void {
    const script = this.#faults.get(url) ?? []
    script.push({ fault, times })
    this.#faults.set(url, script)
  }

  /** Every URL asked for, in order. */
  get requests(): readonly string[] {
    return this.#asked
  }

  /** Body bytes that have been handed out for `url`. */
  bytesSent(url: string): number {
    return this.#sent.get(url) ?? 0
  }

  async read({ url, maximumBytes, signal: asked, pace }: ReadRequest): Promise<Uint8Array> {
    const signal = this.#signal(asked)
    const { object, fault } = await this.#open(url, signal)
    if (object.bytes.length > maximumBytes) {
      throw new AssetPackError('limitExceeded', `${url} is longer than ${String(maximumBytes)} bytes.`, {
        details: { url, maximumBytes },
      })
    }
    const pieces: Uint8Array[] = []
    await this.#send(url, object.bytes, fault, signal, async (piece) => {
      pieces.push(piece)
      await pace?.take(piece.length, signal)
    })
    return Buffer.concat(pieces)
  }

  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    const { url, totalBytes, range, destination, onProgress, pace } = request
    const signal = this.#signal(request.signal)
    signal.throwIfAborted()
    parseFetchURL(url)
    const { offset, length } = range ?? { offset: 0, length: totalBytes }
    const file = await PartialFile.open(destination, { formatVersion: 1, url, totalBytes, offset, length })
    let complete = false
    let bytesReceived = 0
    try {
      onProgress?.(file.length)
      if (file.length < length) {
        const { object, fault } = await this.#open(url, signal)
        if (object.bytes.length !== totalBytes) {
          await file.startOver()
          throw changed(shownURL(new URL(url)), totalBytes, object.bytes.length)
        }
        if (file.length > 0 && file.etag !== object.etag) await file.startOver()
        if (file.length === 0) await file.note(object.etag)
        const body = object.bytes.subarray(offset + file.length, offset + length)
        await this.#send(url, body, fault, signal, async (piece) => {
          bytesReceived += piece.length
          await file.append([piece])
          onProgress?.(file.length)
          await pace?.take(piece.length, signal)
        })
      }
      complete = true
    } finally {
      await file.close(complete)
    }
    return { bytesReceived, requests: bytesReceived === 0 ? 0 : 1 }
  }

  close(): Promise<void> {
    this.#closed.abort(new AssetPackError('cancelled', 'The transport was closed.'))
    return Promise.resolve()
  }

  #signal(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closed.signal])
  }

  async #open(
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly object: MemoryObject; readonly fault: MemoryFault | undefined }> {
    signal.throwIfAborted()
    parseFetchURL(url)
    this.#asked.push(url)
    await turn()
    signal.throwIfAborted()
    const fault = this.#nextFault(url)
    if (fault?.kind === 'error') throw fault.error
    const object = this.#objects.get(url)
    if (object === undefined) {
      const details = { url, status: 404 }
      throw new AssetPackError('remoteNotFound', `${url} was answered with status 404.`, { details })
    }
    return { object, fault }
  }

  #nextFault(url: string): MemoryFault | undefined {
    const script = this.#faults.get(url)
    const next = script?.[0]
    if (script === undefined || next === undefined) return undefined
    next.times -= 1
    if (next.times <= 0) script.shift()
    return next.fault
  }

  async #send(
    url: string,
    body: Uint8Array,
    fault: MemoryFault | undefined,
    signal: AbortSignal,
    take: (piece: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const end =
      fault === undefined || fault.kind === 'error' ? body.length : Math.min(fault.afterBytes, body.length)
    for (let position = 0; position < end; position += pieceSize) {
      const piece = body.subarray(position, Math.min(position + pieceSize, end))
      this.#sent.set(url, this.bytesSent(url) + piece.length)
      await take(piece)
      await turn()
      signal.throwIfAborted()
    }
    if (fault?.kind === 'stall') await aborted(signal)
    if (fault?.kind === 'cut') {
      throw new AssetPackError('hostUnavailable', `${url} could not be fetched (cut).`, { details: { url } })
    }
  }
}

/** Lets other things happen, as a network would. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
