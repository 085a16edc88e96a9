import { join } from 'node:path'
import { app, shell } from 'electron'
import type { AppFacts, AssetPackService } from '../../src-shared/ipc/contract'
import { createAssetPackManager, type AssetPackManager } from '../index'
import { Arrivals } from '../ipc/arrivals'
import { createAssetPackService } from '../ipc/asset-pack-service'
import type { WindowRequests } from '../ipc/window-requests'
import type { Logger } from '../platform/logger'
import type { AppConfiguration } from './app-configuration'
import { appFactsOf } from './app-facts'
import type { AppliedSettings } from './applied-settings'
import { openElectronParts, type ElectronParts } from './electron-parts'
import { holdForChoice } from './first-choice'
import type { OpenAtLogin } from './open-at-login'
import type { WindowDialogs } from './window-dialogs'

/** What {@link openRunningPacks} works with. */
export interface RunningPacksOptions extends AppConfiguration {
  readonly productName: string
  /** Path of the built program that runs the downloader extension. */
  readonly extensionProcess: string
  readonly openAtLogin: OpenAtLogin
  readonly settings: Pick<AppliedSettings, 'current' | 'change' | 'states'>
  readonly requests: WindowRequests
  readonly dialogs: WindowDialogs
  /** The window has drawn its first list. */
  readonly onDrawn: () => void
  readonly logger: Logger
}

/** The packs of the app once they are open: their manager, what it works with, and what windows ask of it. */
export interface RunningPacks extends Pick<ElectronParts, 'transport' | 'conditions'> {
  readonly manager: AssetPackManager
  readonly service: AssetPackService
  readonly arrivals: Arrivals
  readonly facts: Omit<AppFacts, 'containerDirectory'>
}

/** Opens the container and its manager, on Electron's network and conditions. @throws what keeps it from opening */
export async function openRunningPacks(options: RunningPacksOptions): Promise<RunningPacks> {
  const { configuration, directory, extensionProcess, productName, logger } = options
  const parts = openElectronParts({ logger, extensionProcess })
  const { transport, conditions, extensionHost } = parts
  try {
    const manager = await createAssetPackManager({
      configuration,
      configurationDirectory: directory,
      containerDirectory: configuration.containerDirectory ?? join(app.getPath('userData'), 'container'),
      transport,
      conditions,
      logger,
      appVersion: app.getVersion(),
      preferredLanguages: app.getPreferredSystemLanguages(),
      downloaderExtension: { host: extensionHost },
    })
    holdForChoice(manager, options.settings.current, logger)
    const facts = appFactsOf(configuration, productName)
    const arrivals = new Arrivals(manager)
    const service = serviceOf({ ...options, manager, arrivals, facts })
    return { manager, transport, conditions, service, arrivals, facts }
  } catch (error) {
    conditions.close()
    await transport.close()
    throw error
  }
}

/** Gives the container free and ends connections. */
export async function closeRunningPacks({ manager, transport, conditions }: RunningPacks): Promise<void> {
  conditions.close()
  await manager.close()
  await transport.close()
}

type ServiceOptions = RunningPacksOptions & Pick<RunningPacks, 'manager' | 'arrivals' | 'facts'>

function serviceOf(options: ServiceOptions): AssetPackService {
  const { manager, arrivals, facts, settings, requests, dialogs, openAtLogin, onDrawn, logger } = options
  return createAssetPackService({
    manager,
    appFacts: facts,
    onDrawn,
    onWindowFailure: (failure) => {
      logger.log('error', 'A part of the window could not be drawn.', { ...failure })
    },
    settings: {
      change: async (change) => {
        await settings.change(change, openAtLogin)
        if (change.welcomed === true) manager.releasePrefetch()
      },
      states: (signal) => settings.states(openAtLogin, signal),
    },
    windowRequests: (signal) => requests.stream(signal),
    showInFolder: (installedDirectory: string) => {
      shell.showItemInFolder(installedDirectory)
    },
    chooseDirectory: () => dialogs.chooseDirectory(),
    arrivals,
    packFiles: dialogs,
  })
}
