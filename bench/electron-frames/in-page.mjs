// What is done in the page itself.
/* global document, performance, requestAnimationFrame */
import { setTimeout as delay } from 'node:timers/promises'

const patienceMilliseconds = 120_000

/** Runs a function in the page; it sees nothing of this module. */
export function inPage(page, run, argument) {
  return page.executeJavaScript(`(${run})(${JSON.stringify(argument)})`)
}

/** Waits until an expression is true in the page. */
export async function waitForPage(page, expression) {
  const until = performance.now() + patienceMilliseconds
  while (!(await page.executeJavaScript(expression))) {
    if (performance.now() > until) throw new Error(`In vain: ${expression}`)
    await delay(100)
  }
}

/**
 * Scrolls down and up again, so far a second as a wheel that is turned fast; gives the milliseconds from frame to frame.
 * `isSteady` scrolls by as much for each frame as sixty in a second would: what a frame costs is not what the one before it
 * left undone.
 */
export function scrollPage({ scrolls, seconds, isSteady = false }) {
  const pixelsPerSecond = 3000
  const box = document.querySelector(scrolls)
  const most = box.scrollHeight - box.clientHeight
  box.scrollTop = 0
  return new Promise((resolve) => {
    const frames = []
    const start = performance.now()
    let last = start
    const onFrame = (now) => {
      frames.push(now - last)
      last = now
      const isOver = isSteady ? frames.length > 60 * seconds : now - start > 1000 * seconds
      if (isOver) {
        // The first two are from before the scrolling.
        resolve({ frames: frames.slice(2), height: box.scrollHeight })
        return
      }
      const way = pixelsPerSecond * (isSteady ? frames.length / 60 : (now - start) / 1000)
      box.scrollTop = most - Math.abs((way % (2 * most || 1)) - most)
      requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
}
