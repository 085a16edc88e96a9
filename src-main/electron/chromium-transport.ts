import type { Net } from 'electron'
import { rm } from 'node:fs/promises'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Random } from '../platform/random'
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
import { DownloadLane } from './download-lane'
import { recoverFromChromium, sizeOf } from './kept-file'

/** What a {@link ChromiumTransport} works with. The app must be ready. */
export interface ChromiumTransportOptions {
  readonly net: Pick<Net, 'request'>
  readonly clock: Clock
  readonly random: Random
  /** Hosts besides the repository's own that content may be redirected to. */
  readonly redirectHosts?: readonly string[] | undefined
}

/**
 * The desktop app's transport: Chromium's network stack, with the system's proxy and certificates.
 *
 * Whole objects come with electron-dl, and are resumed by Chromium when an earlier call, also of an earlier process, left a
 * beginning. Small reads, ranges, rate-limited transfers and those past caches go request by request through the same HTTP rules as
 * `NodeTransport`; so does every whole object about which Chromium's downloads cannot say enough: they show no status, no
 * `Retry-After` and no encoding.
 */
export class ChromiumTransport implements Transport {
  readonly #requests: HTTPTransport
  readonly #clock: Clock
  readonly #random: Random
  readonly #redirectHosts: readonly string[]
  readonly #closed = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  readonly #resumptions: DownloadLane
  #starts: DownloadLane
  #bytesReceived = 0

  constructor({ net, clock, random, redirectHosts }: ChromiumTransportOptions) {
    this.#clock = clock
    this.#random = random
    this.#redirectHosts = redirectHosts ?? []
    this.#resumptions = this.#openLane('resumptions')
    this.#starts = this.#openLane('downloads')
    const client = new ChromiumHTTPClient({ net, session: this.#resumptions.session, clock })
    this.#requests = new HTTPTransport({ client, clock, redirectHosts: this.#redirectHosts })
  }

  /** Body bytes of all downloads that have ended. */
  get bytesReceived(): number {
    return this.#bytesReceived
  }

  read(request: ReadRequest): Promise<Uint8Array> {
    return this.#requests.read(request)
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
    await this.#requests.close()
    this.#starts.retire()
    this.#resumptions.retire()
  }

  async #download(request: DownloadRequest): Promise<DownloadReceipt> {
    const isLimited = request.pace?.limited ?? false
    const isPlain =
      request.range === undefined && !isLimited && request.totalBytes > 0 && request.revalidate !== true
    if (!isPlain) return this.#requests.download(request)
    const report = await this.#downloadWhole({
      url: parseFetchURL(request.url),
      totalBytes: request.totalBytes,
      destination: request.destination,
      redirectHosts: this.#redirectHosts,
      clock: this.#clock,
      signal: request.signal,
      onProgress: request.onProgress ?? (() => undefined),
    })
    const { bytesReceived, requests } = report
    if (report.outcome.kind === 'finished') return { bytesReceived, requests }
    request.signal.throwIfAborted()
    if (report.outcome.kind === 'stalled') {
      throw new AssetPackError('timedOut', `${request.url} stalled: less than 1 kB/s.`, {
        details: { url: request.url },
      })
    }
    // What went wrong can only be seen request by request; often enough it has passed, and this brings the rest.
    const rest = await this.#requests.download(request)
    return { bytesReceived: bytesReceived + rest.bytesReceived, requests: requests + rest.requests }
  }

  async #downloadWhole(options: ChromiumDownloadOptions): Promise<ItemReport> {
    const { destination, totalBytes } = options
    await recoverFromChromium(destination)
    const notes = await readResumeNotes(destination)
    const bytes = (await sizeOf(destination)) ?? 0
    const isSame = notes !== undefined && sameTransfer(notes, wholeNotes(options))
    const report =
      isSame && bytes > 0 && bytes < totalBytes && notes.etag !== undefined
        ? await this.#resumptions.use(() =>
            resumeWithChromium(this.#resumptions, options, { bytes, etag: notes.etag ?? '' }),
          )
        : isSame && bytes > 0
          ? { outcome: { kind: 'failed' } as const, bytesReceived: 0, requests: 0 }
          : await this.#start(options)
    return report.outcome.kind === 'finished' ? this.#checked(report, options) : report
  }

  async #start(options: ChromiumDownloadOptions): Promise<ItemReport> {
    await rm(options.destination, { force: true })
    await removeResumeNotes(options.destination)
    options.onProgress(0)
    const lane = this.#starts
    try {
      return await lane.use(() => startWithElectronDL(lane, options))
    } finally {
      if (lane.isRetired && !this.#closed.signal.aborted) this.#starts = this.#openLane('downloads')
    }
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

  #openLane(name: string): DownloadLane {
    return new DownloadLane(`${name}-${this.#random.uuid()}`)
  }
}
