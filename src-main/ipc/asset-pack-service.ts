import type { AppSettingsChange, AppSettingsState } from '../../src-shared/domain/app-settings'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { WindowFailure } from '../../src-shared/domain/window-failure'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import {
  undoMs,
  type AppFacts,
  type AssetPackService,
  type MoveRequest,
  type VersionRequest,
} from '../../src-shared/ipc/contract'
import type { AssetPackManager } from '../manager/asset-pack-manager'
import { lookForUpdates } from './update-look'
import type { Arrivals } from './arrivals'
import { ContainerChoices } from './container-choices'
import { packDetailService } from './pack-detail'
import { packFileService, type PackFileDialogs } from './pack-file-service'
import { verificationUpdates } from './verification-updates'

/** Whoever keeps the settings of the app. */
export interface SettingsKeeper {
  /** @throws `invalidArgument`, or what keeps it from being kept. */
  change(change: AppSettingsChange): Promise<void>
  /** The settings, now and after each change, until `signal` aborts. */
  states(signal: AbortSignal): AsyncIterable<AppSettingsState>
}

/** What the service needs of the app around it. */
export interface AssetPackServiceOptions {
  readonly manager: AssetPackManager
  readonly appFacts: Omit<AppFacts, 'containerDirectory'>
  /** Called whenever a window has painted its first list. */
  readonly onDrawn: () => void
  /** Called whenever a window could not draw a part of itself. */
  readonly onWindowFailure: (failure: WindowFailure) => void
  readonly settings: SettingsKeeper
  /** What the system's parts of the app ask of the window, until `signal` aborts. */
  readonly windowRequests: (signal: AbortSignal) => AsyncIterable<WindowRequest>
  /** Shows a folder in the system's file manager. */
  readonly showInFolder: (directory: string) => Promise<void> | void
  /** Asks the person for a folder; `undefined` when none was chosen. */
  readonly chooseDirectory: (signal: AbortSignal) => Promise<string | undefined>
  /** What reaches the app from outside its window. */
  readonly arrivals: Arrivals
  readonly packFiles: PackFileDialogs
}

/**
 * The manager behind the contract: what windows may ask. Windows give ids, never paths. Progress is gathered by the
 * manager's library stream, at most ten updates a second; a window that is slower gets the newest state.
 */
export function createAssetPackService({
  manager,
  appFacts,
  onDrawn,
  onWindowFailure,
  settings,
  windowRequests,
  showInFolder,
  chooseDirectory,
  arrivals,
  packFiles,
}: AssetPackServiceOptions): AssetPackService {
  const { productName } = appFacts
  const containers = new ContainerChoices({ manager, chooseDirectory, productName })
  return {
    appFacts: () => Promise.resolve({ ...appFacts, containerDirectory: manager.containerDirectory }),
    drawn: command(onDrawn),
    reportFailure: command(onWindowFailure),
    checkForUpdates: async (_argument, { signal }) => {
      const { updatingIDs, removedIDs } = await lookForUpdates(manager, { signal })
      return { updatingIDs: [...updatingIDs], removedIDs: [...removedIDs] }
    },
    startDownload: async ({ id, lowSpace }, { signal }) => {
      await manager.startDownload(id, { lowSpace, signal })
      return undefined
    },
    ...queueCalls(manager),
    ...versionCalls(manager),
    limits: () => Promise.resolve(manager.limits()),
    setLimits: command((limits: DownloadLimits) => {
      manager.setLimits(limits)
    }),
    changeSettings: command((change: AppSettingsChange) => settings.change(change)),
    chooseContainerDirectory: (_argument, { signal }) => containers.ask(signal),
    showInFolder: command((id: AssetPackID) => showInFolder(manager.installedDirectory(id))),
    storageUsage: (_argument, { signal }) => manager.storageUsage({ signal }),
    removeKeptVersions: command((id: AssetPackID) => manager.removeKeptVersions(id)),
    showContainer: command(() => showInFolder(manager.containerDirectory)),
    ...packDetailService(manager),
    ...packFileService(manager, arrivals, packFiles),
    settings: (_argument, { signal }) => settings.states(signal),
    windowRequests: (_argument, { signal }) => windowRequests(signal),
    library: (_argument, { signal }) => manager.library(signal),
    transferSpeeds: (_argument, { signal }) => manager.transferSpeeds({ signal }),
    downloadHistory: (_argument, { signal }) => manager.downloadHistoryUpdates({ signal }),
    verify: (id, { signal }) =>
      verificationUpdates(signal, (onProgress, stop) => manager.verify(id, { onProgress, signal: stop })),
    repair: (id, { signal }) =>
      verificationUpdates(signal, (onProgress, stop) => manager.repair(id, { onProgress, signal: stop })),
    moveContainer: (choice, { signal }) => containers.move(choice, signal),
  }
}

type VersionCalls = Pick<AssetPackService, 'remove' | 'undoRemove' | 'rollback' | 'pin' | 'unpin'>

/** What becomes of the version that is here. */
function versionCalls(manager: AssetPackManager): VersionCalls {
  return {
    remove: command((id: AssetPackID) => {
      manager.removeLater(id, undoMs)
    }),
    undoRemove: (id) => Promise.resolve(manager.cancelRemoval(id)),
    rollback: command(async ({ id, version }: VersionRequest) => {
      await manager.rollback(id, version)
    }),
    pin: command(({ id, version }: VersionRequest) => manager.pin(id, version)),
    unpin: command((id: AssetPackID) => {
      manager.unpin(id)
    }),
  }
}

type QueueCalls = Pick<
  AssetPackService,
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'dismissError'
  | 'moveDownload'
  | 'startNow'
  | 'clearDownloadHistory'
  | 'pauseAll'
  | 'resumeAll'
>

function queueCalls(manager: AssetPackManager): QueueCalls {
  return {
    pause: command((id: AssetPackID) => {
      manager.pause(id)
    }),
    resume: command((id: AssetPackID) => {
      manager.resume(id)
    }),
    cancel: command((id: AssetPackID) => manager.cancel(id)),
    dismissError: command((id: AssetPackID) => {
      manager.dismissError(id)
    }),
    moveDownload: command(({ id, move }: MoveRequest) => {
      manager.moveDownload(id, move)
    }),
    startNow: command((id: AssetPackID) => {
      manager.startNow(id)
    }),
    clearDownloadHistory: command(() => {
      manager.clearDownloadHistory()
    }),
    pauseAll: command(() => {
      manager.pauseAll()
    }),
    resumeAll: command(() => {
      manager.resumeAll()
    }),
  }
}

/** A call without a result; what is thrown at once rejects like what is thrown later. */
function command<A>(run: (argument: A) => Promise<void> | void): (argument: A) => Promise<undefined> {
  return async (argument) => {
    await run(argument)
    return undefined
  }
}
