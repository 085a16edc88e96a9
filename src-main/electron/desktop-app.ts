import { join } from 'node:path'
import { app, net, powerMonitor, protocol, session, shell, type BrowserWindow } from 'electron'
import { toAssetPackError, type AssetPackError } from '../../src-shared/domain/errors'
import { assetPackContract, type AppFacts, type AssetPackService } from '../../src-shared/ipc/contract'
import { serveContract } from '../../src-shared/ipc/channel-server'
import { createAssetPackManager, type AssetPackManager } from '../index'
import { createAssetPackService } from '../ipc/asset-pack-service'
import { systemClock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { systemRandom } from '../platform/random'
import { readAppConfiguration, type AppConfiguration } from './app-configuration'
import { serveAppProtocol } from './app-protocol'
import { setApplicationMenu } from './application-menu'
import { showPresence } from './background-presence'
import { ChromiumTransport } from './chromium-transport'
import { ElectronConditions } from './electron-conditions'
import { ElectronPort } from './electron-port'
import type { LaunchArguments } from './launch-arguments'
import { createMainWindow, loadPage, showWindow } from './main-window'
import { guardPermissions } from './navigation-guard'
import { runSmoke, type SmokeSummary } from './smoke-run'
import { problemPagePath, startupProblemPage } from './startup-problem'
import { UtilityExtensionHost } from './utility-extension-host'
import { defaultSize } from './window-state'

/** Where the built parts lie and how the app was started. */
export interface DesktopAppOptions {
  readonly launch: LaunchArguments
  /** Path of the built preload. */
  readonly preload: string
  /** Path of the built program that runs the downloader extension. */
  readonly extensionProcess: string
  /** Folder of the built renderer. */
  readonly renderer: string
  readonly logger: Logger
}

interface Running {
  readonly manager: AssetPackManager
  readonly transport: ChromiumTransport
  readonly conditions: ElectronConditions
  readonly service: AssetPackService
  readonly facts: AppFacts
}

/**
 * The desktop app: one manager, one window, and what ties them together. Electron must be ready.
 *
 * What goes wrong before there is a manager becomes a page that says so; the app itself never fails to open.
 */
export class DesktopApp {
  readonly #options: DesktopAppOptions
  readonly #pages = new Map<string, string>()
  #running: Running | undefined
  #window: BrowserWindow | undefined
  #closing: Promise<void> | undefined

  constructor(options: DesktopAppOptions) {
    this.#options = options
  }

  /** Opens everything; resolves when the window shows its page, or, in a smoke run, with what it came to. */
  async start(): Promise<SmokeSummary | undefined> {
    guardPermissions(session.defaultSession)
    setApplicationMenu(process.platform === 'darwin')
    serveAppProtocol(protocol, {
      directory: this.#options.renderer,
      pages: this.#pages,
      random: systemRandom,
    })
    const problem = await this.#open()
    if (problem !== undefined && this.#options.launch.smoke) throw problem
    await this.#openWindow()
    const running = this.#running
    if (running === undefined) return undefined
    // The window is there first; what the system does by itself must not keep it waiting.
    this.#inBackground('The start of the packs failed.', running.manager.start())
    return this.#options.launch.smoke ? await this.#smoke(running) : undefined
  }

  /** Brings the window to the front, and makes a new one if it was closed. Before there was one, it is on its way. */
  async show(): Promise<void> {
    if (this.#window === undefined || this.#closing !== undefined) return
    if (this.#window.isDestroyed()) await this.#openWindow()
    else showWindow(this.#window)
  }

  /** Gives the container free and ends connections; calling it again waits for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #openWindow(): Promise<void> {
    const { launch, preload, logger } = this.#options
    const window = createMainWindow({
      title: this.#running?.facts.productName ?? app.getName(),
      preload,
      stateFile: join(app.getPath('userData'), 'window-state.json'),
      hidden: launch.hidden,
      ...(launch.smoke ? { size: defaultSize } : {}),
      logger,
    })
    this.#window = window
    this.#serve(window)
    await loadPage(window, this.#running === undefined ? problemPagePath : '/index.html')
  }

  async #close(): Promise<void> {
    const running = this.#running
    if (running === undefined) return
    running.conditions.close()
    await running.manager.close()
    await running.transport.close()
  }

  /** Opens the manager; what keeps it from opening is remembered as a page, logged and returned. */
  async #open(): Promise<AssetPackError | undefined> {
    try {
      this.#running = await this.#openManager(await this.#readConfiguration())
      return undefined
    } catch (error) {
      this.#options.logger.log('error', 'The app cannot work.', { reason: String(error) })
      this.#pages.set(problemPagePath, startupProblemPage(app.getName(), error))
      return toAssetPackError(error)
    }
  }

  #readConfiguration(): Promise<AppConfiguration> {
    return readAppConfiguration({
      argument: this.#options.launch.config,
      environment: process.env['ASSETPACK_CONFIG'],
      directories: [process.resourcesPath, join(app.getPath('exe'), '..'), app.getPath('userData')],
    })
  }

  async #openManager({ configuration, directory }: AppConfiguration): Promise<Running> {
    const { logger } = this.#options
    const clock = systemClock
    const transport = new ChromiumTransport({ net, clock, random: systemRandom })
    const conditions = new ElectronConditions({ net, powerMonitor, clock, logger })
    const containerDirectory = configuration.containerDirectory ?? join(app.getPath('userData'), 'container')
    try {
      const manager = await createAssetPackManager({
        configuration,
        configurationDirectory: directory,
        containerDirectory,
        transport,
        conditions,
        logger,
        appVersion: app.getVersion(),
        preferredLanguages: app.getPreferredSystemLanguages(),
        downloaderExtension: { host: new UtilityExtensionHost(this.#options.extensionProcess) },
      })
      const facts: AppFacts = {
        productName: configuration.productName ?? app.getName(),
        appVersion: app.getVersion(),
        platform: process.platform,
        containerDirectory: manager.containerDirectory,
        repositoryURL: configuration.manifestURL,
      }
      const service = createAssetPackService({
        manager,
        appFacts: facts,
        showInFolder: (installedDirectory: string) => {
          shell.showItemInFolder(installedDirectory)
        },
      })
      this.#showPresence(manager, facts.productName)
      return { manager, transport, conditions, service, facts }
    } catch (error) {
      conditions.close()
      await transport.close()
      throw error
    }
  }

  #showPresence(manager: AssetPackManager, productName: string): void {
    this.#inBackground(
      'The progress outside the window stopped.',
      showPresence({ window: () => this.#window, productName, library: manager.library() }),
    )
  }

  /** Serves the contract to each document that the window shows, one after the other. */
  #serve(window: BrowserWindow): void {
    const running = this.#running
    if (running === undefined) return
    window.webContents.on('did-navigate', () => {
      serveContract(assetPackContract, running.service, new ElectronPort(window.webContents))
    })
  }

  #smoke({ manager, transport }: Running): Promise<SmokeSummary> {
    if (this.#window === undefined) throw new TypeError('The smoke run needs the window.')
    return runSmoke({
      window: this.#window,
      library: (signal) => manager.library(signal),
      bytesFetched: () => transport.bytesReceived,
      screenshot: join(process.cwd(), 'out', 'smoke.png'),
      clock: systemClock,
    })
  }

  #inBackground(failure: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (this.#closing === undefined) this.#options.logger.log('error', failure, { reason: String(error) })
    })
  }
}
