// The desktop app as it is built, with somebody at its install button: `electron bench/electron-client --config <file>
// --user-data-dir <folder>` installs the pack of the bench and measures the main process meanwhile.
/* global document -- of the page, where the functions given to inPage run */
import { setTimeout as delay } from 'node:timers/promises'
import { app } from 'electron'
import { startMeasuring } from '../measure.mjs'

const [pack, button] = ['[data-testid="pack-bench"]', '[data-testid="install-bench"]']

app.on('browser-window-created', (_event, window) => {
  // The transport has windows of its own, which stay empty.
  window.webContents.once('did-finish-load', () => {
    if (window.webContents.getURL().startsWith('app://ui/')) void installIn(window.webContents)
  })
})
await import('../../out/main/main.js')

async function installIn(page) {
  await inPage(page, (selector) => document.querySelector(selector) !== null, button)
  await delay(1000) // The pictures of a window that has just opened are no part of an installation.
  const measuring = startMeasuring()
  await inPage(page, (selector) => document.querySelector(selector).click() ?? true, button)
  const state = await inPage(page, endState, pack)
  const figures = measuring.stop()
  process.send({
    ...(state === 'upToDate' ? {} : { problem: `The pack ended as ${state}.` }),
    program: `Electron ${process.versions.electron}`,
    ...figures,
    otherProcesses: otherProcesses(),
  })
  app.quit()
}

/** Resolves with what `look` finds in the page, as soon as it finds something. */
function inPage(page, look, selector) {
  return page.executeJavaScript(`new Promise((resolve) => {
    const look = () => {
      const found = (${look})(${JSON.stringify(selector)})
      if (!found) return
      observer.disconnect()
      resolve(found)
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { subtree: true, childList: true, attributes: true })
    look()
  })`)
}

function endState(selector) {
  const state = document.querySelector(selector)?.dataset.state
  return state === 'upToDate' || state === 'failed' ? state : undefined
}

/** The highest resident memory of the app's other processes, by their kind. */
function otherProcesses() {
  const others = app.getAppMetrics().filter(({ type }) => type !== 'Browser')
  return others.map(({ type, serviceName, memory }) => ({
    kind: serviceName === undefined ? type : `${type} ${serviceName}`,
    peakMegabytes: (memory.peakWorkingSetSize * 1024) / 1e6,
  }))
}
