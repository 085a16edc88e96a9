import { abortable } from '../../src-shared/base/cancellation'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { changed, judgeAnswer, type AnswerVerdict } from './answer'
import { misbehaved, revalidationHeaders } from './http-rules'
import type { HTTPResponse } from './http-client'
import type { Answer, Question } from './http-transport'
import { PartialFile } from './partial-file'
import { StallGuard, totalLength } from './stall-guard'
import type { DownloadReceipt, DownloadRequest } from './transport'
import { shownURL } from './url-rule'

/** Most requests for one download: a host may split a range or change its object, but not forever. */
const maximumRequests = 24

/** So many bytes are taken at a time while the rate is limited. */
const paidAtOnce = 64 * 1024

/** What an {@link HTTPDownload} needs. */
export interface HTTPDownloadOptions {
  readonly request: DownloadRequest
  readonly url: URL
  readonly ask: (question: Question) => Promise<Answer>
  readonly clock: Clock
  /** Hosts that have answered a range with the whole object, of all downloads; kept up to date here. */
  readonly hostsWithoutRanges: Set<string>
}

/** A run of the object's bytes, from `offset` to before `end`, and the file that is to hold it. */
interface Goal {
  readonly file: PartialFile
  readonly offset: number
  readonly end: number
}

type Body = AnswerVerdict & { readonly kind: 'body' }

/** What of an answer has not been read. */
interface RestOfBody {
  readonly response: HTTPResponse
  readonly bytesLeft: number
}

/** One call of `Transport.download` over HTTP. */
export class HTTPDownload {
  readonly #request: DownloadRequest
  readonly #url: URL
  readonly #ask: (question: Question) => Promise<Answer>
  readonly #clock: Clock
  readonly #hostsWithoutRanges: Set<string>
  readonly #offset: number
  readonly #end: number
  /** The host sends the whole, and that is what was taken, or is left to somebody else. */
  #cameWhole = false
  #requests = 0
  /** How many there were when somebody else needed the connection last: that is no fault of the host's. */
  #requestsBefore = 0
  #bytesReceived = 0

  constructor({ request, url, ask, clock, hostsWithoutRanges }: HTTPDownloadOptions) {
    this.#request = request
    this.#url = url
    this.#ask = ask
    this.#clock = clock
    this.#hostsWithoutRanges = hostsWithoutRanges
    const { totalBytes, range } = request
    this.#offset = range?.offset ?? 0
    this.#end = this.#offset + (range?.length ?? totalBytes)
    if (this.#offset < 0 || this.#end < this.#offset || this.#end > totalBytes) {
      throw new AssetPackError('invalidArgument', 'The range reaches beyond the object.', {
        details: { offset: this.#offset, end: this.#end, totalBytes },
      })
    }
  }

  async run(): Promise<DownloadReceipt> {
    await this.#fill(this.#request.destination, this.#offset, this.#end, async (goal) => {
      this.#report(goal.file.length)
      while (!this.#cameWhole && goal.offset + goal.file.length < goal.end) await this.#requestOnce(goal)
      this.#request.signal.throwIfAborted()
      return !this.#cameWhole
    })
    const cost = { bytesReceived: this.#bytesReceived, requests: this.#requests }
    return this.#cameWhole ? { ...cost, cameWhole: true } : cost
  }

  /** Opens the file and closes it again, whatever happens; `fill` says whether it is complete. */
  async #fill(
    path: string,
    offset: number,
    end: number,
    fill: (goal: Goal) => Promise<boolean>,
  ): Promise<void> {
    const { totalBytes } = this.#request
    const notes = { formatVersion: 1, url: this.#url.href, totalBytes, offset, length: end - offset } as const
    const file = await PartialFile.open(path, notes)
    let complete = false
    try {
      complete = await fill({ file, offset, end })
    } catch (error) {
      // What came of another object is worth nothing, even if it happens to be enough.
      if (isAssetPackError(error, 'remoteChanged')) await file.startOver()
      throw error
    } finally {
      await file.close(complete)
    }
  }

  // One question and its answer's body. Afterwards the file is complete, or longer, or empty for a new start.
  async #requestOnce(goal: Goal): Promise<void> {
    const { signal, totalBytes, whileGivingWay, pace } = this.#request
    const { file, end } = goal
    signal.throwIfAborted()
    if (this.#leavesWhole()) return
    const shown = shownURL(this.#url)
    if (this.#requests - this.#requestsBefore >= maximumRequests)
      throw misbehaved(shown, 'it takes too many requests')
    const start = goal.offset + file.length
    const ranged = start > 0 || end < totalBytes
    const range = ranged ? rangeHeaders(start, end, file) : {}
    const headers = { ...range, ...(this.#request.revalidate === true ? revalidationHeaders : {}) }
    const question = { url: this.#url, headers, signal, whileGivingWay, pace }
    const { response, url, requests } = await this.#ask(question)
    this.#requests += requests
    try {
      const { status } = response
      const verdict = judgeAnswer({
        url,
        status,
        headers: response.headers,
        start,
        end,
        ranged,
        totalBytes,
        expectedETag: file.length > 0 ? file.etag : undefined,
        now: this.#clock.now(),
      })
      await (verdict.kind === 'body' && this.#isWholeInstead(status, headers)
        ? this.#followWhole('if-range' in headers, verdict, goal, response, url)
        : this.#follow(verdict, goal, start, response, url))
    } finally {
      response.discard()
    }
  }

  get #takeWhole(): DownloadRequest['takeWhole'] {
    return this.#request.range === undefined ? undefined : this.#request.takeWhole
  }

  /** Whether nothing is asked, since the host is known to send the whole, which somebody else is bringing. */
  #leavesWhole(): boolean {
    if (this.#takeWhole === undefined || !this.#hostsWithoutRanges.has(this.#url.host)) return false
    this.#cameWhole = this.#takeWhole() === undefined
    return this.#cameWhole
  }

  /** Whether the whole came where a part was wanted, and the caller has a use for it. */
  #isWholeInstead(status: number, headers: Readonly<Record<string, string>>): boolean {
    if (status === 206) this.#hostsWithoutRanges.delete(this.#url.host)
    if (status !== 200 || !('range' in headers)) return false
    // Under another ETag a host sends the whole although it has ranges.
    if (!('if-range' in headers)) this.#hostsWithoutRanges.add(this.#url.host)
    return this.#takeWhole !== undefined
  }

  /** The whole came where a part was wanted: it goes where the caller wants it, or is left to who brings it already. */
  async #followWhole(
    isGuarded: boolean,
    verdict: Body,
    { file }: Goal,
    response: HTTPResponse,
    url: string,
  ): Promise<void> {
    this.#request.signal.throwIfAborted()
    // Asked without the guard, the host tells whether it has ranges.
    if (isGuarded) return this.#startOver(file)
    const path = this.#takeWhole?.()
    this.#cameWhole = true
    if (path === undefined) return
    await this.#fill(path, 0, this.#request.totalBytes, async (goal) => {
      // Such a host cannot go on where it stopped.
      await this.#startOver(goal.file)
      await goal.file.note(verdict.etag)
      await this.#receive(verdict, goal, response, url)
      return true
    })
  }

  async #startOver(file: PartialFile): Promise<void> {
    await file.startOver()
    this.#report(file.length)
  }

  async #follow(
    verdict: AnswerVerdict,
    goal: Goal,
    start: number,
    response: HTTPResponse,
    url: string,
  ): Promise<void> {
    const { file } = goal
    if (verdict.kind === 'startOver' && file.length === 0) throw misbehaved(url, 'the range was refused')
    this.#request.signal.throwIfAborted()
    if (verdict.kind === 'startOver' || verdict.start !== start) await this.#startOver(file)
    if (verdict.kind === 'startOver') return
    if (file.length === 0) await file.note(verdict.etag)
    await this.#receive(verdict, goal, response, url)
  }

  // `position` counts bytes of the object; what lies outside the wanted run is read past.
  async #receive(
    { start, end }: { readonly start: number; readonly end: number },
    goal: Goal,
    response: HTTPResponse,
    url: string,
  ): Promise<void> {
    const { signal, totalBytes } = this.#request
    const { file } = goal
    const guard = new StallGuard(this.#clock, url)
    let position = start
    const whole = start === 0 && end === totalBytes
    for (;;) {
      const pieces = await guard.next(() => response.read(), signal)
      if (pieces.length === 0) break
      const length = totalLength(pieces)
      this.#bytesReceived += length
      const wanted = clip(pieces, goal.offset + file.length - position, goal.end - position)
      position += length
      signal.throwIfAborted()
      const before = file.length
      if (wanted.length > 0) await file.append(wanted)
      signal.throwIfAborted()
      const isHandedOver = await this.#payFor(length, before, file, { response, bytesLeft: end - position })
      if (position > end) throw wrongLength(url, whole, totalBytes, position)
      if (isHandedOver || (whole && goal.end < totalBytes && position >= goal.end)) return
    }
    if (position < end) throw wrongLength(url, whole, totalBytes, position)
  }

  /**
   * Keeps to the pace, and reports what is paid for. Chromium hands over up to 2 MiB at once: at a low rate nothing would
   * seem to move for many seconds. Nobody waits for the connection that long: what came is paid for without it.
   *
   * @returns whether the connection went to somebody else.
   */
  async #payFor(bytes: number, lengthBefore: number, file: PartialFile, rest: RestOfBody): Promise<boolean> {
    const { pace, signal } = this.#request
    let isHandedOver = this.#handsOver(rest)
    for (let unpaid = bytes; pace?.whileUnlimited.aborted === true && unpaid > 0; unpaid -= paidAtOnce) {
      this.#report(Math.max(lengthBefore, file.length - unpaid))
      const paid = pace.take(Math.min(unpaid, paidAtOnce), signal)
      if (!isHandedOver) {
        // A failure to pay is thrown below.
        await abortable(paid, rest.response.wanted).catch(() => undefined)
        isHandedOver = this.#handsOver(rest)
      }
      await paid
    }
    this.#report(file.length)
    return isHandedOver
  }

  /**
   * Gives the connection back if somebody else needs it; what is left is asked for behind them. Not where the host would
   * begin anew, as one without ranges does, and not once this transfer has become as urgent.
   */
  #handsOver({ response, bytesLeft }: RestOfBody): boolean {
    const { wanted, status, headers } = response
    if (wanted?.aborted !== true || bytesLeft <= 0 || this.#request.whileGivingWay?.aborted !== false)
      return false
    if (this.#cameWhole || (status !== 206 && headers.get('accept-ranges') !== 'bytes')) return false
    this.#requestsBefore = this.#requests
    response.discard()
    return true
  }

  #report(bytes: number): void {
    this.#request.onProgress?.(bytes)
  }
}

function rangeHeaders(start: number, end: number, file: PartialFile): Readonly<Record<string, string>> {
  const range = { range: `bytes=${String(start)}-${String(end - 1)}` }
  return file.length > 0 && file.etag !== undefined ? { ...range, 'if-range': file.etag } : range
}

/** The part of `pieces` from byte `from` to before byte `to`, as views. */
function clip(pieces: readonly Uint8Array[], from: number, to: number): readonly Uint8Array[] {
  const clipped: Uint8Array[] = []
  let position = 0
  for (const piece of pieces) {
    const part = piece.subarray(clamp(from - position, piece), clamp(to - position, piece))
    if (part.length > 0) clipped.push(part)
    position += piece.length
  }
  return clipped
}

function clamp(value: number, { length }: Uint8Array): number {
  return Math.min(Math.max(value, 0), length)
}

function wrongLength(url: string, whole: boolean, totalBytes: number, position: number): AssetPackError {
  return whole ? changed(url, totalBytes, position) : misbehaved(url, 'the part is not as long as it said')
}
