import { join, resolve } from 'node:path'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import { ClaimWatch } from '../platform/claim-watch'
import { systemClock, type Clock } from '../platform/clock'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { makeFolders } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { UnmanagedExtensionOptions } from '../extension/unmanaged-downloader-extension'
import { silentLogger, type Logger } from '../platform/logger'
import { systemRandom, type Random } from '../platform/random'
import { assumedConditions, type SystemConditions } from '../platform/system-conditions'
import { WakefulConditions } from '../platform/wakeful-conditions'
import { isClaimed, YieldingLock } from '../platform/yielding-lock'
import { openNodeTransport, openTransport } from '../transport/open-transport'
import type { Transport } from '../transport/transport'
import { AssetPackDownloads } from './asset-pack-downloads'
import type { AssetPackQueue } from './asset-pack-queue'
import { DelegateLine } from './delegate-line'
import { DownloadManager } from './download-manager'
import type { DownloadManagerDelegate } from './download-manager-delegate'
import { DownloadRecords } from './download-records'
import { ExclusiveControl } from './exclusive-control'
import { openEndingExtension } from './open-ending-extension'
import { QueueRunner } from './queue-runner'

export type {
  NextDownloads,
  UnmanagedDownloaderExtension,
  UnmanagedExtensionOptions,
} from '../extension/unmanaged-downloader-extension'

/** How a `DownloadManager` is made. Everything but the folder has a default that fits a plain Node process. */
export interface DownloadManagerOptions {
  /** Holds the queue and what comes; made when it is missing. Not a container of asset packs. Processes may share it. */
  readonly directory: string
  /** Hears what becomes of downloads; may be set later. */
  readonly delegate?: DownloadManagerDelegate | undefined
  /**
   * The app's `UnmanagedDownloaderExtension`, for a process that opens the queue while the app does not run: what ends while
   * there is no delegate goes to it, instead of waiting for one. What it prints is in `extension.log` in the folder.
   */
  readonly extension?: UnmanagedExtensionOptions | undefined
  /**
   * True for a process that transfers while the app does not run: as soon as one for which it is not opens the queue, it gives
   * way to that one, which goes on from the bytes that came. By default it is one when it is made with an `extension` and without
   * a `delegate`: an app with an extension that sets its delegate later says false.
   */
  readonly isBackground?: boolean | undefined
  /** The `AssetPackManager` that installs packs whose downloads are scheduled here; not closed by this manager. */
  readonly assetPacks?: AssetPackQueue | undefined
  /** Moves the bytes; closed by the manager. New tries are put around it here. */
  readonly transport?: Transport | undefined
  /** Hosts besides those of the URLs that files may be redirected to; of no effect on a `transport` that is given. */
  readonly redirectHosts?: readonly string[] | undefined
  /** How many files are transferred at once, 1 to 16; 4 by default. */
  readonly downloadsAtOnce?: number | undefined
  readonly conditions?: SystemConditions | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  readonly logger?: Logger | undefined
}

const defaultDownloadsAtOnce = 4

/**
 * Opens a queue of downloads, and goes on with what is in it, unless another process does. The process lives until `close`.
 *
 * ```ts
 * const downloads = await createDownloadManager({ directory: '/path/of/downloads', delegate })
 * await downloads.scheduleDownload(new URLDownload({ identifier: 'voices', url, fileSize, sha256 }))
 * ```
 *
 * @throws `invalidArgument` for a wrong `downloadsAtOnce`, `incompatible` when a later version made the queue, `stateDamaged`
 * when it cannot be read, or what the disk says.
 */
export async function createDownloadManager(options: DownloadManagerOptions): Promise<DownloadManager> {
  const downloadsAtOnce = checkedCount(options.downloadsAtOnce ?? defaultDownloadsAtOnce)
  const { clock, random, logger, machine } = surroundingsOf(options)
  const directory = resolve(options.directory)
  const files = join(directory, 'files')
  const base = options.transport ?? (await openNodeTransport({ clock, redirectHosts: options.redirectHosts }))
  const transport = openTransport({ base, clock, random, logger })
  let records: DownloadRecords | undefined
  let wakeful: WakefulConditions | undefined
  try {
    await withFileSystemErrors(directory, () => makeFolders(files))
    const opened = await DownloadRecords.open(join(directory, 'downloads.db'))
    records = opened
    const delegates = new DelegateLine(logger)
    delegates.delegate = options.delegate
    const conditions = new WakefulConditions({ base: machine, clock, logger })
    wakeful = conditions
    const acquireControl = (): Promise<FileLock> => acquireFileLock(join(directory, 'control.lock'))
    const control = new ExclusiveControl({ acquireLock: acquireControl, clock })
    const extension =
      options.extension && openEndingExtension(options.extension, { directory, clock, logger })
    const lockPath = join(directory, 'transfer.lock')
    const isBackground = isInBackground(options)
    const lock = new YieldingLock({ path: lockPath, isBackground })
    const runner = new QueueRunner({
      records,
      delegates,
      extension,
      control,
      directory: files,
      acquireLock: () => lock.acquire(),
      transport,
      conditions,
      clock,
      random,
      logger,
      downloadsAtOnce,
    })
    await runner.open()
    const watch = isBackground ? watchForClaims(runner, lockPath, clock) : undefined
    const assetPacks = options.assetPacks && new AssetPackDownloads(options.assetPacks, delegates, logger)
    const close = async (): Promise<void> => {
      watch?.close()
      await assetPacks?.close()
      await runner.close()
      lock.withdraw()
      await extension?.close()
      conditions.close()
      opened.close()
      await transport.close()
    }
    return DownloadManager.of({ records, runner, control, delegates, assetPacks, close })
  } catch (error) {
    wakeful?.close()
    records?.close()
    await transport.close().catch(() => undefined)
    throw toAssetPackError(error)
  }
}

interface Surroundings {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly machine: SystemConditions
}

function surroundingsOf({
  clock = systemClock,
  random = systemRandom,
  logger = silentLogger,
  conditions = assumedConditions,
}: DownloadManagerOptions): Surroundings {
  return { clock, random, logger, machine: conditions }
}

function watchForClaims(runner: QueueRunner, lockPath: string, clock: Clock): ClaimWatch {
  const onClaimed = (): void => void runner.giveWay()
  return new ClaimWatch({ isClaimed: () => isClaimed(lockPath), onClaimed, clock })
}

function isInBackground({ isBackground, extension, delegate }: DownloadManagerOptions): boolean {
  return isBackground ?? (extension !== undefined && delegate === undefined)
}

function checkedCount(downloadsAtOnce: number): number {
  if (Number.isInteger(downloadsAtOnce) && downloadsAtOnce >= 1 && downloadsAtOnce <= 16)
    return downloadsAtOnce
  throw new AssetPackError(
    'invalidArgument',
    `downloadsAtOnce is ${String(downloadsAtOnce)}: it must be a whole number from 1 to 16.`,
    { details: { downloadsAtOnce } },
  )
}
