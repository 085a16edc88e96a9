// The desktop app as it is built, driven by a script that takes pictures of it.
/* global document, HTMLElement, innerWidth, location, matchMedia, requestAnimationFrame -- of the page */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { root } from '../project.mjs'
import { smallPNG } from './small-png.mjs'

const { beginning } = createRequire(import.meta.url)('./fixed-machine.cjs')
const minute = 60_000
const patienceMs = 120_000
const usualSize = { width: 1200, height: 800 }

/**
 * How a picture is taken.
 *
 * @typedef {{ theme?: 'light' | 'dark', language?: string, width?: number, height?: number }} Look
 */

export class PicturedApp {
  #application
  #page
  #language

  constructor(application, page, language) {
    this.#application = application
    this.#page = page
    this.#language = language
  }

  /** Starts the app for a configuration, with `userData` for its own state. */
  static async start({ electron, configuration, userData, language = 'en', offline = false }) {
    // Playwright finds Electron by itself with this, and only then keeps the app waiting until it has attached.
    process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.directory
    const application = await _electron.launch({
      args: [
        ...['-r', join(import.meta.dirname, 'fixed-machine.cjs')],
        ...(process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []),
        ...['--force-device-scale-factor=1', '--lang=en-US', root],
        ...['--config', configuration, '--user-data-dir', userData],
      ],
      env: { ...process.env, TZ: 'UTC', LANGUAGE: 'en' },
      // Left to itself Playwright shows every page as light, whatever the app and the system want.
      colorScheme: null,
    })
    if (offline) {
      await application.evaluate(({ net }) => {
        Object.defineProperty(net, 'isOnline', { value: () => false, configurable: true })
      })
    }
    const page = await application.firstWindow()
    // The machine may be busy, and publishing something in the same breath.
    page.setDefaultTimeout(patienceMs)
    await page.waitForURL('app://ui/**')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    // As far on as the main process may be by now.
    await page.clock.setFixedTime(beginning + minute)
    return new PicturedApp(application, page, language)
  }

  /** @returns {import('playwright').Page} */
  get page() {
    return this.#page
  }

  press(testID) {
    return this.#page.getByTestId(testID).first().click()
  }

  waitForState(id, state) {
    return this.#page.locator(`[data-testid="pack-${id}"][data-state="${state}"]`).first().waitFor()
  }

  waitForConnection(state) {
    return this.#page.locator(`[data-testid="connection"][data-state="${state}"]`).waitFor()
  }

  /** Waits until so much of a download is done, between 0 and 1. */
  async waitForProgress(id, fraction) {
    await this.#page.waitForFunction(
      ([testID, least]) => {
        const bar = document.querySelector(`[data-testid="${testID}"] [role="progressbar"]`)
        return Number(bar?.getAttribute('aria-valuenow')) >= least
      },
      [`pack-${id}`, 100 * fraction],
    )
  }

  /** Shows an address of the window, such as `#/pack/flags`. */
  async go(address) {
    await this.#page.evaluate((hash) => {
      location.hash = hash
    }, address)
  }

  /** Presses a button after a time in which the page heard and drew nothing. */
  async pressAfterStandingStill(testID, milliseconds) {
    await this.#page.evaluate(
      ([id, pause]) => {
        const end = performance.now() + pause
        while (performance.now() < end);
        document.querySelector(`[data-testid="${id}"]`).click()
      },
      [testID, milliseconds],
    )
  }

  /** Moves files over the middle of the window as the system does: `dragEnter`, `dragOver`, `drop`, `dragCancel`. */
  async drag(files, steps) {
    await this.#application.evaluate(
      async ({ BrowserWindow }, drag) => {
        const window = BrowserWindow.getAllWindows()[0]
        const [width, height] = window.getContentSize()
        const { debugger: tools } = window.webContents
        tools.attach()
        const data = { items: [], files: drag.files, dragOperationsMask: 1 }
        for (const type of drag.steps)
          await tools.sendCommand('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
        tools.detach()
      },
      { files, steps },
    )
  }

  /** From now on whoever is asked for a place by the system, for a file or a folder, answers this. */
  async answerWithPlace(path) {
    await this.#application.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
    }, path)
  }

  /** The PNG of the window with that look, on the address, once `ready` has resolved. */
  async picture(look, { address, ready }, stage) {
    await this.#speak(look.language ?? 'en')
    await this.#dress(look)
    if (address !== undefined) await this.go(address)
    await ready(this, stage)
    await this.#settled()
    const data = await this.#application.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage()
      return image.toPNG().toString('base64')
    })
    return smallPNG(Buffer.from(data, 'base64'))
  }

  async close() {
    await this.#application.close()
  }

  /** Changes the language as a person does. */
  async #speak(language) {
    if (language === this.#language) return
    await this.#dress({})
    await this.go('#/settings')
    await this.press('language')
    await this.press(`language-${language}`)
    await this.#page.locator(`html[lang|="${language}"]`).waitFor()
    this.#language = language
  }

  async #dress({ theme = 'light', width = usualSize.width, height = usualSize.height }) {
    await this.#application.evaluate(
      ({ BrowserWindow, nativeTheme }, wanted) => {
        const window = BrowserWindow.getAllWindows()[0]
        nativeTheme.themeSource = wanted.theme
        // Nobody makes it smaller; but at 200 % the page of the smallest window is half as wide.
        window.setMinimumSize(Math.min(wanted.width, 640), 480)
        window.setContentSize(wanted.width, wanted.height)
      },
      { theme, width, height },
    )
    await this.#page.waitForFunction(
      ([isDark, wide]) =>
        matchMedia('(prefers-color-scheme: dark)').matches === isDark && Math.abs(innerWidth - wide) <= 1,
      [theme === 'dark', width],
    )
  }

  /** Without a pointer over anything, in its fonts, with its pictures, and drawn. */
  async #settled() {
    await this.#page.mouse.move(0, 0)
    await this.#page.evaluate(async () => {
      // What was pressed before may have brought itself into sight.
      for (const scrolled of [document.scrollingElement, document.querySelector('main')])
        scrolled?.scrollTo(0, 0)
      if (document.activeElement instanceof HTMLElement && !document.activeElement.matches('input'))
        document.activeElement.blur()
      await document.fonts.ready
      await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => {
          requestAnimationFrame(resolve)
        })
    })
  }
}
