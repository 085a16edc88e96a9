/**
 * The public door: everything that an embedder, the command line and the desktop app build on. This list is the API.
 *
 * ```ts
 * const configuration = await loadConfiguration('assetpack.config.json')
 * const manager = await createAssetPackManager({ configuration, containerDirectory: '/path/of/the/packs' })
 * await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
 * const bytes = await manager.contents('levels/one.json')
 * await manager.close()
 * ```
 */

// Values and types that everything speaks of.
export { AssetPack, userInfoLimits, type AssetPackDescription } from '../src-shared/domain/asset-pack'
export {
  AssetPackDownload,
  type AssetPackDownloadDescription,
  type AssetPackDownloadOptions,
} from '../src-shared/domain/asset-pack-download'
export { isAssetPackID, parseAssetPackID, type AssetPackID } from '../src-shared/domain/asset-pack-id'
export { AssetPackManifest } from '../src-shared/domain/asset-pack-manifest'
export {
  AssetPackStatus,
  assetPackStatusBits,
  type AssetPackStatusFlag,
} from '../src-shared/domain/asset-pack-status'
export {
  backgroundAssetsError,
  backgroundAssetsErrorNumbers,
  type BackgroundAssetsError,
  type BackgroundAssetsErrorDomain,
  type BackgroundAssetsErrorNumbers,
} from '../src-shared/domain/background-assets-error'
export {
  parseConfiguration,
  type Configuration,
  type InitialDownloadRestrictions,
  type NetworkLimits,
} from '../src-shared/domain/configuration'
export { contentRequests, type ContentRequest } from '../src-shared/domain/content-request'
export {
  installationEventTypes,
  type DownloadPolicy,
  type InstallationEventType,
} from '../src-shared/domain/download-policy'
export type { DownloadLimits, QuietHours } from '../src-shared/domain/download-limits'
export type { LanguageChoice } from '../src-shared/domain/language'
export {
  Download,
  downloadStates,
  type DownloadChoices,
  type DownloadFacts,
  type DownloadStateName,
} from '../src-shared/domain/download'
export { downloadPriority } from '../src-shared/domain/download-priority'
export {
  URLDownload,
  type URLDownloadDescription,
  type URLDownloadOptions,
} from '../src-shared/domain/url-download'
export type {
  ContainerMove,
  ContainerMovePlan,
  ContainerMoveProgress,
} from '../src-shared/domain/container-move'
export {
  isRunning,
  type DownloadState,
  type RunningPhase,
  type Wait,
} from '../src-shared/domain/download-state'
export {
  downloadPhases,
  downloadStatusUpdateSchema,
  isTerminal,
  waitingReasons,
  type DownloadPhase,
  type DownloadProgress,
  type DownloadSegment,
  type CancellableProgress,
  type DownloadStall,
  type DownloadStatusDescription,
  type DownloadStatusUpdate,
  type WaitingReason,
} from '../src-shared/domain/download-status-update'
export {
  AssetPackError,
  assetPackErrorCodes,
  isAssetPackError,
  toAssetPackError,
  type AssetPackErrorCode,
  type AssetPackErrorOptions,
  type SerializedError,
} from '../src-shared/domain/errors'
export { cancellationReason, type CancellationReason } from '../src-shared/domain/cancellation-reason'
export {
  connectionStates,
  type ConnectionState,
  type LibraryDownload,
  type LibraryEntry,
  type LeavingPack,
  type LibraryFacts,
  type LibraryUpdate,
  type LocalVersion,
} from '../src-shared/domain/library'
export {
  parsePackagingManifest,
  type FileSelector,
  type PackagingManifest,
} from '../src-shared/domain/packaging-manifest'
export {
  downloadOutcomes,
  installDetourKinds,
  type DownloadHistoryEntry,
  type DownloadOutcome,
  type InstallDetour,
  type NumberedHistoryEntry,
} from '../src-shared/domain/download-history'
export type { QueueMove } from '../src-shared/domain/queue-move'
export { speedHistorySeconds, type SpeedPoint, type SpeedUpdate } from '../src-shared/domain/transfer-speed'
export { packagingManifestTemplate } from '../src-shared/domain/packaging-manifest-template'
export {
  verificationFindingKinds,
  type VerificationFinding,
  type VerificationFindingKind,
  type VerificationProgress,
} from '../src-shared/domain/verification'
export {
  fileChangeKinds,
  type ChangedFile,
  type FileChangeKind,
  type ListedFile,
} from '../src-shared/domain/pack-files'
export { platformNames, type PlatformName } from '../src-shared/domain/platform-name'
export { shortageOf, type InstallPrice, type SpaceShortage } from '../src-shared/domain/space-shortage'

// The client's side.
export type { AssetPackManager } from './manager/asset-pack-manager'
export type {
  Cancellable,
  ContainerMoveCallOptions,
  EnsureOptions,
  FileInstallOptions,
  LookupScope,
  SaveFileOptions,
  VerificationOptions,
} from './manager/call-options'
export type { AssetPacksInFiles } from './manager/asset-packs-in-files'
export type { InstalledAssetPacks } from './manager/installed-asset-packs'
export type { InstalledVersion } from './manager/installed-version'
export type { ReconciledLanguage } from './manager/language-reconciliation'
export type { LocalizedAssetPacks } from './manager/localized-asset-packs'
export type { QueuedAssetPacks } from './manager/queued-asset-packs'
export { createAssetPackManager } from './manager/create-asset-pack-manager'
export { loadConfiguration } from './manager/load-configuration'
export type { CheckedPackFile } from './manager/file-installs'
export { LocalAvailabilityError } from './manager/local-availability-error'
export {
  moveContainer,
  systemClock,
  type AssetPackManagerOptions,
  type ByteRange,
  type Clock,
  type ConditionsSnapshot,
  type ContainerMoveOptions,
  extensionFailureKinds,
  type DownloaderExtensionOptions,
  type DownloadOrigin,
  type DownloadReceipt,
  type DownloadRequest,
  type DownloadSnapshot,
  type ExtensionFailure,
  type ExtensionFailureKind,
  type ExtensionHost,
  type ExtensionProcess,
  type InstallEstimate,
  type InstallReport,
  type JsonObject,
  type JsonValue,
  type Logger,
  type LogLevel,
  type ManagedDownloaderExtension,
  type NamespaceConflict,
  type Pace,
  type PackFileProgress,
  type Random,
  type ReadRequest,
  type RepairReport,
  type SavedPackFile,
  type SystemConditions,
  type TimerOptions,
  type Transport,
  type Unsubscribe,
  type VerificationReport,
} from './manager/manager-options'
export type { SizeCalculationMethod } from './manager/pack-size'
export type { PackUsage, StorageUsage } from '../src-shared/domain/storage-usage'
export type { UpdateCheck } from './manager/update-checker'

// Downloads of the app's own.
export {
  createDownloadManager,
  type DownloadManagerOptions,
  type NextDownloads,
  type UnmanagedDownloaderExtension,
  type UnmanagedExtensionOptions,
} from './downloads/create-download-manager'
export { DownloadManager, type ScheduleOptions } from './downloads/download-manager'
export type { AssetPackQueue, QueuedAssetPack } from './downloads/asset-pack-queue'
export type { DownloadManagerDelegate, SchedulableDownload } from './downloads/download-manager-delegate'
export type { ExclusiveControlOptions } from './downloads/exclusive-control'

// The publisher's side.
export {
  defaultCompressionLevel,
  packageAssetPack,
  readPackagingSource,
  type AssetPackFacts,
  type PackageOptions,
  type PackagedAssetPack,
  type PackagingProgress,
  type PackagingSource,
} from './packaging/package-asset-pack'
export {
  readAssetPackFile,
  writeAssetPackFile,
  type AssetPackFile,
  type BundleReference,
  type ChunkTable,
  type PackFile,
  type PackFrame,
  type PackIndex,
} from './packaging/write-asset-pack-file'
export type { WriteBundle } from './packaging/bundle-writer'
export type { CompressOptions, FrameCompressor } from './packaging/frame-compressor'
export type { ReadBundleBytes } from './packaging/packed-chunks'
export type { SelectedFile } from './packaging/source-file'
export { selectFiles, type Selection } from './packaging/select-files'
export { updateCost } from './packaging/update-cost'
export {
  createSigningKeys,
  defaultExpiryDays,
  defaultKeep,
  publish,
  refreshMetadata,
  withdraw,
  type PublishedPack,
  type PublishOptions,
  type PublishProgress,
  type PublishReport,
  type RepositoryPlace,
} from './publishing/publish'
export { startHostingServer, type HostingServer, type HostingServerOptions } from './hosting/hosting-server'
