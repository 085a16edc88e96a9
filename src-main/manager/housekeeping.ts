import { toAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'

/** Deletes what nobody needs any more, while nothing is being installed. */
export class Housekeeping {
  readonly #store: Pick<AssetPackStore, 'collectGarbage' | 'clearUnfinishedMoves'>
  readonly #downloads: Pick<PackDownloads, 'whileIdle'>
  readonly #logger: Logger
  #running: Promise<void> | undefined
  #hasLookedElsewhere = false

  constructor(
    store: Pick<AssetPackStore, 'collectGarbage' | 'clearUnfinishedMoves'>,
    downloads: Pick<PackDownloads, 'whileIdle'>,
    logger: Logger,
  ) {
    this.#store = store
    this.#downloads = downloads
    this.#logger = logger
  }

  /**
   * Tidies up once the downloads are idle; asking again meanwhile does nothing. The first time it also looks in other folders
   * for what moves have left there. Nobody waits for that: their drives may not answer.
   */
  tidySoon(): void {
    if (!this.#hasLookedElsewhere) {
      this.#hasLookedElsewhere = true
      this.#store.clearUnfinishedMoves().catch((error: unknown) => {
        this.#tellLeft(error)
      })
    }
    this.#running ??= this.#tidy().finally(() => {
      this.#running = undefined
    })
  }

  /** Waits for what runs. The downloads are closed by then. */
  async close(): Promise<void> {
    await this.#running
  }

  async #tidy(): Promise<void> {
    try {
      // A version that is just being committed must not be taken for an old one.
      await this.#downloads.whileIdle(() => this.#store.collectGarbage())
    } catch (error) {
      this.#tellLeft(error)
    }
  }

  /** Nothing that works depends on it; the next time tries again. */
  #tellLeft(error: unknown): void {
    this.#logger.log('warn', 'Old files could not be deleted', { code: toAssetPackError(error).code })
  }
}
