import { Emitter } from '../../src-shared/base/emitter'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { transition, type DownloadEvent } from '../../src-shared/domain/download-state'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { AssetPackStore } from '../store/asset-pack-store'
import { DownloadJournal } from './download-journal'
import { settleWaiters } from './download-wait'
import { inQueueOrder } from './download-queue'
import { ManagedDownload, type DownloadFacts } from './managed-download'
import { QueueOrder } from './queue-order'
import { announcement, type DownloadAnnouncement } from './status-announcement'

/** A download that has just ended, and what ended it. */
export interface DownloadEnding {
  readonly download: ManagedDownload
  readonly event: Extract<DownloadEvent, { readonly kind: 'installed' | 'failed' }>
}

/** The downloads of one container, in memory and in the journal: at most one per pack. */
export class DownloadTable {
  /** Every status update of every download. */
  readonly statusUpdates: Emitter<DownloadAnnouncement>
  /** The id of a pack whose download changed in any way that can be seen. */
  readonly changes: Emitter<AssetPackID>
  /** Each end of a download: it was installed, failed for good, or was cancelled. */
  readonly endings: Emitter<DownloadEnding>
  readonly #journal: DownloadJournal
  readonly #order: QueueOrder
  readonly #downloads = new Map<string, ManagedDownload>()
  /** In order; looked at far more often than it changes. */
  #queue: readonly ManagedDownload[] | undefined

  /** What an earlier process left in the journal is there, dormant. */
  constructor(store: Pick<AssetPackStore, 'downloads' | 'installedPack' | 'values'>, logger: Logger) {
    const onListenerError = (error: unknown): void => {
      logger.log('error', 'A listener failed', { error: toAssetPackError(error).message })
    }
    this.statusUpdates = new Emitter(onListenerError)
    this.changes = new Emitter(onListenerError)
    this.endings = new Emitter(onListenerError)
    this.#journal = new DownloadJournal(store.downloads)
    this.#order = new QueueOrder(store.values)
    this.#restore(store)
  }

  /** Every download, failed ones included. Safe to change the table while walking over it. */
  all(): readonly ManagedDownload[] {
    return [...this.#downloads.values()]
  }

  /** Everything that has not ended, first to start first. */
  queue(): readonly ManagedDownload[] {
    this.#queue ??= inQueueOrder(this.all().filter(({ state }) => state.kind !== 'failed'))
    return this.#queue
  }

  /** Gives the queue another order; durable when it returns. */
  reorder(queue: readonly ManagedDownload[]): void {
    this.#order.set(queue)
    for (const download of this.all()) {
      if (download.state.kind === 'failed') download.place = undefined
    }
    this.#queue = undefined
    // The order is one fact about all of them: whoever shows it looks at all.
    const [first] = queue
    if (first !== undefined) this.changes.emit(first.assetPack.id)
  }

  /** The download of that pack, ignoring case. */
  get(id: AssetPackID): ManagedDownload | undefined {
    return this.#downloads.get(assetPackIDKey(id))
  }

  /** Adds a download and schedules it. */
  add(facts: Omit<DownloadFacts, 'state' | 'sequence'>): ManagedDownload {
    const download = new ManagedDownload({
      ...facts,
      state: { kind: 'created' },
      sequence: this.#journal.nextSequence(),
    })
    this.#downloads.set(assetPackIDKey(facts.assetPack.id), download)
    this.apply(download, { kind: 'scheduled' })
    return download
  }

  /** The one door: transition, journal, announcement. Nothing else changes a download's state. */
  apply(download: ManagedDownload, event: DownloadEvent): void {
    const before = download.state
    download.state = transition(before, event)
    download.cancelTimer()
    // It has ended once, and was told: from now on it is another one.
    if (before.kind === 'failed') download.costs.reset()
    if (event.kind !== 'held' && event.kind !== 'scheduled') download.isUrgent = false
    this.#queue = undefined
    try {
      this.#remember(download, event)
    } finally {
      if (event.kind === 'installed' || event.kind === 'failed') this.endings.emit({ download, event })
      this.statusUpdates.emit(announcement(download, before, event))
      this.changes.emit(download.assetPack.id)
      tellWaiters(download, event)
    }
  }

  /** Remembers what changed besides the state. Of a download that is no longer here nothing is: another may have its place. */
  write(download: ManagedDownload): void {
    if (this.get(download.assetPack.id) !== download) return
    this.#queue = undefined
    this.#journal.write(download.record)
    this.changes.emit(download.assetPack.id)
  }

  /** Forgets a download that has ended. */
  forget(download: ManagedDownload): void {
    const { id } = download.assetPack
    this.#downloads.delete(assetPackIDKey(id))
    this.#queue = undefined
    this.#journal.erase(id)
    this.changes.emit(id)
  }

  #remember(download: ManagedDownload, event: DownloadEvent): void {
    if (event.kind === 'installed' || (event.kind === 'failed' && event.error.code === 'cancelled')) {
      this.#downloads.delete(assetPackIDKey(download.assetPack.id))
      this.#journal.erase(download.assetPack.id)
    } else if (event.kind === 'scheduled' || event.kind === 'paused' || event.kind === 'failed') {
      this.#journal.write(download.record)
    }
  }

  #restore(store: Pick<AssetPackStore, 'installedPack'>): void {
    for (const { record, state } of this.#journal.entries()) {
      const { assetPack } = record
      const installed = store.installedPack(assetPack.id)
      // The last process died between the commit and this: the pack is here.
      if (installed !== undefined && installed.assetPack.version >= assetPack.version)
        this.#journal.erase(assetPack.id)
      else {
        const download = new ManagedDownload({ ...record, state, dormant: true, isWanted: true })
        this.#downloads.set(assetPackIDKey(assetPack.id), download)
      }
    }
    this.#order.restore(this.all())
  }
}

function tellWaiters(download: ManagedDownload, event: DownloadEvent): void {
  if (event.kind !== 'installed' && event.kind !== 'failed') return
  settleWaiters(download, (waiter) => {
    if (event.kind === 'installed') waiter.resolve(download.assetPack)
    else waiter.reject(AssetPackError.fromJSON(event.error))
  })
}
