import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, expect as expectPage, type ElectronApplication, type Page } from 'playwright/test'
import { onTestFinished } from 'vitest'
import { electronExecutable, killChildrenWith, sandboxArguments } from './electron-process'
import type { World } from './electron-world'

/** The built app: this checkout, or what E2E_APP_DIRECTORY names. */
export const appDirectory = process.env['E2E_APP_DIRECTORY'] ?? join(import.meta.dirname, '../..')

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

  /** Starts the app for `world`; it is ended with the test if it still runs then. */
  static async start(world: World, args: readonly string[] = []): Promise<RunningApp> {
    return RunningApp.startWith(['--config', world.configuration, '--user-data-dir', world.userData, ...args])
  }

  static async startWith(args: readonly string[]): Promise<RunningApp> {
    return RunningApp.launch(await electronExecutable(), [appDirectory, ...args])
  }

  /** Starts a packaged app for `world`. */
  static async startPackaged(executable: string, world: World): Promise<RunningApp> {
    return RunningApp.launch(executable, ['--config', world.configuration, '--user-data-dir', world.userData])
  }

  private static async launch(executablePath: string, args: readonly string[]): Promise<RunningApp> {
    const application = await attached(executablePath, [...sandboxArguments, ...args])
    const child = application.process()
    onTestFinished(() => {
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

  async resize(width: number, height: number): Promise<void> {
    await this.application.evaluate(
      ({ BrowserWindow }, [w, h]) => {
        for (const window of BrowserWindow.getAllWindows()) {
          if (window.webContents.getURL().startsWith('app:')) window.setSize(w, h)
        }
      },
      [width, height] as const,
    )
  }

  /** Width and height of the window. */
  size(): Promise<readonly number[]> {
    return this.application.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows()
      return windows.find((window) => window.webContents.getURL().startsWith('app:'))?.getSize() ?? []
    })
  }

  /** Closes the window as its user does. */
  async closeWindow(): Promise<void> {
    const closed = this.page.waitForEvent('close')
    await this.application.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
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

/** Longer than any start takes. */
const attachLimitMs = 25_000

/**
 * Starts the app under Playwright. When its window loads its first page in the very moment in which Playwright attaches,
 * Playwright misses that page and waits for it for ever: the app is then ended and started once more.
 */
async function attached(executablePath: string, args: readonly string[]): Promise<ElectronApplication> {
  for (let attempt = 1; attempt < 4; attempt += 1) {
    const mark = `--e2e-start=${randomUUID()}`
    const launching = _electron.launch({ executablePath, args: [...args, mark] })
    const limit = new AbortController()
    const application = await Promise.race([
      launching,
      delay(attachLimitMs, undefined, { signal: limit.signal }).catch(() => undefined),
    ])
    limit.abort()
    if (application !== undefined) return application
    launching.catch(() => undefined)
    await killChildrenWith(mark)
  }
  throw new Error('Playwright did not attach to the app.')
}

/** The window that shows the app's page: the transport's own window shows nothing. */
async function mainPage(application: ElectronApplication): Promise<Page> {
  for (;;) {
    const page = application.windows().find((candidate) => candidate.url().startsWith('app://ui/'))
    if (page !== undefined) {
      await page.waitForLoadState('load')
      return page
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
