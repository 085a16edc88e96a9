import type { Configuration } from '../../src-shared/domain/configuration'
import type { DownloaderExtensionOptions } from '../extension/managed-downloader-extension'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'
import type { Transport } from '../transport/transport'

export type { JsonObject, JsonValue } from '../../src-shared/base/json'
export type { Unsubscribe } from '../../src-shared/base/emitter'
export { systemClock } from '../platform/clock'
export type { Clock, TimerOptions } from '../platform/clock'
export type { Logger, LogLevel } from '../platform/logger'
export type { Random } from '../platform/random'
export type { ConditionsSnapshot, SystemConditions } from '../platform/system-conditions'
export type { RepairReport, VerificationReport } from '../installation/verification'
export type { PackFileProgress, SavedPackFile } from '../installation/pack-file-writer'
export type { InstallEstimate, InstallReport } from '../installation/install-request'
export type { ExtensionHost, ExtensionProcess } from '../extension/extension-host'
export {
  extensionFailureKinds,
  type DownloaderExtensionOptions,
  type ExtensionFailure,
  type ExtensionFailureKind,
  type ManagedDownloaderExtension,
} from '../extension/managed-downloader-extension'
export type { DownloadOrigin } from '../scheduling/download-queue'
export type { DownloadSnapshot } from '../scheduling/managed-download'
export { moveContainer, type ContainerMoveOptions } from '../store/container-move'
export type { NamespaceConflict } from '../store/namespace'
export type {
  ByteRange,
  DownloadReceipt,
  DownloadRequest,
  Pace,
  ReadRequest,
  Transport,
} from '../transport/transport'

/** How an `AssetPackManager` is made. Everything but the first two has a default that fits a plain Node process. */
export interface AssetPackManagerOptions {
  readonly configuration: Configuration
  /**
   * The folder that holds the packs, or held them until `moveContainer` moved them; created when it is missing. One process
   * at a time may have it open.
   */
  readonly containerDirectory: string
  /**
   * True for a process that works while the app does not run: as soon as one for which it is not opens the container, this
   * manager closes (`AssetPackManager.whenClosed`), and the other one goes on with what had come. False by default.
   */
  readonly isBackground?: boolean | undefined
  /** Ends the wait for another process that gives the container up; of no effect on a manager that is open. */
  readonly signal?: AbortSignal | undefined
  /** What a relative `rootMetadata` of the configuration starts from; the working directory by default. */
  readonly configurationDirectory?: string | undefined
  /** The trusted root metadata itself, instead of the file that the configuration names. */
  readonly rootMetadata?: Uint8Array | undefined
  /** Moves the bytes; closed by the manager. Retrying and limiting are put around it here. */
  readonly transport?: Transport | undefined
  readonly conditions?: SystemConditions | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  readonly logger?: Logger | undefined
  /**
   * The built worker that verifies and decompresses: `unpack-worker.js`, beside the library's own code by default. A bundle that
   * the library is part of needs it beside itself, made of `packhouse/unpack-worker`, or named here.
   */
  readonly unpackWorker?: URL | undefined
  /**
   * The app's `ManagedDownloaderExtension`, which says what may come by itself; the configuration names its module, too. Each
   * answer may take five seconds. What it prints is in `logs/extension.log` in the container.
   */
  readonly downloaderExtension?: DownloaderExtensionOptions | undefined
  /** The app's own version: an `update` content request follows when it changes. */
  readonly appVersion?: string | undefined
  /**
   * The languages that the user prefers, BCP-47, the most wanted first; what is no tag is left out. The container keeps them.
   * Absent = as they were said last for this container, else the system's language.
   */
  readonly preferredLanguages?: readonly string[] | undefined
}
