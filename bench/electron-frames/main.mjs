// The desktop app as it is built, with somebody who scrolls, types and clicks while many packs come:
// `electron bench/electron-frames <facts> --config=<file> --user-data-dir=<folder>` sends one message with what that took.
import { readFileSync } from 'node:fs'
/* global location -- of the page, where the functions given to inPage run */
import { setTimeout as delay } from 'node:timers/promises'
import { app, BrowserWindow } from 'electron'
import { inPage, scrollPage, waitForPage } from './in-page.mjs'
import { measureInteractions } from './interactions.mjs'
import { ownWorkOf, traced } from './main-thread-work.mjs'

const { downloads, seconds } = JSON.parse(process.argv.find((argument) => argument.startsWith('{')))

/** The number beside the way to the downloads. */
const counted = `document.querySelector('[data-testid="go-downloads"]').textContent`

const places = [
  { where: 'library, list', address: '#/library?layout=list', scrolls: 'main' },
  { where: 'library, cards', address: '#/library?layout=grid', scrolls: 'main' },
  { where: 'downloads', address: '#/downloads', scrolls: 'main' },
]

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-finish-load', () => {
    if (window.webContents.getURL().startsWith('app://ui/')) void work(window)
  })
})
await import('../../out/main/main.js')

async function work(window) {
  try {
    const page = window.webContents
    await waitForPage(page, `document.querySelectorAll('[data-pack-id]').length > 5`)
    await waitForPage(page, `Number(/\\d+/.exec(${counted})) >= ${downloads}`)
    const rows = []
    for (const place of places) rows.push(await scrolled(window, place))
    const { interactions, running } = await measureInteractions(window, downloads)
    const memory = memoryOf(page.getOSProcessId())
    rows.push(await bareWindow(window))
    process.send({ program: `Electron ${process.versions.electron}`, rows, interactions, running, ...memory })
  } catch (error) {
    process.send({ problem: String(error?.stack ?? error) })
  }
  app.quit()
}

/** How frames follow each other while a place is scrolled; then again with a trace, which itself takes time, for what its main thread does. */
async function scrolled(window, { where, address, scrolls }) {
  const page = window.webContents
  if (address !== undefined) await inPage(page, goTo, address)
  // What is drawn for the first time is no scrolling.
  await delay(1500)
  const { frames, height } = await inPage(page, scrollPage, { scrolls, seconds })
  const events = await traced(() =>
    inPage(page, scrollPage, { scrolls, seconds: seconds / 2, isSteady: true }),
  )
  return { where, height, ...frameFigures(frames), ...ownWorkOf(events, page.getOSProcessId()) }
}

/** What any page as long takes here, with as many lines of text and nothing else. */
async function bareWindow(like) {
  const [width, height] = like.getContentSize()
  const window = new BrowserWindow({ width, height, useContentSize: true, webPreferences: { sandbox: true } })
  const lines = Array.from(
    { length: 2000 },
    (_, line) => `<p>Line ${line} of a page with nothing else on it.</p>`,
  )
  const style =
    'body{margin:0;font:14px/20px sans-serif}p{margin:0;padding:24px;border-bottom:1px solid #ccc}'
  await window.loadURL(`data:text/html,${encodeURIComponent(`<style>${style}</style>${lines.join('')}`)}`)
  like.hide()
  window.focus()
  const row = await scrolled(window, { where: 'a bare page', scrolls: 'html' })
  like.show()
  window.destroy()
  return row
}

function goTo(address) {
  location.hash = address
}

function frameFigures(frames) {
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return {
    frames: frames.length,
    frame50Milliseconds: at(0.5),
    frame95Milliseconds: at(0.95),
    frame99Milliseconds: at(0.99),
    longestFrameMilliseconds: sorted.at(-1),
  }
}

/** Of the window's process, in MB: all that is resident, the program's own files included; and what is its own. */
function memoryOf(pid) {
  const { memory } = app.getAppMetrics().find((metric) => metric.pid === pid)
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : ''
  const anonymous = /^RssAnon:\s+(\d+) kB/m.exec(status)?.[1]
  return {
    residentMegabytes: (memory.workingSetSize * 1024) / 1e6,
    peakMegabytes: (memory.peakWorkingSetSize * 1024) / 1e6,
    ...(anonymous === undefined ? {} : { ownMegabytes: (Number(anonymous) * 1024) / 1e6 }),
  }
}
