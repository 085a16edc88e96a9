import { setMaxListeners } from 'node:events'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning, type DownloadState } from '../../src-shared/domain/download-state'
import type { DownloadProgress, WaitingReason } from '../../src-shared/domain/download-status-update'
import type { AssetPackError, SerializedError } from '../../src-shared/domain/errors'
import type { InstallReport, PackFileUse } from '../installation/install-request'
import type { DownloadCosts, DownloadRecord, ReachedProgress } from '../store/asset-pack-store'
import { downloadPatience } from '../transport/retrying-transport'
import { AttemptCosts } from './attempt-costs'
import { isDeferrable, strongerOrigin, type DownloadOrigin } from './download-queue'
import type { FileVerdict } from './failure-policy'
import type { DownloadRequestOptions } from './pack-downloads-options'
import { meterReading, newProgressMeter, reachedProgress, type ProgressMeter } from './progress-meter'

/** A download as others may see it: a snapshot. */
export interface DownloadSnapshot {
  readonly assetPack: AssetPack
  readonly state: DownloadState
  readonly origin: DownloadOrigin
  readonly priority: number
  readonly sequence: number
  /** Left by an earlier process; nothing happens before it is asked for again or the manager is started. */
  readonly isDormant: boolean
  /** What the last attempt failed with, also one of an earlier process; absent once something more has come. */
  readonly lastFailure?: SerializedError | undefined
  readonly progress: DownloadProgress
}

/** Whether it is in the queue and still to come, whether it runs or something holds it; what has failed is not. */
export function isQueued(download: DownloadSnapshot | undefined): download is DownloadSnapshot {
  return download !== undefined && download.state.kind !== 'failed'
}

/** Whether it runs, or will by itself: not what somebody paused, nor what an earlier process left. */
export function isInProgress(download: DownloadSnapshot | undefined): boolean {
  return isQueued(download) && !download.isDormant && download.state.kind !== 'paused'
}

/** Somebody who wants to know when a download has ended. */
export interface Waiter {
  readonly resolve: (assetPack: AssetPack) => void
  readonly reject: (error: AssetPackError) => void
}

/** What a download starts as. */
export interface DownloadFacts {
  readonly assetPack: AssetPack
  readonly state: DownloadState
  readonly origin: DownloadOrigin
  readonly priority: number
  readonly sequence: number
  /** From the journal and not yet continued. */
  readonly dormant: boolean
  /** Somebody besides those who wait for it wants it. */
  readonly isWanted: boolean
  /** Low-space mode was agreed to. */
  readonly lowSpace?: boolean | undefined
  /** What it comes from; absent = the network. */
  readonly file?: PackFileUse | undefined
  readonly lastFailure?: SerializedError | undefined
  /** What earlier attempts cost. */
  readonly costs?: DownloadCosts | undefined
  /** Where an earlier process came to. */
  readonly reached?: ReachedProgress | undefined
}

/**
 * One download while it is in the queue, as the `PackDownloads` keeps it. Only the manager changes it, and `state`
 * only through its one door.
 */
export class ManagedDownload {
  assetPack: AssetPack
  state: DownloadState
  priority: number
  readonly sequence: number
  /** From the journal and not yet continued. */
  dormant: boolean
  /** An attempt that was told to stop has not ended yet. */
  stopping = false
  /** Where a person put it in the queue; see `QueuePosition`. */
  place: number | undefined
  /** Somebody wants it to start now; holds until an attempt begins or it is paused. */
  isUrgent = false
  /** Somebody besides the waiters wants it: the system, or a request that nobody waits for. */
  isWanted: boolean
  /** Low-space mode was agreed to. */
  lowSpace: boolean
  /** The `.assetpack` file that it comes from; absent = the network. */
  file: PackFileUse | undefined
  /** Failed attempts since the last byte that was verified. */
  failures = 0
  /** What the last attempt failed with; absent once something more has come. */
  lastFailure: SerializedError | undefined
  /** What its attempts have cost so far. */
  readonly costs: AttemptCosts
  /** What its installation cost, once it is installed. */
  report: InstallReport | undefined
  /** The version that was installed when its first attempt began. */
  fromVersion: number | undefined
  /** The most plain bytes that were ever in place. */
  placedBytes = 0
  meter: ProgressMeter
  readonly waiters = new Set<Waiter>()
  #origin: DownloadOrigin
  #givingWay = newController()
  /** Its file lacks something. */
  #needsNetwork = false
  /** While it waits for another attempt because the host asked for that: until when, on the clock that counts the time asleep. */
  askedToWaitUntil: number | undefined
  /** Takes back the timer of the next attempt. */
  cancelTimer: () => void = () => undefined

  constructor(facts: DownloadFacts) {
    this.assetPack = facts.assetPack
    this.state = facts.state
    this.#origin = facts.origin
    this.origin = facts.origin
    this.priority = facts.priority
    this.sequence = facts.sequence
    this.dormant = facts.dormant
    this.isWanted = facts.isWanted
    this.lowSpace = facts.lowSpace === true
    this.file = facts.file
    this.lastFailure = facts.lastFailure
    this.costs = new AttemptCosts(facts.costs)
    this.meter = newProgressMeter(facts.assetPack.downloadSize, facts.reached)
  }

  get origin(): DownloadOrigin {
    return this.#origin
  }

  set origin(origin: DownloadOrigin) {
    this.#origin = origin
    if (!isDeferrable(origin)) this.#givingWay.abort()
    else if (this.#givingWay.signal.aborted) this.#givingWay = newController()
  }

  /** Aborts when a request joins it that makes it one that does not wait. */
  get whileGivingWay(): AbortSignal {
    return this.#givingWay.signal
  }

  /** The one progress record that every view shows. */
  get progress(): DownloadProgress {
    const reading = meterReading(this.meter)
    if (isRunning(this.state)) {
      const { stall } = reading
      const earlierTries = this.failures * downloadPatience.attempts
      return {
        phase: this.state.kind,
        ...this.#retryOf,
        ...reading,
        ...(stall === undefined ? {} : { stall: { ...stall, attempt: stall.attempt + earlierTries } }),
      }
    }
    const { secondsRemaining: _left, stall: _stall, diskBytesPerSecond: _disk, ...amounts } = reading
    return { phase: 'waiting', ...waitOf(this.state), ...amounts, bytesPerSecond: 0 }
  }

  /** Until something comes, an attempt after a failed one is what the wait was: nobody knows yet whether it is better. */
  get #retryOf(): Pick<DownloadProgress, 'waitingBecause'> {
    const { lastFailure, state } = this
    return lastFailure !== undefined && state.kind === 'downloading'
      ? { waitingBecause: lastFailure.code }
      : {}
  }

  /** Nothing of it needs a network, as long as its file is what it should be. */
  get isFromFile(): boolean {
    return this.file !== undefined && !this.#needsNetwork
  }

  /** What an attempt has shown of its file. What a failed one lacks comes over the network; what it gave is in place. */
  judgeFile(verdict: FileVerdict): void {
    if (verdict === 'needsNetwork') this.#needsNetwork = true
    else if (verdict === 'failed') this.file = undefined
  }

  /** Who gave a file and no leave to use the network gets what is in it; the next check brings a newer version. */
  get mayMoveOn(): boolean {
    return this.file?.mayUseNetwork !== false
  }

  /** A timer ends the wait, or somebody who asks again. */
  get isWaitingForTimer(): boolean {
    const { state } = this
    return state.kind === 'waiting' && (state.reason === 'retry' || state.reason === 'diskSpace')
  }

  /** Whether it waits for that reason. */
  isHeldFor(reason: WaitingReason): boolean {
    return this.state.kind === 'waiting' && this.state.reason === reason
  }

  /** What the journal remembers. */
  get record(): DownloadRecord {
    const reached = reachedProgress(this.meter)
    return {
      assetPack: this.assetPack,
      priority: this.priority,
      origin: this.origin,
      paused: this.state.kind === 'paused',
      sequence: this.sequence,
      ...(this.lowSpace ? { lowSpace: true } : {}),
      ...(this.file === undefined ? {} : { file: this.file }),
      ...(this.state.kind === 'failed' ? { error: this.state.error } : {}),
      ...(this.lastFailure === undefined ? {} : { lastFailure: this.lastFailure }),
      ...(this.costs.isNothing ? {} : { costs: this.costs.total }),
      ...(reached === undefined ? {} : { reached }),
    }
  }

  get snapshot(): DownloadSnapshot {
    const { assetPack, state, origin, priority, sequence, dormant: isDormant, lastFailure, progress } = this
    return { assetPack, state, origin, priority, sequence, isDormant, lastFailure, progress }
  }

  /**
   * Somebody else asks for it. After a failure it is asked for anew: what somebody agreed to then counts no longer, nor does the
   * file that it was to come from.
   */
  join({ origin, priority, lowSpace = false }: DownloadRequestOptions): void {
    const hasFailed = this.state.kind === 'failed'
    this.origin = hasFailed ? origin : strongerOrigin(this.origin, origin)
    this.priority = priority ?? this.priority
    this.lowSpace = hasFailed ? lowSpace : this.lowSpace || lowSpace
    this.file = hasFailed ? undefined : this.file
    this.dormant = this.dormant && origin !== 'foreground'
  }

  /** Restarts with another version of the pack: progress begins anew. */
  replaceAssetPack(assetPack: AssetPack): void {
    this.assetPack = assetPack
    // The file holds another version.
    this.file = undefined
    this.failures = 0
    this.lastFailure = undefined
    this.placedBytes = 0
    this.meter = newProgressMeter(assetPack.downloadSize)
  }
}

/** Each of a download's transfers listens to it. */
function newController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

function waitOf(
  state: DownloadState,
): Pick<DownloadProgress, 'waitingFor' | 'waitingUntil' | 'waitingBecause'> {
  if (state.kind !== 'waiting') return {}
  const { reason: waitingFor, until: waitingUntil, because: waitingBecause } = state
  return {
    waitingFor,
    ...(waitingUntil === undefined ? {} : { waitingUntil }),
    ...(waitingBecause === undefined ? {} : { waitingBecause }),
  }
}
