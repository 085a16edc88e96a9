import {
  isAssetPackError,
  type AssetPackError,
  type AssetPackErrorCode,
} from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { DownloadTries } from './download-tries'
import { isMissingObject } from './missing-object'
import type { DownloadReceipt, DownloadRequest, ReadRequest, Transport } from './transport'
import { shownURL } from './url-rule'

/** What a {@link MirroredTransport} needs. */
export interface MirroredTransportOptions {
  readonly base: Transport
  /** The repository's base URLs, each with a slash at its end: the publisher's own first, then its mirrors. */
  readonly repositoryURLs: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
}

/** How long another host goes first after it stood in. Then the publisher's own is asked again. */
const stayMs = 600_000

/** What another host may do better. Being offline is everybody's; a cancelled or refused request is the caller's. */
const hostFailures: ReadonlySet<AssetPackErrorCode> = new Set([
  'hostUnavailable',
  'timedOut',
  'tlsFailed',
  'redirectRefused',
  'remoteNotFound',
  'remoteForbidden',
  'remoteBusy',
  'remoteChanged',
  'remoteMisbehaved',
  'captivePortal',
])

/**
 * One repository at several hosts: what one of them fails at, the next one is asked for, at once. The order of the
 * configuration counts; a host that stood in goes first for a while, so that a host that is gone is not waited for again
 * with every request. Nothing a mirror says is believed more than what the publisher's own host says: all is verified.
 *
 * @throws the failure of the host that was asked first, when all fail.
 */
export class MirroredTransport implements Transport {
  readonly #options: MirroredTransportOptions
  /** The host that goes first, and until when. */
  #standIn = { host: 0, until: Number.NEGATIVE_INFINITY }

  constructor(options: MirroredTransportOptions) {
    this.#options = options
  }

  /** What changes in place is asked of the publisher's own host first: a mirror may be behind. */
  read(request: ReadRequest): Promise<Uint8Array> {
    const first = request.revalidate === true ? 0 : this.#first()
    return this.#eachHost(request, first, (url) => this.#options.base.read({ ...request, url }))
  }

  /** Wrong bytes came before when it is to be asked anew: then it is another host's turn. */
  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    const tries = new DownloadTries(request)
    const first = this.#first() + (request.revalidate === true ? 1 : 0)
    const receipt = await this.#eachHost(request, first, async (url) => {
      tries.begin()
      try {
        return await this.#options.base.download({ ...tries.request, url })
      } catch (error) {
        tries.fail()
        throw error
      }
    })
    return tries.total(receipt)
  }

  close(): Promise<void> {
    return this.#options.base.close()
  }

  async #eachHost<T>(
    { url, signal, mayBeMissing = false }: Pick<ReadRequest, 'url' | 'signal' | 'mayBeMissing'>,
    first: number,
    ask: (url: string) => Promise<T>,
  ): Promise<T> {
    const { repositoryURLs, logger } = this.#options
    const [own = ''] = repositoryURLs
    if (!url.startsWith(own)) return ask(url)
    let failure: AssetPackError | undefined
    for (let turn = 0; turn < repositoryURLs.length; turn += 1) {
      const host = (first + turn) % repositoryURLs.length
      const there = `${repositoryURLs[host] ?? own}${url.slice(own.length)}`
      try {
        const answer = await ask(there)
        if (host !== this.#first()) this.#standIn = { host, until: this.#options.clock.monotonic() + stayMs }
        return answer
      } catch (error) {
        signal.throwIfAborted()
        if (!isHostFailure(error, mayBeMissing)) throw error
        failure ??= error
        logger.log('info', 'A host failed; the next one is asked.', {
          url: shownURL(new URL(there)),
          code: error.code,
        })
      }
    }
    throw failure ?? new RangeError('A repository has at least one host.')
  }

  #first(): number {
    return this.#options.clock.monotonic() < this.#standIn.until ? this.#standIn.host : 0
  }
}

/** Whether another host may do better. */
function isHostFailure(error: unknown, mayBeMissing: boolean): error is AssetPackError {
  if (!isAssetPackError(error) || !hostFailures.has(error.code)) return false
  return !(mayBeMissing && isMissingObject(error))
}
