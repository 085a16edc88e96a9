import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import type { Emitter } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { downloadPriority } from '../../src-shared/domain/download-priority'
import { isRunning, type DownloadEvent } from '../../src-shared/domain/download-state'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import type { InstallReport } from '../installation/install-request'
import { admit, heldEvent } from './admission-policy'
import { AttemptRunner, type Traffic } from './attempt-runner'
import { compareSequence, checkedPriority } from './download-queue'
import { cancelled, notOffered, notScheduled } from './download-errors'
import { DownloadTable, type DownloadEnding } from './download-table'
import { downloadEnd, settleWaiters } from './download-wait'
import { becauseOf, FailedAttempts } from './failed-attempts'
import { IdleListeners } from './idle-listeners'
import type { DownloadSnapshot, ManagedDownload } from './managed-download'
import type { DownloadRequestOptions, PackDownloadsOptions } from './pack-downloads-options'
import { movedQueue } from './queue-order'
import type { DownloadAnnouncement } from './status-announcement'

/**
 * Scheduling: decides which packs are fetched now, in which order, and what happens after a failure. Between the manager
 * that wants packs and the installer that brings one.
 *
 * Promises:
 * - One download per pack: a second request joins the first, a newer version takes its place and keeps what arrived.
 * - State changes go through one door (`DownloadTable.apply`): transition, journal, announcement, in this order.
 * - Every command is safe to give twice and at any rate; the last one wins. Pauses outlast a restart, and what was
 *   interrupted goes on after {@link PackDownloads.continueJournal}.
 * - Without a network nothing is tried. What may work later is tried later, what cannot work ends with its error, kept
 *   in the journal until the download is asked for again or dismissed.
 */
export class PackDownloads {
  /** Each end of a download. */
  readonly endings: Emitter<DownloadEnding>
  /** Bytes that came and bytes that were written, as they are heard of. */
  readonly traffic: Emitter<Traffic>
  /** What each finished installation cost; told before the download is finished. */
  readonly installs: Emitter<InstallReport>
  readonly #options: PackDownloadsOptions
  readonly #table: DownloadTable
  readonly #failures: FailedAttempts
  readonly #runner: AttemptRunner
  readonly #stopWatching: () => void
  readonly #idle = new IdleListeners()
  #packsAtOnce: number
  #isPumpDue = false
  /** What must not meet an attempt, while it runs. */
  #exclusive: Promise<void> | undefined
  #isClosed = false

  constructor(options: PackDownloadsOptions) {
    this.#options = options
    this.#packsAtOnce = options.packsAtOnce
    this.#table = new DownloadTable(options.store, options.logger)
    this.#failures = new FailedAttempts({
      ...options,
      table: this.#table,
      supersede: (download, assetPack) => {
        this.#supersede(download, assetPack)
      },
      onWaited: () => {
        this.#pumpSoon()
      },
    })
    this.#runner = new AttemptRunner({
      ...options,
      table: this.#table,
      onFailure: (download, error, signal) => this.#failures.answer(download, error, signal),
      onFree: () => {
        this.#pumpSoon()
      },
    })
    this.endings = this.#table.endings
    this.traffic = this.#runner.traffic
    this.installs = this.#runner.installs
    this.#stopWatching = options.conditions.subscribe(() => {
      this.#conditionsChanged()
    })
  }

  /** Every status update of every download. */
  get statusUpdates(): Emitter<DownloadAnnouncement> {
    return this.#table.statusUpdates
  }

  /** The id of a pack whose download changed in any way that can be seen. */
  get changes(): Emitter<AssetPackID> {
    return this.#table.changes
  }

  /** Everything in the queue, failed ones included, in the order of asking. */
  downloads(): readonly DownloadSnapshot[] {
    return this.#table
      .all()
      .map(({ snapshot }) => snapshot)
      .sort(compareSequence)
  }

  /** The packs of the downloads that have not ended, first to start first. */
  queue(): readonly AssetPackID[] {
    return this.#table.queue().map(({ assetPack }) => assetPack.id)
  }

  /** The download of that pack, ignoring case. */
  download(id: AssetPackID): DownloadSnapshot | undefined {
    return this.#table.get(id)?.snapshot
  }

  /** How many packs are installed at the same time from now on. Of those that are under way none is stopped for it. */
  setPacksAtOnce(packsAtOnce: number): void {
    this.#packsAtOnce = packsAtOnce
    this.#pumpSoon()
  }

  /**
   * Puts a pack into the queue, or joins the request that is there; durable when it returns. An explicit request
   * (`foreground`) also resumes what is paused and does not wait for the next attempt.
   */
  schedule(assetPack: AssetPack, options: DownloadRequestOptions): void {
    this.#enqueue(assetPack, options).isWanted = true
  }

  /**
   * Schedules a pack and waits until it is available locally.
   *
   * When `signal` aborts, only this wait ends; a download that nobody else wants is paused, and nothing that arrived is
   * lost.
   *
   * @throws the download's error when it ends for good, is cancelled, or several attempts brought nothing (it then goes
   * on trying by itself).
   */
  async request(
    assetPack: AssetPack,
    options: DownloadRequestOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<AssetPack> {
    options.signal?.throwIfAborted()
    const download = this.#enqueue(assetPack, options)
    return downloadEnd(download, options.signal, () => {
      if (!download.isWanted) this.pause(assetPack.id)
    })
  }

  /** Lets what an earlier process left in the journal go on. */
  continueJournal(): void {
    for (const download of this.#table.all()) {
      download.dormant = false
      this.#table.changes.emit(download.assetPack.id)
    }
    this.#pumpSoon()
  }

  /** Compares the queue with a newer list: newer versions take the place of older ones, what is gone ends. */
  reconcile(newest: (id: AssetPackID) => AssetPack | undefined): void {
    for (const download of this.#table.all()) {
      if (download.state.kind === 'failed') continue
      const offered = newest(download.assetPack.id)
      if (offered === undefined)
        this.#stop(download, { kind: 'failed', error: notOffered(download.assetPack).toJSON() })
      else if (download.mayMoveOn) this.#supersede(download, offered)
    }
  }

  /** Holds a download until it is resumed. Nothing to pause: does nothing. */
  pause(id: AssetPackID): void {
    const download = this.#table.get(id)
    if (download === undefined) return
    if (download.state.kind === 'waiting' || isRunning(download.state))
      this.#stop(download, { kind: 'paused' })
  }

  /** Lets a paused download go on. Nothing to resume: does nothing. */
  resume(id: AssetPackID): void {
    const download = this.#table.get(id)
    if (download === undefined) return
    download.dormant = false
    if (download.state.kind === 'paused') this.#table.apply(download, { kind: 'scheduled' })
    this.#pumpSoon()
  }

  /**
   * Takes a download out of the queue and throws away what arrived, also what one left that was dismissed; resolves once that
   * is gone.
   */
  async cancel(id: AssetPackID): Promise<void> {
    const download = this.#table.get(id)
    if (download?.state.kind === 'failed') this.#table.forget(download)
    else if (download !== undefined) this.#stop(download, { kind: 'failed', error: cancelled().toJSON() })
    await this.#runner.discard(id)
  }

  /** The host answers again: what waits because it did not goes on. */
  hostAnswers(): void {
    this.#failures.hostAnswers()
  }

  /** Forgets a download that has failed. */
  dismiss(id: AssetPackID): void {
    const download = this.#table.get(id)
    if (download?.state.kind === 'failed') this.#table.forget(download)
  }

  /**
   * Changes a download's place among those of its kind.
   *
   * @throws `invalidArgument` outside -100 to 100, `downloadNotScheduled` when there is no download.
   */
  setPriority(id: AssetPackID, priority: number): void {
    const download = this.#table.get(id)
    if (download === undefined) throw notScheduled(id)
    download.priority = checkedPriority(priority)
    this.#table.write(download)
    this.#pumpSoon()
  }

  /**
   * Puts a download elsewhere in the queue; durable when it returns. That order holds whatever the origins and priorities
   * are; what is asked for later finds its place in it. What runs goes on.
   *
   * @throws `downloadNotScheduled` when there is no download, or it has failed.
   */
  move(id: AssetPackID, move: QueueMove): void {
    const queue = this.#table.queue()
    const moved = movedQueue(queue, this.#queued(id), move)
    if (moved === queue) return
    this.#table.reorder(moved)
    this.#pumpSoon()
  }

  /**
   * Starts a download before all others: an explicit request from now on, which conditions that hold automatic work do not
   * hold. Where no place is free it takes that of the last one that runs and is not just being installed.
   *
   * @throws `downloadNotScheduled` when there is no download, or it has failed.
   */
  startNow(id: AssetPackID): void {
    const download = this.#queued(id)
    this.#join(download, download.assetPack, { origin: 'foreground' })
    this.#table.reorder([download, ...this.#table.queue().filter((other) => other !== download)])
    download.isUrgent = !isRunning(download.state)
  }

  /** Resolves when nothing runs and nothing can start at this moment; what waits for its next try may do so for days. */
  whenIdle(): Promise<void> {
    return this.#isIdle ? Promise.resolve() : this.#idle.wait()
  }

  /** Does something that must not meet an attempt: waits until none runs, and lets none start before it has ended. */
  async whileIdle(work: () => Promise<void>): Promise<void> {
    while (!this.#isIdle) await this.whenIdle()
    if (this.#isClosed) return
    this.#exclusive = work().finally(() => {
      this.#exclusive = undefined
      this.#pumpSoon()
    })
    await this.#exclusive
  }

  /**
   * Does something that must not meet an attempt, and for which those that run stop: they keep what arrived, wait in the
   * queue and go on afterwards. Requests are taken meanwhile.
   */
  async whileStopped<T>(work: () => Promise<T>): Promise<T> {
    while (this.#exclusive !== undefined) await this.#exclusive.catch(() => undefined)
    if (this.#isClosed) throw cancelledBecause('closed')
    const run = this.#stopped().then(work)
    const ended = run
      .catch(() => undefined)
      .then(() => {
        this.#exclusive = undefined
        this.#pumpSoon()
      })
    this.#exclusive = ended
    return run
  }

  /** Stops everything and waits until it has stopped. The journal stays: the next start goes on. */
  async close(reason = cancelledBecause('closed')): Promise<void> {
    this.#isClosed = true
    this.#stopWatching()
    this.#failures.close()
    for (const download of this.#table.all()) {
      download.cancelTimer()
      settleWaiters(download, ({ reject }) => {
        reject(reason)
      })
    }
    await this.#runner.close()
    await this.#exclusive?.catch(() => undefined)
    this.#idle.wake()
  }

  get #isIdle(): boolean {
    return this.#runner.isIdle && this.#exclusive === undefined && (!this.#isPumpDue || this.#isClosed)
  }

  #enqueue(assetPack: AssetPack, options: DownloadRequestOptions): ManagedDownload {
    const { priority } = options
    if (this.#isClosed) throw cancelledBecause('closed')
    const checked = priority === undefined ? undefined : checkedPriority(priority)
    const present = this.#table.get(assetPack.id)
    if (present !== undefined) {
      this.#join(present, assetPack, { ...options, priority: checked })
      return present
    }
    const download = this.#table.add({
      ...options,
      assetPack,
      priority: checked ?? downloadPriority.default,
      dormant: false,
      isWanted: false,
    })
    download.stopping = this.#runner.isOccupied(assetPack.id)
    this.#pumpSoon()
    return download
  }

  #join(download: ManagedDownload, assetPack: AssetPack, options: DownloadRequestOptions): void {
    const isExplicit = options.origin === 'foreground'
    const hadFailed = download.state.kind === 'failed'
    download.join(options)
    this.#supersede(download, assetPack)
    if (options.file !== undefined) this.#restart(download)
    download.file = options.file ?? download.file
    if (hadFailed || (isExplicit && download.state.kind === 'paused')) {
      download.failures = 0
      download.lastFailure = undefined
      this.#table.apply(download, { kind: 'scheduled' })
    } else if (isExplicit && download.isWaitingForTimer) {
      this.#table.apply(download, { kind: 'held', reason: 'queue', ...becauseOf(download) })
    }
    this.#table.write(download)
    this.#pumpSoon()
  }

  #supersede(download: ManagedDownload, assetPack: AssetPack): void {
    if (assetPack.version <= download.assetPack.version) return
    this.#restart(download)
    download.replaceAssetPack(assetPack)
    this.#table.write(download)
    this.#pumpSoon()
  }

  #queued(id: AssetPackID): ManagedDownload {
    const download = this.#table.get(id)
    if (download === undefined || download.state.kind === 'failed') throw notScheduled(id)
    return download
  }

  async #stopped(): Promise<void> {
    for (const download of this.#table.all()) this.#restart(download)
    await this.#runner.whenIdle()
  }

  /** Lets what runs begin anew, later; what arrived stays. */
  #restart(download: ManagedDownload): void {
    if (isRunning(download.state)) this.#stop(download, { kind: 'held', reason: 'queue' })
  }

  /** Ends the attempt, if one runs, with the event that says why. */
  #stop(download: ManagedDownload, event: DownloadEvent): void {
    this.#runner.stop(download)
    this.#table.apply(download, event)
    this.#pumpSoon()
  }

  #pumpSoon(): void {
    if (this.#isPumpDue) return
    this.#isPumpDue = true
    queueMicrotask(() => {
      this.#isPumpDue = false
      if (!this.#isClosed && this.#exclusive === undefined) this.#pump()
      if (this.#isIdle) this.#idle.wake()
    })
  }

  #pump(): void {
    const now = this.#options.conditions.current()
    const { start, stop, hold } = admit(this.#table.all(), now, { packsAtOnce: this.#packsAtOnce })
    for (const { download, reason } of stop)
      if (isRunning(download.state)) this.#stop(download, heldEvent(reason, now))
    for (const { download, reason } of hold)
      if (download.state.kind === 'waiting') this.#table.apply(download, heldEvent(reason, now))
    for (const download of start) {
      // A listener that heard of the one before may have paused or cancelled this one.
      if (download.state.kind === 'waiting') this.#runner.start(download)
    }
  }

  #conditionsChanged(): void {
    const change = this.#failures.change()
    for (const download of this.#table.all()) {
      // What was on its way in sleep hangs on dead connections: it goes on over new ones, from where it was.
      if (change.hasWoken && download.state.kind === 'downloading') this.#restart(download)
      else this.#failures.reconsider(download, change)
    }
    this.#pumpSoon()
  }
}
