import type { Clock } from '../platform/clock'
import { BandwidthLimit } from './bandwidth-limit'
import type { DownloadReceipt, DownloadRequest, ReadRequest, Transport } from './transport'

/** What a {@link ThrottledTransport} needs. */
export interface ThrottledTransportOptions {
  readonly base: Transport
  readonly clock: Clock
  /** Absent = no limit until one is set. */
  readonly bytesPerSecond?: number | undefined
}

/**
 * Keeps all transfers together under one rate, which may change while they run.
 *
 * It cannot hold back a file that the wrapped transport writes by itself, so it hands every request the one `Pace` of all:
 * the wrapped transport awaits it between two pieces of a body, and TCP's own back-pressure slows the host down.
 */
export class ThrottledTransport implements Transport {
  readonly #base: Transport
  readonly #limit: BandwidthLimit

  constructor({ base, clock, bytesPerSecond }: ThrottledTransportOptions) {
    this.#base = base
    this.#limit = new BandwidthLimit(clock, bytesPerSecond)
  }

  /** Sets the rate for all transfers, those in flight included; `undefined` = no limit. */
  setBytesPerSecond(bytesPerSecond: number | undefined): void {
    this.#limit.setBytesPerSecond(bytesPerSecond)
  }

  read(request: ReadRequest): Promise<Uint8Array> {
    return this.#base.read({ ...request, pace: this.#limit })
  }

  download(request: DownloadRequest): Promise<DownloadReceipt> {
    return this.#base.download({ ...request, pace: this.#limit })
  }

  close(): Promise<void> {
    return this.#base.close()
  }
}
