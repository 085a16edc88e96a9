import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { DownloaderExtension } from '../extension/downloader-extension'
import type { FileLister } from '../installation/file-lister'
import type { InstallEstimate } from '../installation/install-request'
import type { Clock } from '../platform/clock'
import type { DownloadHistory } from '../scheduling/download-history'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { SpeedRecorder } from '../scheduling/speed-recorder'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { Namespace } from '../store/namespace'
import type { CatalogWatch } from './catalog-watch'
import type { ContainerAccess } from './container-access'
import type { ContainerMover } from './container-mover'
import type { ContentSchedule } from './content-schedule'
import type { DelayedRemovals } from './delayed-removals'
import type { ExplicitRequests } from './explicit-requests'
import type { FileInstalls } from './file-installs'
import type { FirstLaunch } from './first-launch'
import type { Housekeeping } from './housekeeping'
import type { Library } from './library'
import type { LanguageReconciliation } from './language-reconciliation'
import type { LanguageSettings } from './language-settings'
import type { LimitSettings } from './limit-settings'
import type { PackMaintenance } from './pack-maintenance'
import type { PackReader } from './pack-reader'
import type { PackSaves } from './pack-saves'
import type { PackVersions } from './pack-versions'
import type { PeriodicRefresh } from './periodic-refresh'
import type { PrefetchHold } from './prefetch-hold'
import type { RemoteReads } from './remote-reads'
import type { UpdateChecker } from './update-checker'

/** What a manager works with; `createAssetPackManager` puts it together. */
export interface AssetPackManagerParts {
  readonly configuration: Configuration
  readonly catalog: CatalogWatch
  readonly store: AssetPackStore
  readonly downloads: PackDownloads
  readonly history: DownloadHistory
  readonly speeds: SpeedRecorder
  readonly clock: Clock
  readonly content: ContentSchedule
  readonly firstLaunch: FirstLaunch
  readonly prefetchHold: PrefetchHold
  readonly updates: UpdateChecker
  /** Absent when the app has none. */
  readonly extension?: DownloaderExtension | undefined
  readonly library: Library
  readonly periodic: PeriodicRefresh
  readonly housekeeping: Housekeeping
  readonly reader: PackReader
  readonly namespace: Pick<Namespace, 'conflicts'>
  readonly requests: ExplicitRequests
  readonly fileInstalls: Pick<FileInstalls, 'check' | 'install' | 'start'>
  readonly versions: PackVersions
  readonly removals: DelayedRemovals
  readonly maintenance: PackMaintenance
  readonly remote: RemoteReads
  readonly saves: Pick<PackSaves, 'save'>
  readonly lister: Pick<FileLister, 'pages' | 'changes'>
  readonly access: ContainerAccess
  readonly mover: ContainerMover
  readonly limits: LimitSettings
  readonly languages: LanguageSettings
  readonly reconciliation: LanguageReconciliation
  readonly estimate: (assetPack: AssetPack, signal: AbortSignal) => Promise<InstallEstimate>
  /** Ends everything, in the right order; calls that run meanwhile end with `reason`. */
  readonly close: (reason: AssetPackError) => Promise<void>
}
