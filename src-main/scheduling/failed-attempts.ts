import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning, type Wait } from '../../src-shared/domain/download-state'
import type { WaitingReason } from '../../src-shared/domain/download-status-update'
import { AssetPackError, toAssetPackError, wasCutBySleep } from '../../src-shared/domain/errors'
import { isUnreachableCode } from '../../src-shared/domain/unreachable'
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
  fileVerdict,
  isPause,
  patientAttempts,
  type FailureFacts,
} from './failure-policy'
import type { ManagedDownload } from './managed-download'
import { asksToWait, waitChange, type ConditionsChange } from './wait-change'

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
  #wasOnline: boolean
  #wokeAt = Number.NEGATIVE_INFINITY

  constructor(options: FailedAttemptsOptions) {
    this.#options = options
    const { wakes, online } = options.conditions.current()
    this.#wakes = wakes
    this.#wasOnline = online
  }

  /** Answers the failure of an attempt that nobody stopped; once `signal` aborts, somebody else has. */
  async answer(download: ManagedDownload, error: AssetPackError, signal: AbortSignal): Promise<void> {
    const { logger, table } = this.#options
    const facts = this.#facts(download, error)
    // Whoever saw just now that the machine has slept has stopped the attempt already.
    if (signal.aborted) return
    download.failures += !download.isFromFile && isPause(error, facts) ? 0 : 1
    if (download.file?.mayUseNetwork === true) download.judgeFile(fileVerdict(error))
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

  /** How the conditions have changed since this was asked last. After the machine woke up no failed attempt counts for a while. */
  change(): ConditionsChange {
    const { conditions, clock } = this.#options
    const { wakes, online } = conditions.current()
    const change = { online, isBackOnline: online && !this.#wasOnline, hasWoken: wakes !== this.#wakes }
    if (change.hasWoken) this.#wokeAt = clock.monotonic()
    this.#wakes = wakes
    this.#wasOnline = online
    return change
  }

  /** Ends a download's wait for another attempt, if it is in one, or lets it go on, as the conditions are now. */
  reconsider(download: ManagedDownload, change: ConditionsChange): void {
    if (!download.isHeldFor('retry') || download.isFromFile) return
    const { table, clock } = this.#options
    const { askedToWaitUntil } = download
    const verdict = waitChange(askedToWaitUntil !== undefined, change)
    if (verdict === 'network') table.apply(download, { kind: 'held', reason: 'network' })
    else if (verdict === 'over')
      table.apply(download, { kind: 'held', reason: 'queue', ...becauseOf(download) })
    else if (verdict === 'goesOn' && askedToWaitUntil !== undefined) {
      download.cancelTimer()
      this.#arm(download, 'retry', Math.max(0, askedToWaitUntil - clock.sinceBoot()))
    }
  }

  /** The host answers again: downloads that wait because it did not wait no longer. */
  hostAnswers(): void {
    const { table, onWaited } = this.#options
    for (const download of table.all()) {
      const { lastFailure } = download
      if (lastFailure !== undefined && isUnreachableCode(lastFailure.code))
        this.reconsider(download, { online: true, isBackOnline: true, hasWoken: false })
    }
    onWaited()
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
    const { clock, table } = this.#options
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
    if (delayMs === undefined) return
    download.askedToWaitUntil = asksToWait(error) ? clock.sinceBoot() + delayMs : undefined
    this.#arm(download, reason, delayMs)
  }

  #arm(download: ManagedDownload, reason: WaitingReason, delayMs: number): void {
    const { clock, onWaited, table } = this.#options
    if (this.#isClosed) return
    download.cancelTimer = clock.schedule(delayMs, () => {
      if (!download.isHeldFor(reason)) return
      table.apply(download, { kind: 'held', reason: 'queue', ...becauseOf(download) })
      onWaited()
    })
  }
}

/** What it waited for until now, which its next attempt has yet to overcome. */
export function becauseOf({ lastFailure }: ManagedDownload): Pick<Wait, 'because'> {
  return lastFailure === undefined ? {} : { because: lastFailure.code }
}

function waitAfter(error: AssetPackError, reason: WaitingReason): Wait {
  if (reason === 'retry') return { reason, because: error.code }
  const shortage = reason === 'diskSpace' ? shortageOf(error) : undefined
  return shortage === undefined ? { reason } : { reason, shortage }
}
