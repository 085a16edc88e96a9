import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import type { DownloadStateName } from '../../src-shared/domain/download'
import type { DownloadState } from '../../src-shared/domain/download-state'
import type { DownloadProgress, DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { AssetPackQueue, QueuedAssetPack } from './asset-pack-queue'
import type { DelegateLine } from './delegate-line'

/** The original's word for each state. */
const stateNames: Readonly<Record<DownloadState['kind'], DownloadStateName>> = {
  created: 'created',
  waiting: 'waiting',
  paused: 'waiting',
  downloading: 'downloading',
  verifying: 'downloading',
  installing: 'downloading',
  finished: 'finished',
  failed: 'failed',
}

/**
 * Downloads of asset packs, as the other downloads: scheduled, listed, cancelled, and told to the same delegate. The queue
 * itself, with all that makes a pack of bytes, is the pack manager's.
 */
export class AssetPackDownloads {
  readonly #queue: AssetPackQueue
  readonly #delegates: DelegateLine
  readonly #closed = new AbortController()
  readonly #relaying: Promise<void>
  /** Bytes of which the delegate knows, of packs that are being transferred. */
  readonly #reached = new Map<string, number>()

  constructor(queue: AssetPackQueue, delegates: DelegateLine, logger: Logger) {
    this.#queue = queue
    this.#delegates = delegates
    this.#relaying = this.#relay().catch((error: unknown) => {
      logger.log('error', 'What becomes of asset packs is no longer heard.', { reason: String(error) })
    })
  }

  /** What is in the queue. */
  current(): readonly AssetPackDownload[] {
    return this.#queue.downloads().map(asDownload)
  }

  /** The download of that pack that is in the queue, in whatever version. */
  find({ identifier }: AssetPackDownload): AssetPackDownload | undefined {
    const key = assetPackIDKey(identifier)
    return this.current().find((download) => assetPackIDKey(download.identifier) === key)
  }

  /** Schedules a pack; when its newest version is installed already, the delegate hears that it has finished. */
  async schedule(download: AssetPackDownload, isForeground: boolean): Promise<void> {
    if (await this.#queue.scheduleDownload(download, isForeground)) return
    this.#tellFinished(download.withState('finished'))
  }

  /** Takes a pack's download out of the queue; whether there was one. */
  async cancel(download: AssetPackDownload): Promise<boolean> {
    const present = this.find(download)
    if (present !== undefined) await this.#queue.cancel(present.identifier)
    return present !== undefined
  }

  /** Stops listening. The pack manager stays open. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#relaying
  }

  async #relay(): Promise<void> {
    const { signal } = this.#closed
    for await (const update of this.#queue.statusUpdates(undefined, { signal })) this.#tell(update)
  }

  #tell(update: DownloadStatusUpdate<AssetPack, DownloadProgress>): void {
    const download = update.assetPack.download()
    switch (update.kind) {
      case 'began': {
        const begun = download.withState('downloading')
        this.#delegates.tell(begun, (delegate) => delegate.downloadDidBegin?.(begun))
        return
      }
      case 'downloading':
        this.#tellWritten(download.withState('downloading'), update.progress)
        return
      case 'paused': {
        const paused = download.withState('waiting')
        this.#delegates.tell(paused, (delegate) => delegate.downloadDidPause?.(paused))
        return
      }
      case 'finished':
        this.#reached.delete(download.uniqueIdentifier)
        this.#tellFinished(download.withState('finished'))
        return
      case 'failed': {
        this.#reached.delete(download.uniqueIdentifier)
        const failed = download.withState('failed')
        const error = AssetPackError.fromJSON(update.error)
        this.#delegates.tell(failed, (delegate) => delegate.downloadFailed(failed, error))
      }
    }
  }

  /** What was here when the first of these comes does not count. */
  #tellWritten(download: AssetPackDownload, { completedBytes, totalBytes }: DownloadProgress): void {
    const before = this.#reached.get(download.uniqueIdentifier)
    this.#reached.set(download.uniqueIdentifier, completedBytes)
    if (before === undefined || before === completedBytes) return
    this.#delegates.tellWritten(download, Math.max(0, completedBytes - before), completedBytes, totalBytes)
  }

  #tellFinished(download: AssetPackDownload): void {
    this.#delegates.tell(download, (delegate) => delegate.assetPackDownloadFinished?.(download))
  }
}

function asDownload({ assetPack, state, origin, priority }: QueuedAssetPack): AssetPackDownload {
  return new AssetPackDownload({
    ...assetPack.download().toJSON(),
    isEssential: origin === 'essential',
    priority,
    state: stateNames[state.kind],
  })
}
