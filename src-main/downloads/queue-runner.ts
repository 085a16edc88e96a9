import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { AssetPackError, isAssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { FileLock } from '../platform/file-lock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'
import { orNothing } from '../platform/what-is-there'
import { retryPolicy } from '../transport/retry-policy'
import type { Transport } from '../transport/transport'
import type { DelegateLine } from './delegate-line'
import { admitDownloads } from './download-admission'
import { cancelled, DownloadEndings, type DownloadEndingsOptions } from './download-endings'
import type { DownloadRecord, DownloadRecords } from './download-records'
import type { ExclusiveControl } from './exclusive-control'
import { RetryWaits } from './retry-waits'
import { TransferTurn } from './transfer-turn'
import { removeTransfer, transferVerified } from './verified-transfer'

/** What a {@link QueueRunner} works with. */
export interface QueueRunnerOptions {
  readonly records: Pick<
    DownloadRecords,
    | 'all'
    | 'othersVersion'
    | 'setState'
    | 'setFailed'
    | 'setAllWaiting'
    | 'delete'
    | 'beginHandover'
    | 'endHandover'
  >
  readonly delegates: DelegateLine
  readonly extension?: DownloadEndingsOptions['extension']
  readonly control: Pick<ExclusiveControl, 'apart'>
  /** Holds the files. */
  readonly directory: string
  /** Takes the lock that makes this process the one that transfers, or fails with `containerLocked`. */
  readonly acquireLock: () => Promise<FileLock>
  readonly transport: Pick<Transport, 'download'>
  readonly conditions: SystemConditions
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly downloadsAtOnce: number
}

/** A transfer that is going on. */
interface Run {
  readonly record: DownloadRecord
  readonly stopped: AbortController
  /** Aborted when it need not give way to others. */
  readonly urgent: AbortController
  ended: Promise<void>
}

/**
 * Transfers what is in the queue. Of all processes that have the queue open, the one that holds the lock does; when it ends,
 * however it ends, another one goes on. The queue on disk says what is wanted, and {@link QueueRunner.look} brings about what
 * it says: whoever changed it calls that.
 */
export class QueueRunner {
  readonly #options: QueueRunnerOptions
  readonly #runs = new Map<number, Run>()
  readonly #waits: RetryWaits
  readonly #endings: DownloadEndings
  readonly #turn: TransferTurn
  #idleListeners: (() => void)[] = []
  #stopWatching: Unsubscribe = () => undefined
  #seenVersion: number | undefined
  #wakes: number | undefined
  #isLookDue = false
  #isClosed = false
  #leaving: Promise<void> | undefined
  /** Ends waits for exclusive control. */
  #stopping = new AbortController()

  constructor(options: QueueRunnerOptions) {
    this.#options = options
    this.#waits = new RetryWaits({
      ...options,
      onOver: () => {
        this.look()
      },
    })
    this.#endings = new DownloadEndings({
      ...options,
      pathOf: (sequence) => this.#pathOf(sequence),
      withControl: (work) => {
        const { signal } = this.#stopping
        return options.control.apart(work, { signal }).catch((error: unknown) => {
          if (!signal.aborted) throw error
        })
      },
      onEnded: () => {
        this.#lookSoon()
      },
    })
    this.#turn = new TransferTurn({
      ...options,
      prepare: async () => {
        options.records.setAllWaiting()
        await this.#tidy(options.records.all())
      },
      onTurn: () => {
        this.look()
      },
      onLook: () => {
        if (this.#hasChanged()) this.look()
      },
    })
  }

  /** Begins, unless another process transfers: then as soon as that one has ended, or given way. */
  async open(): Promise<void> {
    this.#wakes = this.#options.conditions.current().wakes
    this.#stopWatching = this.#options.conditions.subscribe(({ wakes }) => {
      if (wakes !== this.#wakes) this.#woken(wakes)
      this.look()
    })
    await this.#turn.open()
  }

  /** Whether it is this process that transfers. */
  get isTransferring(): boolean {
    return this.#turn.isOurs && this.#leaving === undefined
  }

  /**
   * Lets another process transfer from now on: what runs stops, with what came, and what is being told is told to its end.
   * Later this process may be the next one again.
   */
  giveWay(): Promise<void> {
    if (!this.#turn.isOurs) return Promise.resolve()
    this.#leaving ??= this.#leave().finally(() => {
      this.#leaving = undefined
      this.#wake()
    })
    return this.#leaving
  }

  /** Brings about what the queue says now. */
  look(): void {
    if (!this.isTransferring || this.#isClosed) return
    const { records, logger } = this.#options
    try {
      this.#seenVersion = records.othersVersion
      this.#follow(records.all())
    } catch (error) {
      this.#seenVersion = undefined
      logger.log('error', 'The queue of downloads cannot be read.', { reason: String(error) })
    }
  }

  /** Lets a download begin that waits for another attempt. */
  hurry(sequence: number): void {
    this.#waits.end(sequence)
    this.look()
  }

  /**
   * Takes away a download that the queue says is cancelled; resolves when nothing of it is left, or, where another process
   * transfers, at once.
   */
  async takeOut(record: DownloadRecord): Promise<void> {
    this.look()
    await this.#runs.get(record.sequence)?.ended
    this.look()
    await this.#endings.whenCancelled(record)
  }

  /** Somebody else listens now, who may take what was refused. */
  delegateChanged(): void {
    this.#endings.delegateChanged()
    this.look()
  }

  /** Resolves when nothing runs, all has been told, and nothing can start without something new happening. */
  async whenIdle(): Promise<void> {
    for (;;) {
      await this.#options.delegates.whenIdle()
      if (this.#isIdle) return
      await new Promise<void>((resolve) => {
        this.#idleListeners.push(resolve)
      })
    }
  }

  /** Stops everything and waits until it has stopped. What came stays: the next start goes on. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopWatching()
    this.#waits.close()
    await this.#turn.stop()
    await this.#stopAll(closed())
    await this.#leaving
    this.#turn.giveUp()
    this.#wake()
  }

  async #leave(): Promise<void> {
    await this.#stopAll(held())
    this.#turn.giveUp()
    this.#stopping = new AbortController()
  }

  async #stopAll(reason: AssetPackError): Promise<void> {
    this.#stopping.abort(reason)
    for (const run of this.#runs.values()) run.stopped.abort(reason)
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended))
    await this.#endings.whenIdle()
    await this.#options.delegates.whenIdle()
  }

  get #isIdle(): boolean {
    if (this.#isClosed) return true
    const isBusy =
      this.#runs.size > 0 || !this.#endings.isIdle || this.#isLookDue || this.#leaving !== undefined
    return !isBusy && this.#options.delegates.isIdle
  }

  /** What was on its way when the machine fell asleep hangs on dead connections; and what waited has waited in its sleep. */
  #woken(wakes: number | undefined): void {
    this.#wakes = wakes
    this.#waits.woken()
    for (const run of this.#runs.values()) run.stopped.abort(held())
  }

  #hasChanged(): boolean {
    try {
      return this.#options.records.othersVersion !== this.#seenVersion
    } catch {
      // Looking says why.
      return true
    }
  }

  /** Removes files of downloads that are gone, and fetches again what is said to be complete and is not. */
  async #tidy(records: readonly DownloadRecord[]): Promise<void> {
    const known = new Set(records.map(({ sequence }) => String(sequence)))
    for (const name of await readdir(this.#options.directory)) {
      if (known.has(name.split('.')[0] ?? '')) continue
      await rm(join(this.#options.directory, name), { recursive: true, force: true })
    }
    for (const { sequence, state, download, isHandedOver } of records) {
      if (state !== 'finished') continue
      const size = (await orNothing(stat(this.#pathOf(sequence))))?.size
      if (size === download.fileSize) continue
      // The extension had moved it when a process died.
      if (isHandedOver && size === undefined) this.#options.records.delete(sequence)
      else this.#options.records.setState(sequence, 'waiting')
    }
  }

  #follow(records: readonly DownloadRecord[]): void {
    for (const record of records) {
      if (record.isCancelled) this.#cancel(record)
      else if (record.state === 'finished' || record.state === 'failed') this.#endings.tell(record)
    }
    const candidates = records.filter((record) => this.#mayRun(record))
    const running = (record: DownloadRecord): boolean => this.#runs.has(record.sequence)
    const stopping = [...this.#runs.values()].filter(({ stopped }) => stopped.signal.aborted).length
    const { start, stop } = admitDownloads(
      candidates.map((record) => ({ record, isRunning: running(record) })),
      this.#options.conditions.current(),
      this.#options.downloadsAtOnce - stopping,
    )
    for (const { record } of stop) this.#runs.get(record.sequence)?.stopped.abort(held())
    for (const { record } of start) this.#start(record)
  }

  #mayRun(record: DownloadRecord): boolean {
    const { sequence, state, isCancelled, isForeground } = record
    if (isCancelled || (state !== 'waiting' && state !== 'downloading')) return false
    const run = this.#runs.get(sequence)
    if (run !== undefined && isForeground) run.urgent.abort()
    return !this.#waits.has(record) && run?.stopped.signal.aborted !== true
  }

  #start(record: DownloadRecord): void {
    const run: Run = {
      record,
      stopped: new AbortController(),
      urgent: new AbortController(),
      ended: Promise.resolve(),
    }
    if (record.isForeground || record.download.isEssential) run.urgent.abort()
    this.#runs.set(record.sequence, run)
    run.ended = this.#run(run).finally(() => {
      this.#runs.delete(record.sequence)
      this.#lookSoon()
    })
  }

  async #run(run: Run): Promise<void> {
    const { records, delegates, transport, logger } = this.#options
    const { sequence } = run.record
    const download = run.record.download.withState('downloading')
    let reached: number | undefined
    try {
      records.setState(sequence, 'downloading')
      delegates.tell(download, (delegate) => delegate.downloadDidBegin?.(download))
      await transferVerified({
        transport,
        download,
        path: this.#pathOf(sequence),
        signal: run.stopped.signal,
        whileGivingWay: run.urgent.signal,
        onProgress: (bytes) => {
          const before = reached ?? bytes
          reached = bytes
          if (bytes === before || run.stopped.signal.aborted) return
          if (bytes > before) this.#waits.forgive(sequence)
          delegates.tellWritten(download, Math.max(0, bytes - before), bytes, download.fileSize)
        },
      })
      records.setState(sequence, 'finished')
      this.#waits.forgive(sequence)
    } catch (error) {
      await this.#stopped(run, toAssetPackError(error)).catch((reason: unknown) => {
        // The queue still says that it is to run: without a wait it would, again and again.
        this.#waits.begin(run.record, toAssetPackError(reason))
        logger.log('error', 'The end of a download cannot be written down.', { reason: String(reason) })
      })
    }
  }

  /** A transfer ended without its file. */
  async #stopped({ record, stopped }: Run, error: AssetPackError): Promise<void> {
    const { records, delegates, conditions, logger } = this.#options
    const { sequence, download } = record
    if (this.#isClosed) return
    // Who finds only now that the machine has slept stops this run, too.
    conditions.current()
    const facts = { identifier: download.identifier, code: error.code }
    if (stopped.signal.aborted || retryPolicy[error.code] === 'always') {
      if (!stopped.signal.aborted) {
        this.#waits.begin(record, error)
        logger.log('info', 'A download failed and is tried again later.', facts)
      }
      records.setState(sequence, 'waiting')
      const waiting = download.withState('waiting')
      const isOver = isAssetPackError(stopped.signal.reason, 'cancelled')
      if (!isOver) delegates.tell(waiting, (delegate) => delegate.downloadDidPause?.(waiting))
      return
    }
    logger.log('warn', 'A download failed.', facts)
    records.setFailed(sequence, error.toJSON())
    this.#waits.forgive(sequence)
    await removeTransfer(this.#pathOf(sequence))
  }

  #cancel(record: DownloadRecord): void {
    this.#waits.end(record.sequence)
    const run = this.#runs.get(record.sequence)
    if (run === undefined) this.#endings.cancel(record)
    else run.stopped.abort(cancelled())
  }

  #lookSoon(): void {
    if (this.#isLookDue) return
    this.#isLookDue = true
    queueMicrotask(() => {
      this.#isLookDue = false
      this.look()
      this.#wake()
    })
  }

  #wake(): void {
    const listeners = this.#idleListeners
    this.#idleListeners = []
    for (const listener of listeners) listener()
  }

  #pathOf(sequence: number): string {
    return join(this.#options.directory, String(sequence))
  }
}

function held(): AssetPackError {
  return new AssetPackError('wrongUse', 'The download waits for its turn.')
}

function closed(): AssetPackError {
  return new AssetPackError('wrongUse', 'The download manager was closed.')
}
