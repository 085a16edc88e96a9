import { toAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { DownloadManager } from '../scheduling/download-manager'
import type { AssetPackStore } from '../store/asset-pack-store'

/** Deletes what nobody needs any more, while nothing is being installed. */
export class Housekeeping {
  readonly #store: Pick<AssetPackStore, 'collectGarbage'>
  readonly #downloads: Pick<DownloadManager, 'whenIdle'>
  readonly #logger: Logger
  #running: Promise<void> | undefined
  #isClosed = false

  constructor(
    store: Pick<AssetPackStore, 'collectGarbage'>,
    downloads: Pick<DownloadManager, 'whenIdle'>,
    logger: Logger,
  ) {
    this.#store = store
    this.#downloads = downloads
    this.#logger = logger
  }

  /** Tidies up once the downloads are idle; asking again meanwhile does nothing. */
  tidySoon(): void {
    this.#running ??= this.#tidy().finally(() => {
      this.#running = undefined
    })
  }

  /** Waits for what runs. The downloads are closed by then. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  async #tidy(): Promise<void> {
    await this.#downloads.whenIdle()
    if (this.#isClosed) return
    try {
      await this.#store.collectGarbage()
    } catch (error) {
      // Nothing that works depends on it; the next time tries again.
      this.#logger.log('warn', 'Old files could not be deleted', { code: toAssetPackError(error).code })
    }
  }
}
