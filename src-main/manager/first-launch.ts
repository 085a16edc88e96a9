import { Emitter } from '../../src-shared/base/emitter'
import { isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Logger } from '../platform/logger'
import { isQueued } from '../scheduling/managed-download'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { ContentProgressRecord } from './content-progress'

/** What a {@link FirstLaunch} works with. */
export interface FirstLaunchOptions {
  readonly record: ContentProgressRecord
  /** Whether packs come by themselves at all. */
  readonly isManaged: boolean
  readonly store: Pick<AssetPackStore, 'installedPack'>
  readonly downloads: Pick<PackDownloads, 'download' | 'changes'>
  readonly logger: Logger
}

/**
 * The first launch of the app on this container. It begins with the first start and ends when the app can be used: the packs
 * of the `install` request were registered, and each essential one of them is here, has failed for good or was cancelled. A
 * process that dies before that leaves the first launch to the next one. Once it has ended it stays so. Where nothing comes by
 * itself there is nothing to wait for.
 */
export class FirstLaunch {
  /** {@link FirstLaunch.hasEnded} may be another one now. */
  readonly changes: Emitter<void>
  readonly #options: FirstLaunchOptions
  /** What it waits for; none from the end on. */
  #awaitedIDs: readonly AssetPackID[] = []
  #isHandled = false

  constructor(options: FirstLaunchOptions) {
    this.#options = options
    this.changes = new Emitter((error) => {
      options.logger.log('error', 'A listener failed', { error: String(error) })
    })
    this.recordChanged()
    options.downloads.changes.subscribe(() => {
      if (this.#awaitedIDs.length > 0 && this.hasEnded) this.#end()
    })
  }

  /** No disk access. */
  get hasEnded(): boolean {
    if (!this.#options.isManaged) return true
    return this.#isHandled && !this.#awaitedIDs.some((id) => this.#isUnderWay(id))
  }

  /** The record says something else than before. */
  recordChanged(): void {
    const { firstLaunchHandled, awaitedIDs } = this.#options.record.read()
    this.#isHandled = firstLaunchHandled
    this.#awaitedIDs = awaitedIDs.filter(isAssetPackID)
    this.changes.emit()
  }

  /** Asking again for a pack that has failed must not begin it anew. */
  #end(): void {
    const { record } = this.#options
    record.write({ ...record.read(), awaitedIDs: [] })
    this.#awaitedIDs = []
    this.changes.emit()
  }

  #isUnderWay(id: AssetPackID): boolean {
    const { store, downloads } = this.#options
    return store.installedPack(id) === undefined && isQueued(downloads.download(id))
  }
}
