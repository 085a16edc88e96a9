import { basename, dirname } from 'node:path'
import type { DownloadItem } from 'electron'
import { download as electronDL } from 'electron-dl'
import type { Clock } from '../platform/clock'
import { httpTimeouts } from '../transport/http-client'
import { strongETag } from '../transport/http-rules'
import { followRedirect } from '../transport/redirect'
import { writeResumeNotes, type ResumeNotes } from '../transport/resume-notes'
import { superviseItem, type ItemReport } from './chromium-item'
import type { DownloadLane } from './download-lane'
import {
  chromiumName,
  copyAside,
  dropKept,
  giveToChromium,
  keepAside,
  lateName,
  restoreKept,
  takeFromChromium,
} from './kept-file'

/** A whole object that Chromium's own download machinery brings. */
export interface ChromiumDownloadOptions {
  readonly url: URL
  readonly totalBytes: number
  readonly destination: string
  readonly redirectHosts: readonly string[]
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (bytesInDestination: number) => void
}

/**
 * A resumption that was not answered keeps others from that host for so long. Then one may try: the old request has ended
 * with its connection, or costs one more of those that Chromium opens to a host.
 */
const longestHeldUpMs = 60 * 60_000

/**
 * So long Chromium may take until it hands over an item. It follows redirects by itself before it does, also to a hotspot's
 * page whose name nobody resolves; what then keeps it waiting can only be seen request by request.
 */
const longestUntilItemMs = 10_000

/** The notes on a whole object. */
export function wholeNotes({ url, totalBytes }: ChromiumDownloadOptions, etag?: string): ResumeNotes {
  const notes = { formatVersion: 1, url: url.href, totalBytes, offset: 0, length: totalBytes } as const
  return etag === undefined ? notes : { ...notes, etag }
}

/**
 * Downloads the object from its first byte with electron-dl. The file and its notes are gone before it begins.
 *
 * Only an answer that could be resumed is taken: with the signed length, a strong ETag, no encoding, over redirects that
 * the rules allow. Everything else is `unfit`, and no answer in time is `failed`: somebody who sees status and headers
 * should look. A signal that aborts before an answer makes it `aborted`, with the request that was sent all the same.
 *
 * @throws the signal's reason when it has aborted already.
 */
export async function startWithElectronDL(
  lane: DownloadLane,
  options: ChromiumDownloadOptions,
): Promise<ItemReport> {
  const { url, destination, clock, signal } = options
  signal.throwIfAborted()
  lane.scratchDirectory = dirname(destination)
  const started = new AbortController()
  let begin = (item: DownloadItem): Promise<ItemReport> =>
    isFit(item, options) ? supervise(item, options) : cancelItem(item, clock)
  const report = new Promise<ItemReport>((resolve) => {
    electronDL(lane.owner, url.href, {
      directory: dirname(destination),
      filename: basename(chromiumName(destination)),
      overwrite: true,
      showBadge: false,
      showProgressBar: false,
      onStarted: (item) => {
        started.abort()
        void begin(item).then(resolve)
      },
      // Its own end says less than the report: the item's end is in there.
    }).catch(() => undefined)
  })
  await startedInTime(options, started.signal)
  if (started.signal.aborted) return report
  const onEnd = lane.abandon(url.host)
  // electron-dl cannot take a request back: its answer, should it come, is cancelled on arrival.
  begin = (item) => {
    onEnd()
    // Somebody else may be writing under the other name by now.
    item.setSavePath(lateName(destination))
    return cancelItem(item, clock)
  }
  return { outcome: { kind: signal.aborted ? 'aborted' : 'failed' }, bytesReceived: 0, requests: 1 }
}

/**
 * Goes on with the bytes that lie in the file already and came under `kept.etag`.
 *
 * @throws `timedOut` when Chromium does not take the file up, the signal's reason when it aborts before that; the bytes
 * are where they were.
 */
export async function resumeWithChromium(
  lane: DownloadLane,
  options: ChromiumDownloadOptions,
  kept: { readonly bytes: number; readonly etag: string },
): Promise<ItemReport> {
  const { url, destination } = options
  options.signal.throwIfAborted()
  lane.scratchDirectory = dirname(destination)
  const file = chromiumName(destination)
  await giveToChromium(destination)
  // Chromium empties the file as soon as another object answers, be it a hotspot's sign-in page.
  await copyAside(file)
  const item = await takenUp(lane, options, kept)
  const ended = supervise(item, options)
  item.resume()
  const report = await ended
  if (report.outcome.kind === 'finished') await dropKept(file)
  // Cancelling has ended the item, but not its request; when that ends, nobody hears of it.
  if (report.outcome.kind === 'stalled' && report.bytesReceived === 0) lane.abandon(url.host, longestHeldUpMs)
  return report
}

async function takenUp(
  lane: DownloadLane,
  { url, destination, totalBytes, signal }: ChromiumDownloadOptions,
  { bytes, etag }: { readonly bytes: number; readonly etag: string },
): Promise<DownloadItem> {
  const path = chromiumName(destination)
  try {
    return await lane.interruptedItem(
      { path, urlChain: [url.href], offset: bytes, length: totalBytes, eTag: etag },
      signal,
    )
  } catch (error) {
    // An item that comes yet must not be taken for that of the next attempt.
    if (!signal.aborted) lane.abandon(url.host, longestHeldUpMs)
    await dropKept(path)
    await takeFromChromium(destination)
    throw error
  }
}

/** Resolves when `started` aborts, the signal aborts, or nothing happens for too long. */
async function startedInTime(
  { clock, signal }: ChromiumDownloadOptions,
  started: AbortSignal,
): Promise<void> {
  const isOver = AbortSignal.any([signal, started])
  await clock.delay(longestUntilItemMs, isOver).catch((error: unknown) => {
    if (!isOver.aborted) throw error
  })
}

async function supervise(item: DownloadItem, options: ChromiumDownloadOptions): Promise<ItemReport> {
  const { destination, clock, signal, totalBytes } = options
  const file = chromiumName(destination)
  const etag = strongETag(new Map([['etag', item.getETag()]]))
  const noted = writeResumeNotes(destination, wholeNotes(options, etag)).catch(() => undefined)
  const report = await superviseItem({
    item,
    totalBytes,
    clock,
    stall: { milliseconds: httpTimeouts.stall, minimumBytes: httpTimeouts.stallBytes },
    signal,
    onProgress: options.onProgress,
    beforeCancel: () => keepAside(file),
  })
  await noted
  if (report.outcome.kind !== 'finished') await restoreKept(file, clock)
  await takeFromChromium(destination)
  return report
}

/** Ends an item that must not bring a byte; what it counts as is `unfit`. */
function cancelItem(item: DownloadItem, clock: Clock): Promise<ItemReport> {
  return new Promise((resolve) => {
    item.once('done', () => {
      resolve({ outcome: { kind: 'unfit' }, bytesReceived: 0, requests: item.getURLChain().length })
    })
    clock.schedule(0, () => {
      item.cancel()
    })
  })
}

function isFit(item: DownloadItem, { totalBytes, redirectHosts }: ChromiumDownloadOptions): boolean {
  const etag = strongETag(new Map([['etag', item.getETag()]]))
  return (
    item.getTotalBytes() === totalBytes &&
    etag !== undefined &&
    isAllowedWay(item.getURLChain(), redirectHosts)
  )
}

function isAllowedWay(chain: readonly string[], allowedHosts: readonly string[]): boolean {
  try {
    for (let index = 1; index < chain.length; index += 1) {
      const [first = '', ...others] = chain.slice(0, index)
      followRedirect({ visited: [first, ...others], location: chain[index], allowedHosts })
    }
    return true
  } catch {
    // Whoever asks again with open eyes gets the same refusal, and says which rule it was.
    return false
  }
}
