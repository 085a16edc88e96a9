import type { Net, Session } from 'electron'
import { rm } from 'node:fs/promises'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Random } from '../platform/random'
import { ConnectionGate } from '../transport/connection-gate'
import { HTTPTransport } from '../transport/http-transport'
import { readResumeNotes, removeResumeNotes, sameTransfer } from '../transport/resume-notes'
import type { DownloadReceipt, DownloadRequest, ReadRequest, Transport } from '../transport/transport'
import { parseFetchURL } from '../transport/url-rule'
import {
  resumeWithChromium,
  startWithElectronDL,
  wholeNotes,
  type ChromiumDownloadOptions,
} from './chromium-download'
import { ChromiumHTTPClient } from './chromium-http-client'
import type { ItemReport } from './chromium-item'
import { DownloadLane, openSession } from './download-lane'
import { recoverFromChromium, sizeOf } from './kept-file'

/** What a {@link ChromiumTransport} works with. The app must be ready. */
export interface ChromiumTransportOptions {
  readonly net: Pick<Net, 'request'>
  readonly clock: Clock
  readonly random: Random
  /** Hosts besides the repository's own that content may be redirected to. */
  readonly redirectHosts?: readonly string[] | undefined
}

/** Nothing was asked of Chromium's downloads. */
const leftToRequests: ItemReport = { outcome: { kind: 'failed' }, bytesReceived: 0, requests: 0 }

/** Chromium opens no more connections to one host in one session. */
const connectionsPerHost = 6

/**
 * The desktop app's transport: Chromium's network stack, with the system's proxy and certificates.
 *
 * Whole objects come with electron-dl, and are resumed by Chromium when an earlier call, also of an earlier process, left a
 * beginning. Small reads, ranges, rate-limited transfers and those past caches go request by request through the same HTTP
 * rules as `NodeTransport`; so does every whole object about which Chromium's downloads cannot say enough: they show no
 * status, no `Retry-After` and no encoding. A limit that is set while Chromium brings an object takes the rest of it away
 * from Chromium; so does a transfer that goes first and needs its connection.
 *
 * No download begins before there is a connection for it, and small reads have connections of their own: they wait for no
 * bundle. The sessions are always the same four, whatever a host does.
 */
export class ChromiumTransport implements Transport {
  readonly #reads: HTTPTransport
  readonly #parts: HTTPTransport
  readonly #starts: DownloadLane
  readonly #resumptions: DownloadLane
  readonly #downloads = new ConnectionGate(connectionsPerHost)
  readonly #clock: Clock
  readonly #redirectHosts: readonly string[]
  readonly #closed = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  #bytesReceived = 0

  constructor({ net, clock, random, redirectHosts }: ChromiumTransportOptions) {
    this.#clock = clock
    this.#redirectHosts = redirectHosts ?? []
    const name = random.uuid()
    const requests = (kind: string, gate: ConnectionGate): HTTPTransport => {
      const open = (): Session => openSession(`${kind}-${name}`)
      const client = new ChromiumHTTPClient({ net, openSession: open, clock, gate })
      return new HTTPTransport({ client, clock, redirectHosts: this.#redirectHosts })
    }
    this.#reads = requests('reads', new ConnectionGate(connectionsPerHost))
    this.#parts = requests('parts', this.#downloads)
    this.#starts = new DownloadLane(`downloads-${name}`, clock)
    this.#resumptions = new DownloadLane(`resumptions-${name}`, clock)
  }

  /** Body bytes of all downloads that have ended. */
  get bytesReceived(): number {
    return this.#bytesReceived
  }

  read(request: ReadRequest): Promise<Uint8Array> {
    return this.#reads.read(request)
  }

  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    const signal = AbortSignal.any([request.signal, this.#closed.signal])
    signal.throwIfAborted()
    const running = this.#download({ ...request, signal })
    this.#running.add(running)
    try {
      const receipt = await running
      this.#bytesReceived += receipt.bytesReceived
      return receipt
    } finally {
      this.#running.delete(running)
    }
  }

  async close(): Promise<void> {
    this.#closed.abort(new AssetPackError('cancelled', 'The transport was closed.'))
    await Promise.allSettled(this.#running)
    await Promise.all([this.#reads.close(), this.#parts.close()])
  }

  async #download(request: DownloadRequest): Promise<DownloadReceipt> {
    const isLimited = request.pace?.whileUnlimited.aborted ?? false
    const isPlain =
      request.range === undefined && !isLimited && request.totalBytes > 0 && request.revalidate !== true
    if (!isPlain) return this.#parts.download(request)
    const report = await this.#whileUnlimited(request)
    const { bytesReceived, requests } = report
    if (report.outcome.kind === 'finished') return { bytesReceived, requests }
    request.signal.throwIfAborted()
    if (report.outcome.kind === 'stalled') {
      throw new AssetPackError('timedOut', `${request.url} stalled: less than 1 kB/s.`, {
        details: { url: request.url },
      })
    }
    // What went wrong can only be seen request by request; often enough it has passed, and this brings the rest.
    const rest = await this.#parts.download(request)
    return { bytesReceived: bytesReceived + rest.bytesReceived, requests: requests + rest.requests }
  }

  /** Ends early as soon as a limit is set, which is no failure: what came is kept, and requests bring the rest at its pace. */
  async #whileUnlimited({ pace, whileGivingWay, ...request }: DownloadRequest): Promise<ItemReport> {
    const unlimited = pace?.whileUnlimited
    const { signal } = request
    try {
      const options: ChromiumDownloadOptions = {
        url: parseFetchURL(request.url),
        totalBytes: request.totalBytes,
        destination: request.destination,
        redirectHosts: this.#redirectHosts,
        clock: this.#clock,
        signal: unlimited === undefined ? signal : AbortSignal.any([signal, unlimited]),
        onProgress: request.onProgress ?? (() => undefined),
      }
      return await this.#downloadWhole(options, whileGivingWay)
    } catch (error) {
      signal.throwIfAborted()
      if (unlimited?.aborted !== true) throw error
      return leftToRequests
    }
  }

  /** Takes a place before anything is timed: what waits inside Chromium would look like a silent host. */
  async #downloadWhole(options: ChromiumDownloadOptions, whileGivingWay?: AbortSignal): Promise<ItemReport> {
    const { leave, wanted } = await this.#downloads.enter(options.url.host, options.signal, whileGivingWay)
    try {
      const signal = AbortSignal.any([options.signal, wanted])
      const report = await this.#withChromium({ ...options, signal })
      return report.outcome.kind === 'finished' ? await this.#checked(report, options) : report
    } catch (error) {
      options.signal.throwIfAborted()
      if (!wanted.aborted) throw error
      return leftToRequests
    } finally {
      leave()
    }
  }

  async #withChromium(options: ChromiumDownloadOptions): Promise<ItemReport> {
    const { destination, totalBytes, url } = options
    await recoverFromChromium(destination)
    const notes = await readResumeNotes(destination)
    const bytes = (await sizeOf(destination)) ?? 0
    if (notes === undefined || bytes === 0 || !sameTransfer(notes, wholeNotes(options))) {
      return this.#starts.isHeldUpAt(url.host) ? leftToRequests : this.#start(options)
    }
    const canResume = notes.etag !== undefined && bytes < totalBytes
    if (!canResume || this.#resumptions.isHeldUpAt(url.host)) return leftToRequests
    return resumeWithChromium(this.#resumptions, options, { bytes, etag: notes.etag })
  }

  async #start(options: ChromiumDownloadOptions): Promise<ItemReport> {
    await rm(options.destination, { force: true })
    await removeResumeNotes(options.destination)
    options.onProgress(0)
    return startWithElectronDL(this.#starts, options)
  }

  /** Chromium's word for the end is not enough: the file must have the signed size. */
  async #checked(
    report: ItemReport,
    { destination, totalBytes, onProgress }: ChromiumDownloadOptions,
  ): Promise<ItemReport> {
    await removeResumeNotes(destination)
    if ((await sizeOf(destination)) === totalBytes) {
      onProgress(totalBytes)
      return report
    }
    await rm(destination, { force: true })
    return { ...report, outcome: { kind: 'unfit' } }
  }
}
