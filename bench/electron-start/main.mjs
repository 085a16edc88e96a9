// The desktop app as it is built, started once: `electron bench/electron-start <facts> --config=<file> --user-data-dir=<folder>`
// tells how long it took from Electron's `ready` until the page and until the list were drawn and shown, what it holds then, and what it
// does while nothing happens. With `"bare": true` in the facts, a window with one line of text: what any app here costs.
/* global document, performance, requestAnimationFrame, MutationObserver, PerformanceObserver -- of the page */
import { setTimeout as delay } from 'node:timers/promises'
import { app, BrowserWindow } from 'electron'

const { bare, rows, settleSeconds, idleSeconds } = JSON.parse(
  process.argv.find((argument) => argument.startsWith('{')),
)
/** Seconds after which a window that is drawn must have been shown. */
const showPatience = 30
let readyAt

app.once('ready', () => {
  readyAt = now()
})
app.on('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', () => resolve(now())))
  window.webContents.once('dom-ready', () => void tell(window.webContents, shown))
})
if (bare) {
  void app.whenReady().then(openBareWindow)
} else {
  await import('../../out/main/main.js')
}

async function openBareWindow() {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  await window.loadURL('data:text/html,<title>bare</title><p data-testid="pack-none">A window.')
}

async function tell(page, shown) {
  try {
    const drawn = await page.executeJavaScript(`(${whenDrawn})(${rows})`)
    // What is drawn in a window that nobody sees is no list.
    const shownAt = await inTime(shown)
    const [mainMegabytes, allMegabytes] = [memoryOf(process.pid), memoryOf()]
    await delay(1000 * settleSeconds)
    const before = { at: now(), cpu: cpuSeconds() }
    await delay(1000 * idleSeconds)
    const idleShare = (cpuSeconds() - before.cpu) / ((now() - before.at) / 1000)
    process.send({
      pageMilliseconds: drawn.page - readyAt,
      listMilliseconds: Math.max(drawn.list, shownAt) - readyAt,
      // Before that: the app's own modules, and Electron's start.
      processMilliseconds: readyAt - performance.timeOrigin,
      mainMegabytes,
      allMegabytes,
      idleShare,
    })
  } catch (error) {
    process.send({ problem: String(error?.stack ?? error) })
  }
  app.quit()
}

/** Nothing else runs here meanwhile: what waits must not take the time that is measured. */
async function inTime(shown) {
  const waiting = new AbortController()
  const late = delay(1000 * showPatience, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`The window was not shown within ${showPatience} seconds.`)
  })
  try {
    return await Promise.race([shown, late])
  } finally {
    waiting.abort()
    late.catch(() => undefined)
  }
}

/** Resolves in the frame after the first rows are in the page, with that time and the one of the first text. */
function whenDrawn(atLeast) {
  const clock = () => performance.timeOrigin + performance.now()
  const page = new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const paint = list.getEntriesByName('first-contentful-paint')[0]
      if (paint === undefined) return
      observer.disconnect()
      resolve(performance.timeOrigin + paint.startTime)
    }).observe({ type: 'paint', buffered: true })
  })
  const list = new Promise((resolve) => {
    const look = () => {
      if (document.querySelectorAll('[data-testid^="pack-"]').length < atLeast) return
      observer.disconnect()
      // The first callback comes before the frame with the rows is drawn, the second after it.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(clock())))
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true })
    look()
  })
  return Promise.all([page, list]).then(([first, second]) => ({ page: first, list: second }))
}

/** Resident megabytes of one process of the app, or of all. */
function memoryOf(wanted) {
  const of = app.getAppMetrics().filter(({ pid }) => wanted === undefined || pid === wanted)
  return of.reduce((sum, { memory }) => sum + (memory.workingSetSize * 1024) / 1e6, 0)
}

/** Seconds of processor time of all processes of the app. */
function cpuSeconds() {
  return app.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.cumulativeCPUUsage, 0)
}

/** Milliseconds on the clock that the page has, too. */
function now() {
  return performance.timeOrigin + performance.now()
}
