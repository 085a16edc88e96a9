// The desktop app as it is built, with somebody who presses every install button, and then the one that looks for updates:
// `electron bench/electron-many --config <file> --user-data-dir <folder>` measures main process, window and what they say
// to each other, and sends one message for each of the two. It goes on after the first when it is told to.
/* global document, performance, requestAnimationFrame -- of the page, where the functions given to inPage run */
import { once } from 'node:events'
import { app } from 'electron'
import { startMeasuring } from '../measure.mjs'
import { countMessages } from './message-count.mjs'

const everyPack = 200

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-finish-load', () => {
    if (window.webContents.getURL().startsWith('app://ui/')) void work(window.webContents)
  })
})
await import('../../out/main/main.js')

async function work(page) {
  try {
    const messages = countMessages(page)
    await inPage(page, waitForPacks, everyPack)
    process.send(await measured(page, messages, '[data-testid^="install-"]'))
    await once(process, 'message')
    process.send(await measured(page, messages, '[data-testid="check-for-updates"]'))
  } catch (error) {
    process.send({ problem: String(error?.stack ?? error) })
  }
  app.quit()
}

/** What it does to the app when these buttons are pressed, until every pack has its newest version. */
async function measured(page, messages, buttons) {
  // The pictures of what has just appeared are no part of it.
  await inPage(page, pause, 1000)
  const counting = messages.start()
  const measuring = startMeasuring()
  const { frames, failed, seconds } = await inPage(page, pressAll, buttons)
  const figures = measuring.stop()
  const { cpuSeconds, ...main } = figures
  return {
    ...(failed === 0 ? {} : { problem: `${failed} packs failed.` }),
    program: `Electron ${process.versions.electron}`,
    ...main,
    seconds,
    cpuSeconds,
    ...counting.stop(),
    ...frameFigures(frames),
    windowPeakMegabytes: windowPeak(page),
  }
}

function inPage(page, run, argument) {
  return page.executeJavaScript(`(${run})(${JSON.stringify(argument)})`)
}

function waitForPacks(count) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (document.querySelectorAll('[data-testid^="install-"]').length < count) return
      clearInterval(timer)
      resolve()
    }, 100)
  })
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/** One press per turn; resolves when packs were on their way and none is any more, with the milliseconds from frame to frame. */
function pressAll(selector) {
  const unfinished = '[data-testid^="pack-"]:not([data-state="upToDate"]):not([data-state="failed"])'
  return new Promise((resolve) => {
    const frames = []
    const start = performance.now()
    let last = start
    let [hasBegun, isOver] = [false, false]
    const onFrame = (now) => {
      frames.push(now - last)
      last = now
      if (!isOver) requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
    const watch = () => {
      const timer = setInterval(() => {
        const isIdle = document.querySelector(unfinished) === null
        hasBegun ||= !isIdle
        if (!hasBegun || !isIdle) return
        clearInterval(timer)
        isOver = true
        const failed = document.querySelectorAll('[data-testid^="pack-"][data-state="failed"]').length
        resolve({ frames, failed, seconds: (performance.now() - start) / 1000 })
      }, 100)
    }
    const buttons = [...document.querySelectorAll(selector)]
    const press = () => {
      buttons.shift().click()
      if (buttons.length > 0) setTimeout(press)
      else watch()
    }
    press()
  })
}

function frameFigures(frames) {
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return {
    frame50Milliseconds: at(0.5),
    frame95Milliseconds: at(0.95),
    frame99Milliseconds: at(0.99),
    longestFrameMilliseconds: sorted.at(-1),
  }
}

function windowPeak(page) {
  const own = app.getAppMetrics().find(({ pid }) => pid === page.getOSProcessId())
  return (own.memory.peakWorkingSetSize * 1024) / 1e6
}
