import { join } from 'node:path'
import { app, nativeTheme, protocol, session, type BrowserWindow } from 'electron'
import { usualAppSettings } from '../../src-shared/domain/app-settings'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { assetPackContract, type AssetPackService } from '../../src-shared/ipc/contract'
import { serveContract } from '../../src-shared/ipc/channel-server'
import { en } from '../../src-shared/messages/en'
import { loadCatalogue } from '../../src-shared/messages/locales'
import { awaitedService } from '../ipc/awaited-service'
import { WindowRequests } from '../ipc/window-requests'
import { packPicture } from '../ipc/pack-picture'
import { systemClock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { systemRandom } from '../platform/random'
import { readAppConfiguration, type AppConfiguration } from './app-configuration'
import { serveAppProtocol } from './app-protocol'
import { AppSettingsFile } from './app-settings-file'
import { AppliedSettings } from './applied-settings'
import { performAction } from './app-actions'
import { ElectronPort } from './electron-port'
import { hearGivenFiles } from './given-files'
import type { LaunchArguments, Openings } from './launch-arguments'
import { mainText } from './main-text'
import { createMainWindow, loadPage, minimizeWindow, showWindow } from './main-window'
import { guardPermissions } from './navigation-guard'
import { wasStartedHidden } from './open-at-login'
import { openAtLoginHere } from './open-at-login-here'
import { registerLinks } from './register-links'
import { closeRunningPacks, openRunningPacks, type RunningPacks } from './running-packs'
import { runSmoke, type SmokeSummary } from './smoke-run'
import { openSystemPresence, windowIcon, type SystemPresence } from './system-presence'
import { problemPagePath, startupProblemPage } from './startup-problem'
import { closingAnswer } from './window-closing'
import { WindowDialogs } from './window-dialogs'
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

/** A window that has not said by then that its list is drawn is shown all the same, and what waits for it begins. */
const longestDrawingMs = 3_000

/**
 * The desktop app: one manager, one window, and what ties them together. Electron must be ready.
 *
 * What goes wrong before there is a manager becomes a page that says so; the app itself never fails to open.
 */
export class DesktopApp {
  readonly #options: DesktopAppOptions
  readonly #pages = new Map<string, string>()
  #opening: Promise<RunningPacks> | undefined
  /** What was to be opened before there was anything to open it with. */
  readonly #early: Openings[] = []
  readonly #dialogs = new WindowDialogs(() => this.#window)
  readonly #settings: AppliedSettings
  readonly #requests = new WindowRequests()
  readonly #system: SystemPresence
  /** What a page asks, also before the packs are open; absent once they cannot be. */
  #service: AssetPackService | undefined
  #running: RunningPacks | undefined
  #hasBegun = false
  /** Nobody wants to see the window yet. */
  #isHidden: boolean
  #window: BrowserWindow | undefined
  /** The present page of the window; never rejects. */
  #page: Promise<unknown> = Promise.resolve()
  #closing: Promise<void> | undefined

  constructor(options: DesktopAppOptions) {
    this.#options = options
    this.#isHidden = wasStartedHidden({ app, platform: process.platform, launch: options.launch })
    const { logger } = options
    const file = new AppSettingsFile({
      file: join(app.getPath('userData'), 'settings.json'),
      usual: usualAppSettings(process.platform),
      logger,
    })
    const systemLanguages = app.getPreferredSystemLanguages()
    this.#settings = new AppliedSettings({ file, nativeTheme, systemLanguages, logger })
    this.#system = openSystemPresence({
      settings: this.#settings,
      productName: () => this.#running?.facts.productName ?? app.getName(),
      window: () => this.#window,
      perform: (action) => {
        performAction(action, {
          show: () => void this.show(),
          ask: this.#ask,
          quit: () => {
            app.quit()
          },
          manager: this.#running?.manager,
          logger,
        })
      },
      open: this.#ask,
      onTrayLost: () => {
        if (this.#window?.isDestroyed() === false && !this.#window.isVisible()) minimizeWindow(this.#window)
      },
    })
  }

  /** Opens everything; resolves when the window shows its page, or, in a smoke run, with what it came to. */
  async start(): Promise<SmokeSummary | undefined> {
    guardPermissions(session.defaultSession)
    serveAppProtocol(protocol, {
      directory: this.#options.renderer,
      pages: this.#pages,
      picture: async (id, version) => {
        const manager = this.#running?.manager
        return manager === undefined ? undefined : packPicture(manager, id, version)
      },
      random: systemRandom,
      language: () => this.#settings.language,
    })
    // Chromium takes its time to make a process for the page; the packs are opened meanwhile, and the page waits for them.
    const opening = this.#open()
    this.#opening = opening
    for (const openings of this.#early.splice(0)) void this.open(openings)
    const service = awaitedService(
      assetPackContract,
      // Where the packs cannot be opened, the page that waits gets no answer: another one takes its place.
      opening.then(
        (running) => running.service,
        () => new Promise<never>(() => undefined),
      ),
    )
    this.#service = service
    const page = this.#openWindow(service)
    this.#inBackground('The menu cannot be shown.', this.#system.presence.open())
    try {
      await opening
    } catch (error) {
      this.#service = undefined
      await Promise.allSettled([page])
      if (this.#options.launch.smoke) throw error
      await this.#showProblem(error)
      return undefined
    }
    await page
    this.#drawnSoon()
    return this.#options.launch.smoke ? await this.#smoke(await opening) : undefined
  }

  /**
   * Brings the window to the front, and makes a new one if it was closed. Before there is something in it, it waits. Never
   * rejects: whoever clicked has nobody to hear it.
   */
  async show(): Promise<void> {
    if (this.#window === undefined || this.#closing !== undefined) return
    this.#isHidden = false
    await this.#page
    if (!this.#window.isDestroyed()) {
      showWindow(this.#window)
      return
    }
    try {
      await this.#openWindow(this.#service)
    } catch (error) {
      this.#options.logger.log('error', 'A new window cannot show its page.', { reason: String(error) })
    }
    this.#drawnSoon()
  }

  /** Brings the window to the front and opens files and links in it; nothing is installed before somebody agrees there. */
  async open({ files, links }: Openings): Promise<void> {
    if (this.#opening === undefined) {
      this.#early.push({ files, links })
      return
    }
    await this.show()
    const running = await this.#opening.catch(() => undefined)
    for (const link of links) await running?.arrivals.openLink(link)
    await running?.arrivals.openFiles(files.map((path) => ({ path })))
  }

  /** Gives the container free and ends connections; calling it again waits for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** Opens a window whose page asks that service, or, without one, with the page that says why there is none. */
  async #openWindow(service: AssetPackService | undefined): Promise<void> {
    const { launch, preload, logger } = this.#options
    const window = createMainWindow({
      title: this.#running?.facts.productName ?? app.getName(),
      preload,
      icon: windowIcon,
      stateFile: join(app.getPath('userData'), 'window-state.json'),
      ...(launch.smoke ? { size: defaultSize } : {}),
      logger,
      closing: () => this.#closingAnswer(),
    })
    this.#window = window
    if (service !== undefined) this.#serve(window, service)
    await this.#load(window, service === undefined ? problemPagePath : '/index.html')
  }

  /** A window that is closed before its page is there is no failure. */
  async #load(window: BrowserWindow, page: string): Promise<void> {
    const loading = loadPage(window, page)
    this.#page = loading.catch(() => undefined)
    try {
      await loading
    } catch (error) {
      if (!window.isDestroyed()) throw error
    }
  }

  /** Shows the window for the first time. Where it is hidden there must be something else that brings it back. */
  async #present(): Promise<void> {
    const hasTray = !this.#isHidden || process.platform === 'darwin' || (await this.#system.trayHost.known)
    const window = this.#window
    if (window === undefined || window.isDestroyed() || window.isVisible()) return
    if (!this.#isHidden) window.show()
    else if (!hasTray) minimizeWindow(window)
  }

  /** Asks it of the window, which comes to the front. */
  readonly #ask = (request: WindowRequest): void => {
    this.#requests.ask(request)
    void this.show()
  }

  /** What keeps the app from working takes the place of the page that waits. */
  async #showProblem(error: unknown): Promise<void> {
    const { language } = this.#settings
    // The page is the only thing that says what is wrong: in English rather than not at all.
    const catalogue = await loadCatalogue(language.id).catch(() => en)
    const text = await mainText(language, catalogue)
    const page = startupProblemPage({ productName: app.getName(), error, text, language })
    this.#pages.set(problemPagePath, page)
    if (this.#window?.isDestroyed() === false) await this.#load(this.#window, problemPagePath)
    await this.#present()
  }

  /** The page says when it is drawn; what waits for that does not wait for a page that never says so. */
  #drawnSoon(): void {
    systemClock.schedule(longestDrawingMs, this.#onDrawn)
  }

  readonly #onDrawn = (): void => {
    void this.#present()
    this.#begin()
  }

  /** What the system does by itself comes after the first list: it must not keep that waiting. */
  #begin(): void {
    const running = this.#running
    if (this.#hasBegun || running === undefined || this.#closing !== undefined) return
    this.#hasBegun = true
    const { presence } = this.#system
    const following = presence.follow(running.manager.library(), running.conditions)
    this.#inBackground('The progress outside the window stopped.', following)
    registerLinks({ app, platform: process.platform, executable: process.execPath })
    this.#inBackground('The start of the packs failed.', running.manager.start())
  }

  #closingAnswer(): ReturnType<typeof closingAnswer> {
    return closingAnswer({
      platform: process.platform,
      whenClosed: this.#settings.current.whenClosed,
      hasTray: this.#system.presence.hasTray,
      isEnding: this.#closing !== undefined || this.#options.launch.smoke,
    })
  }

  async #close(): Promise<void> {
    this.#system.trayHost.close()
    this.#system.presence.close()
    const running = await this.#opening?.catch(() => undefined)
    if (running !== undefined) await closeRunningPacks(running)
  }

  /** Opens the manager, and names the window after the product. @throws what keeps it from opening, which is logged, too */
  async #open(): Promise<RunningPacks> {
    try {
      this.#running = await this.#openPacks(await this.#readConfiguration())
      return this.#running
    } catch (error) {
      this.#options.logger.log('error', 'The app cannot work.', { reason: String(error) })
      throw toAssetPackError(error)
    }
  }

  #readConfiguration(): Promise<AppConfiguration> {
    return readAppConfiguration({
      argument: this.#options.launch.config,
      environment: process.env['ASSETPACK_CONFIG'],
      directories: [process.resourcesPath, join(app.getPath('exe'), '..'), app.getPath('userData')],
    })
  }

  async #openPacks({ configuration, directory }: AppConfiguration): Promise<RunningPacks> {
    const { logger, extensionProcess, launch } = this.#options
    const productName = configuration.productName ?? app.getName()
    if (this.#window?.isDestroyed() === false) this.#window.setTitle(productName)
    const openAtLogin = openAtLoginHere(launch, configuration, productName)
    const running = await openRunningPacks({
      configuration,
      directory,
      productName,
      extensionProcess,
      openAtLogin,
      settings: this.#settings,
      requests: this.#requests,
      dialogs: this.#dialogs,
      onDrawn: this.#onDrawn,
      logger,
    })
    if (this.#settings.current.openAtLogin)
      this.#inBackground('The entry for the start at login cannot be renewed.', openAtLogin.refresh())
    return running
  }

  /** Serves the contract to each document that the window shows, one after the other. */
  #serve(window: BrowserWindow, service: AssetPackService): void {
    hearGivenFiles(window.webContents, (files) => {
      void this.#running?.arrivals.openFiles(files)
    })
    window.webContents.on('did-navigate', () => {
      serveContract(assetPackContract, service, new ElectronPort(window.webContents))
    })
  }

  #smoke({ manager, transport }: RunningPacks): Promise<SmokeSummary> {
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
