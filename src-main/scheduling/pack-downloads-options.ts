import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { PackFileUse } from '../installation/install-request'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { AttemptRunnerOptions, PackInstaller } from './attempt-runner'
import type { DownloadOrigin } from './download-queue'

/** What a `PackDownloads` works with. */
export interface PackDownloadsOptions {
  readonly installer: PackInstaller
  readonly store: AttemptRunnerOptions['store'] & Pick<AssetPackStore, 'downloads' | 'values'>
  /** The newest version that the repository offers, asked anew; `undefined` when it offers none. */
  readonly newestVersion: (assetPack: AssetPack, signal: AbortSignal) => Promise<AssetPack | undefined>
  readonly conditions: SystemConditions
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** How many packs are installed at the same time, until `PackDownloads.setPacksAtOnce` says something else. */
  readonly packsAtOnce: number
}

/** How a download is asked for. */
export interface DownloadRequestOptions {
  readonly origin: DownloadOrigin
  /** -100 to 100. */
  readonly priority?: number | undefined
  /** Low-space mode is agreed to, should there be no room otherwise; that holds until the download ends. */
  readonly lowSpace?: boolean | undefined
  /** The `.assetpack` file that it is to come from, until an attempt with it fails where the network may stand in for it. */
  readonly file?: PackFileUse | undefined
}
