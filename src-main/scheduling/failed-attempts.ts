import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning, type Wait } from '../../src-shared/domain/download-state'
import type { WaitingReason } from '../../src-shared/domain/download-status-update'
import { AssetPackError, toAssetPackError, wasCutBySleep } from '../../src-shared/domain/errors'
import { shortageOf } from '../../src-shared/domain/space-shortage'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'
import { wakingMs } from '../transport/retry-policy'
import type { DownloadTable } from './download-table'
import { settleWaiters } from './download-wait'
import {
  announcedWait,
  decideFailure,
  errorOfNewest,
  isPause,
  patientAttempts,
  type FailureFacts,
} from './failure-policy'
import type { ManagedDownload } from './managed-download'

/** What {@link FailedAttempts} work with. */
export interface FailedAttemptsOptions {
  readonly table: DownloadTable
  /** The newest version that the repository offers, asked anew; `undefined` when it offers none. */
  readonly newestVersion: (assetPack: AssetPack, signal: AbortSignal) => Promise<AssetPack | undefined>
  readonly conditions: SystemConditions
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Puts a newer version in the place of the one that a download brings. */
  readonly supersede: (download: ManagedDownload, assetPack: AssetPack) => void
  /** A download has waited long enough and is in the queue again. */
  readonly onWaited: () => void
}

/** Answers attempts that failed: the download waits for a while, takes the newest version, or ends with the error. */
export class FailedAttempts {
  readonly #options: FailedAttemptsOptions
  #isClosed = false
  #wakes: number | undefined
  #wokeAt = Number.NEGATIVE_INFINITY

  constructor(options: FailedAttemptsOptions) {
    this.#options = options
    this.#wakes = options.conditions.current().wakes
  }

  /** Answers the failure of an attempt that nobody stopped; once `signal` aborts, somebody else has. */
  async answer(download: ManagedDownload, error: AssetPackError, signal: AbortSignal): Promise<void> {
    const { logger, table } = this.#options
    const facts = this.#facts(download, error)
    // Whoever saw just now that the machine has slept has stopped the attempt already.
    if (signal.aborted) return
    download.failures += !download.isFromFile && isPause(error, facts) ? 0 : 1
    // What it lacks comes over the network from now on; what it gave is in place.
    if (download.file?.mayUseNetwork === true) download.file = undefined
    const decision = decideFailure(error, { ...facts, attempts: download.failures })
    const { id, version } = download.assetPack
    const wait = announcedWait(decision, download.failures)
    logger.log('warn', 'An attempt to install a pack failed', {
      ...{ id, version, code: error.code, then: decision.kind },
      ...wait,
    })
    if (decision.kind === 'hold') this.#hold(download, error, decision.reason, decision.delayMs)
    else if (decision.kind === 'refresh') await this.#restartOrFail(download, error, signal)
    else table.apply(download, { kind: 'failed', error: error.toJSON() })
  }

  /** Whether the machine has woken up since this was asked last: then for a while no failed attempt is counted. */
  hasWoken(): boolean {
    const { conditions, clock } = this.#options
    const { wakes } = conditions.current()
    if (wakes === this.#wakes) return false
    this.#wakes = wakes
    this.#wokeAt = clock.monotonic()
    return true
  }

  /** From now on no timer is set. Those that are set belong to their downloads. */
  close(): void {
    this.#isClosed = true
  }

  async #restartOrFail(download: ManagedDownload, error: AssetPackError, signal: AbortSignal): Promise<void> {
    const { newestVersion, supersede, table } = this.#options
    const newest = await newestVersion(download.assetPack, signal).catch(toAssetPackError)
    // Somebody may have stopped or replaced it meanwhile.
    if (signal.aborted || !isRunning(download.state)) return
    if (newest instanceof AssetPackError) this.#withoutNewest(download, error, newest)
    else if (newest === undefined) table.apply(download, { kind: 'failed', error: error.toJSON() })
    else if (newest.version <= download.assetPack.version) {
      table.apply(download, { kind: 'failed', error: errorOfNewest(error).toJSON() })
    } else {
      table.apply(download, { kind: 'held', reason: 'queue' })
      supersede(download, newest)
    }
  }

  /** Whether `error` is the last word cannot be known while the list is out of reach: then it is tried again later. */
  #withoutNewest(download: ManagedDownload, error: AssetPackError, failure: AssetPackError): void {
    const { logger, table } = this.#options
    const decision = decideFailure(failure, this.#facts(download, failure))
    const wait = announcedWait(decision, download.failures)
    logger.log('warn', 'The newest list cannot be had', { code: failure.code, ...wait })
    if (decision.kind === 'hold') this.#hold(download, error, decision.reason, decision.delayMs)
    else table.apply(download, { kind: 'failed', error: error.toJSON() })
  }

  #facts({ failures, origin }: ManagedDownload, error: AssetPackError): FailureFacts {
    const { conditions, clock, random } = this.#options
    const { online, asleep = false } = conditions.current()
    const isSleepy = asleep || wasCutBySleep(error) || clock.monotonic() - this.#wokeAt < wakingMs
    return { attempts: failures, online, isSleepy, origin, fraction: random.fraction() }
  }

  #hold(
    download: ManagedDownload,
    error: AssetPackError,
    reason: WaitingReason,
    delayMs: number | undefined,
  ): void {
    const { clock, onWaited, table } = this.#options
    download.lastFailure = error.toJSON()
    table.apply(download, { kind: 'held', ...waitAfter(error, reason) })
    // A listener that heard of it may have paused, cancelled or restarted the download.
    if (!download.isHeldFor(reason)) return
    table.write(download)
    if (download.failures >= patientAttempts) {
      download.isWanted = true
      settleWaiters(download, ({ reject }) => {
        reject(error)
      })
    }
    if (delayMs === undefined || this.#isClosed) return
    download.cancelTimer = clock.schedule(delayMs, () => {
      if (!download.isHeldFor(reason)) return
      table.apply(download, { kind: 'held', reason: 'queue' })
      onWaited()
    })
  }
}

function waitAfter(error: AssetPackError, reason: WaitingReason): Wait {
  if (reason === 'retry') return { reason, because: error.code }
  const shortage = reason === 'diskSpace' ? shortageOf(error) : undefined
  return shortage === undefined ? { reason } : { reason, shortage }
}
