import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, expect as expectPage, type ElectronApplication, type Page } from 'playwright/test'
import { providedElectron, sandboxArguments } from './electron-process'
import type { World } from './electron-world'
import type { SmallDisk } from './small-disk'
import { temporaryDirectory } from './temporary-directory'
import { whenFinished } from './when-finished'

/** The built app: this checkout, or what E2E_APP_DIRECTORY names. */
export const appDirectory = process.env['E2E_APP_DIRECTORY'] ?? join(import.meta.dirname, '../..')

const welcomedSettings = JSON.stringify({ formatVersion: 1, welcomed: true })

/** A running desktop app and its one window. */
export class RunningApp {
  readonly application: ElectronApplication
  readonly page: Page
  /** What the page printed as an error, violations of its policy included. */
  readonly problems: string[] = []

  private constructor(application: ElectronApplication, page: Page) {
    this.application = application
    this.page = page
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
    page.on('pageerror', (error) => this.problems.push(String(error)))
  }

  /**
   * Starts the app for `world`, whose person has been welcomed before; it is ended with the test if it still runs then.
   */
  static async start(world: World, args: readonly string[] = [], disk?: SmallDisk): Promise<RunningApp> {
    await writeFile(join(world.userData, 'settings.json'), welcomedSettings, { flag: 'wx' }).catch(
      // The app has written its own by now.
      () => undefined,
    )
    return RunningApp.startFirst(world, args, disk)
  }

  /** Starts the app for `world` as it is the first time. */
  static async startFirst(world: World, args: readonly string[] = [], disk?: SmallDisk): Promise<RunningApp> {
    return RunningApp.startWith(
      ['--config', world.configuration, '--user-data-dir', world.userData, ...args],
      disk,
    )
  }

  /** The app sees `disk`, when one is given. */
  static async startWith(args: readonly string[], disk?: SmallDisk): Promise<RunningApp> {
    const application = await attached([appDirectory, ...args], disk)
    const child = application.process()
    whenFinished(() => {
      child.kill('SIGKILL')
    })
    return new RunningApp(application, await mainPage(application))
  }

  /** Waits until the pack is in `state`. */
  async waitFor(id: string, state: string, timeout = 60_000): Promise<void> {
    await expectPage(this.page.getByTestId(`pack-${id}`).first()).toHaveAttribute('data-state', state, {
      timeout,
    })
  }

  async press(testID: string): Promise<void> {
    await this.page.getByTestId(testID).first().click({ timeout: 20_000 })
  }

  /** Waits until so much of the pack's download has been done, between 0 and 1. */
  async waitForProgress(id: string, fraction: number): Promise<void> {
    const bar = this.page.getByTestId(`pack-${id}`).first().getByRole('progressbar').first()
    await expectPage
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000, intervals: [50] })
      .toBeGreaterThanOrEqual(fraction * 100)
  }

  async waitForConnection(state: string): Promise<void> {
    await expectPage(this.page.getByTestId('connection')).toHaveAttribute('data-state', state, {
      timeout: 60_000,
    })
  }

  /** Resolves when the page is drawn in it. */
  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.application.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await this.page.waitForFunction(
      (isDark) => matchMedia('(prefers-color-scheme: dark)').matches === isDark,
      theme === 'dark',
      { timeout: 60_000, polling: 50 },
    )
  }

  /** Draws the page so many times as large. */
  async setZoom(factor: number): Promise<void> {
    await this.application.evaluate(({ BrowserWindow }, zoom) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(zoom)
    }, factor)
  }

  /** Shows an address of the window, such as `#/pack/maps?tab=files`. */
  async go(address: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash
    }, address)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.application.evaluate(
      ({ BrowserWindow }, [w, h]) => {
        BrowserWindow.getAllWindows()[0]?.setSize(w, h)
      },
      [width, height] as const,
    )
  }

  /** Width and height of the window. */
  size(): Promise<readonly number[]> {
    return this.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize() ?? [])
  }

  /** Closes the window as its user does. */
  async closeWindow(): Promise<void> {
    const closed = this.page.waitForEvent('close')
    await this.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
    })
    await closed
  }

  /** Ends the app as its user does. */
  async quit(): Promise<void> {
    await this.application.close()
  }

  /** Ends the app as a power cut does. */
  async kill(): Promise<void> {
    const child = this.application.process()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}

/**
 * Starts the project's Electron under Playwright. Left to find Electron by itself, Playwright keeps the app from becoming
 * ready until it has attached; given an executable it does not, and waits for ever for a page that loads at that moment.
 */
async function attached(args: readonly string[], disk?: SmallDisk): Promise<ElectronApplication> {
  const { directory } = await providedElectron()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] =
    disk === undefined ? directory : await enteringElectron(directory, disk)
  // Left to itself Playwright shows every page as light, whatever the app and the system want.
  return _electron.launch({ args: [...sandboxArguments, ...args], colorScheme: null })
}

/** A folder with an Electron that sees `disk`, for Playwright starts what it finds under that name. */
async function enteringElectron(directory: string, { enter }: SmallDisk): Promise<string> {
  const [entering, name] = [await temporaryDirectory(), 'electron']
  const program = `#!/bin/sh\nexec ${enter.join(' ')} '${join(directory, name)}' "$@"\n`
  await writeFile(join(entering, name), program, { mode: 0o755 })
  return entering
}

/** The app's one window, once its page is there. */
async function mainPage(application: ElectronApplication): Promise<Page> {
  const page = await application.firstWindow()
  await page.waitForURL('app://ui/**')
  return page
}
