// The desktop app as it is built, driven by a script that takes pictures of it.
/* global document, HTMLElement, innerWidth, location, matchMedia, requestAnimationFrame -- of the page */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { _electron } from 'playwright'
import { root } from '../project.mjs'
import { smallPNG } from './small-png.mjs'

const { beginning } = createRequire(import.meta.url)('./fixed-machine.cjs')
const minute = 60_000
const patienceMs = 120_000
/** Longer than a list that was scrolled hears no pointer. */
const longestScrollMs = 2000
/** A busy machine draws late; what moves by itself is never the same twice. */
const mostLooks = 5
const betweenLooksMs = 200
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

  async press(testID) {
    const button = this.#page.getByTestId(testID).first()
    await button.scrollIntoViewIfNeeded()
    await button.evaluate(reached, longestScrollMs)
    await button.click()
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

  /**
   * Shows an address of the window, such as `#/pack/flags`. Resolves once its screen is there, which is drawn after the next
   * picture: what was seen before may be gone by then.
   */
  async go(address) {
    await this.#page.evaluate(async (hash) => {
      location.hash = hash
      for (let picture = 0; picture < 2; picture += 1) {
        await new Promise((resolve) => {
          requestAnimationFrame(() => setTimeout(resolve))
        })
      }
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
  async picture(look, { address, ready, isDrag = false }, stage) {
    await this.#speak(look.language ?? 'en')
    await this.#dress(look)
    if (address !== undefined) await this.go(address)
    await ready(this, stage)
    if (!isDrag) await this.#page.mouse.move(0, 0)
    await this.#settled()
    return smallPNG(Buffer.from(await this.#drawn(), 'base64'))
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

  /** What the window shows, once it shows the same twice. */
  async #drawn() {
    let before
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const now = await this.#application.evaluate(async ({ BrowserWindow }) => {
        const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage()
        return image.toPNG().toString('base64')
      })
      if (now === before) return now
      before = now
      await setTimeout(betweenLooksMs)
    }
    return before
  }

  /** Without a focus to be seen, in its fonts, and with its pictures. */
  async #settled() {
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

/**
 * In the page: resolves once the pointer would reach the element, or later than `patience`. A list that was scrolled hears none
 * for a moment, and Playwright, which finds that, scrolls it again each time it tries.
 */
function reached(element, patience) {
  const end = performance.now() + patience
  return new Promise((resolve) => {
    const look = () => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const hit = document.elementFromPoint(x + width / 2, y + height / 2)
      if (element.contains(hit) || performance.now() > end) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })
}
