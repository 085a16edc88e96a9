import type { DownloadReceipt, DownloadRequest } from './transport'

/** Several tries of one download: what arrived in each, told by the length that the transport reports, and their cost. */
export class DownloadTries {
  /** What every try asks for. */
  readonly request: DownloadRequest
  #failed = 0
  /** Bytes that failed tries brought. */
  #carried = 0
  /** Bytes that came in this try. */
  #bytesInTry = 0
  /** What was there when the try began; then the last reported length. */
  #length: number | undefined
  #highest: number | undefined
  #highestBefore = 0

  constructor(request: DownloadRequest) {
    const onProgress = (bytes: number): void => {
      this.#report(bytes)
      request.onProgress?.(bytes)
    }
    this.request = { ...request, onProgress }
  }

  begin(): void {
    this.#bytesInTry = 0
    this.#length = undefined
  }

  /** Counts a try that failed; whether the file has become longer than ever since the last one. */
  fail(): boolean {
    this.#failed += 1
    this.#carried += this.#bytesInTry
    const highest = this.#highest ?? 0
    const isLonger = highest > this.#highestBefore
    this.#highestBefore = highest
    return isLonger
  }

  /** The cost of all tries, `receipt` being that of the one that succeeded. */
  total({ bytesReceived, requests, ...others }: DownloadReceipt): DownloadReceipt {
    return { bytesReceived: bytesReceived + this.#carried, requests: requests + this.#failed, ...others }
  }

  /** The first report of a try says what earlier ones, or an earlier process, have left: these bytes did not come now. */
  #report(length: number): void {
    this.#bytesInTry += Math.max(0, length - (this.#length ?? length))
    this.#length = length
    if (this.#highest === undefined) this.#highestBefore = length
    this.#highest = Math.max(this.#highest ?? 0, length)
  }
}
