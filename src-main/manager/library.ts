import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError } from '../../src-shared/domain/errors'
import type { LibraryEntry, LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { CatalogWatch } from './catalog-watch'
import type { DelayedRemovals } from './delayed-removals'
import type { FirstLaunch } from './first-launch'
import { libraryEntry } from './library-entry'
import { LibraryFeed, type LibraryChange, type LibrarySource } from './library-feed'
import type { PrefetchHold } from './prefetch-hold'

/** Milliseconds after which free space is measured again when something happens. */
const freeBytesAgeMs = 5_000

/** Which packs are shown as removed though their files are still here. */
type LibraryRemovals = Pick<DelayedRemovals, 'isLeaving' | 'leaving' | 'changes'>

/** Everything that windows show, derived from catalog, store and downloads; nothing is kept that can be derived. */
export class Library implements LibrarySource {
  readonly #catalog: CatalogWatch
  readonly #store: AssetPackStore
  readonly #downloads: PackDownloads
  readonly #removals: LibraryRemovals
  readonly #firstLaunch: Pick<FirstLaunch, 'hasEnded' | 'changes'>
  readonly #prefetchHold: Pick<PrefetchHold, 'isOn' | 'changes'>
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #feeds = new Set<LibraryFeed>()
  readonly #subscriptions: readonly Unsubscribe[]
  #freeBytes: number | undefined
  #measuredAt = Number.NEGATIVE_INFINITY
  #isMeasuring = false

  constructor(options: {
    readonly catalog: CatalogWatch
    readonly store: AssetPackStore
    readonly downloads: PackDownloads
    readonly removals: LibraryRemovals
    readonly firstLaunch: Pick<FirstLaunch, 'hasEnded' | 'changes'>
    readonly prefetchHold: Pick<PrefetchHold, 'isOn' | 'changes'>
    readonly clock: Clock
    readonly logger: Logger
  }) {
    this.#catalog = options.catalog
    this.#store = options.store
    this.#downloads = options.downloads
    this.#removals = options.removals
    this.#firstLaunch = options.firstLaunch
    this.#prefetchHold = options.prefetchHold
    this.#clock = options.clock
    this.#logger = options.logger
    this.#subscriptions = [
      options.downloads.changes.subscribe((id) => {
        this.changed(id)
      }),
      options.removals.changes.subscribe((id) => {
        this.changed(id)
        this.#factsChanged()
      }),
      options.firstLaunch.changes.subscribe(() => {
        this.#factsChanged()
      }),
      options.prefetchHold.changes.subscribe(() => {
        this.#factsChanged()
      }),
      options.catalog.changes.subscribe(() => {
        this.changed('everything')
      }),
    ]
  }

  /** A snapshot, then changes; ends when `signal` aborts. */
  open(signal: AbortSignal): AsyncIterableIterator<LibraryUpdate, undefined> {
    if (signal.aborted) return endedStream()
    const close = (): void => {
      feed.close()
    }
    const feed = new LibraryFeed(this, this.#clock, () => {
      this.#feeds.delete(feed)
      signal.removeEventListener('abort', close)
    })
    this.#feeds.add(feed)
    signal.addEventListener('abort', close, { once: true })
    this.#measure()
    return feed.updates
  }

  /** Something may look different now. */
  changed(change: LibraryChange): void {
    if (this.#feeds.size === 0) return
    for (const feed of this.#feeds) feed.changed(change)
    this.#measure()
  }

  allEntries(): readonly LibraryEntry[] {
    const ids = new Map<string, AssetPackID>()
    for (const { id } of this.#catalog.lastGood()?.assetPacks ?? []) ids.set(assetPackIDKey(id), id)
    for (const { assetPack } of this.#store.installedPacks())
      ids.set(assetPackIDKey(assetPack.id), assetPack.id)
    for (const { assetPack } of this.#downloads.downloads())
      ids.set(assetPackIDKey(assetPack.id), assetPack.id)
    return [...ids]
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .flatMap(([, id]) => this.entry(id) ?? [])
  }

  entry(id: AssetPackID): LibraryEntry | undefined {
    const manifest = this.#catalog.lastGood()
    return libraryEntry({
      local: this.#removals.isLeaving(id) ? undefined : this.#store.installedPack(id),
      isPinned: this.#store.pinnedVersion(id) !== undefined,
      keptVersions: this.#store.keptVersions(id).map(({ assetPack }) => assetPack.version),
      offered: manifest?.assetPack(id),
      download: this.#downloads.download(id),
      isListKnown: manifest !== undefined,
      isReachable: this.#catalog.isReachable,
    })
  }

  facts(): LibraryFacts {
    const queue = this.#downloads.queue()
    const leaving = this.#removals.leaving()
    return {
      ...this.#catalog.facts,
      ...(this.#firstLaunch.hasEnded ? {} : { isFirstLaunch: true }),
      ...(this.#prefetchHold.isOn ? { isPrefetchHeld: true } : {}),
      ...(leaving.length === 0 ? {} : { leaving }),
      ...(queue.length === 0 ? {} : { queue }),
      ...(this.#freeBytes === undefined ? {} : { freeBytes: this.#freeBytes }),
    }
  }

  /** Ends every stream. */
  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    for (const feed of [...this.#feeds]) feed.close()
  }

  #factsChanged(): void {
    for (const feed of this.#feeds) feed.factsChanged()
  }

  #measure(): void {
    const now = this.#clock.monotonic()
    if (this.#isMeasuring || now - this.#measuredAt < freeBytesAgeMs) return
    this.#isMeasuring = true
    this.#measuredAt = now
    this.#store
      .freeBytes()
      .then((freeBytes) => {
        this.#freeBytes = freeBytes
        this.#factsChanged()
      })
      .catch((error: unknown) => {
        this.#freeBytes = undefined
        this.#logger.log('warn', 'Free space cannot be measured', { code: toAssetPackError(error).code })
      })
      .finally(() => {
        this.#isMeasuring = false
      })
  }
}

/** Not even the snapshot: what it would be of may be closed. */
function endedStream(): AsyncIterableIterator<LibraryUpdate, undefined> {
  const stream = new AsyncQueue<LibraryUpdate>()
  stream.end()
  return stream
}
