// How long the window takes from a key or a click, as the system gives them, until the next picture, by Chromium's own count
// (Event Timing) in steps of 8 ms; and until the frame that shows what it leads to, another screen or other packs.
/* global document, performance, PerformanceObserver, requestAnimationFrame, addEventListener, innerHeight */
import { setTimeout as delay } from 'node:timers/promises'
import { inPage, waitForPage } from './in-page.mjs'

const word = 'harbor weather'

/** One after the other, each as a person would: by the mouse, in what is in sight. */
export async function measureInteractions(window, downloads) {
  const page = window.webContents
  await inPage(page, observe)
  const interactions = []
  const measure = async (what, act) => {
    await inPage(page, forget)
    await act()
    // An event is told of with the picture after it, and the work that follows must not fall into the next interaction.
    await delay(700)
    const { durations, drawnMilliseconds } = await inPage(page, heard)
    interactions.push({ what, milliseconds: Math.max(0, ...durations), drawnMilliseconds })
  }
  const click = (selector) => clickOn(page, selector)
  await measure('to the library', () => click('[data-testid="go-library"]'))
  await measure('as a list', () => click('[data-testid="layout-list"]'))
  await measure('type a search', () => typeInto(page, '[data-testid="search"]', word))
  await measure('clear it', () => clearSearch(page))
  await measure('only what is on the way', () => click('[data-testid="filter-active"]'))
  await measure('all again', () => click('[data-testid="filter-active"]'))
  await measure('sort by size', () => click('[data-testid="sort-by-size"]'))
  await measure('as cards', () => click('[data-testid="layout-grid"]'))
  await measure('open a pack', () => click('[data-testid^="open-"]'))
  await measure('and back', () => click('[data-testid="back"]'))
  await measure('to the downloads', () => click('[data-testid="go-downloads"]'))
  const running = await inPage(page, countRunning)
  await measure('pause one', () => click('[data-testid^="pause-pack-"]'))
  await measure('move one up', () => click('[data-testid^="moveUp-"][aria-disabled="false"]'))
  await measure('to the storage', () => click('[data-testid="go-storage"]'))
  await measure('to the settings', () => click('[data-testid="go-settings"]'))
  await measure('back to the downloads', () => click('[data-testid="go-downloads"]'))
  await measure(`pause all ${downloads}`, () => click('[data-testid="pause-all"]'))
  return { interactions, running }
}

async function clickOn(page, selector) {
  await waitForPage(page, `document.querySelector(${JSON.stringify(selector)}) !== null`)
  const { x, y } = await inPage(page, placeOf, selector)
  page.sendInputEvent({ type: 'mouseMove', x, y })
  await delay(100)
  page.sendInputEvent({ type: 'mouseDown', x, y, button: 'left', clickCount: 1 })
  await delay(60)
  page.sendInputEvent({ type: 'mouseUp', x, y, button: 'left', clickCount: 1 })
}

/** As fast as somebody types who can. */
async function typeInto(page, selector, text) {
  await clickOn(page, selector)
  for (const keyCode of text) {
    page.sendInputEvent({ type: 'keyDown', keyCode })
    page.sendInputEvent({ type: 'char', keyCode })
    await delay(40)
    page.sendInputEvent({ type: 'keyUp', keyCode })
    await delay(60)
  }
}

async function clearSearch(page) {
  page.sendInputEvent({ type: 'keyDown', keyCode: 'Escape' })
  await delay(40)
  page.sendInputEvent({ type: 'keyUp', keyCode: 'Escape' })
}

function observe() {
  const kept = (globalThis.bench = { durations: [] })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId > 0) kept.durations.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 })
  // The screen, how many packs it says it shows, and the first of them: not where they stand, which changes by itself.
  const look = () =>
    [
      document.querySelector('h1')?.textContent,
      document.querySelector('[data-testid="library-found"]')?.textContent,
      document.querySelector('main [role="grid"]')?.getAttribute('aria-label'),
      ...[...document.querySelectorAll('main [data-pack-id]')]
        .slice(0, 3)
        .map((pack) => [pack.getAttribute('data-pack-id'), Math.round(pack.getBoundingClientRect().width)]),
    ].join(' ')
  for (const name of ['pointerup', 'keydown'])
    addEventListener(
      name,
      ({ timeStamp }) => {
        // Of several keys it is the last that counts.
        kept.drawnMilliseconds = undefined
        const before = look()
        const watch = () => {
          if (kept.watched !== timeStamp) return
          if (look() === before) requestAnimationFrame(watch)
          // A frame that was held up says when it should have been.
          else kept.drawnMilliseconds = performance.now() - timeStamp
        }
        kept.watched = timeStamp
        requestAnimationFrame(watch)
      },
      true,
    )
}

function forget() {
  Object.assign(globalThis.bench, {
    durations: [],
    watched: undefined,
    drawnMilliseconds: undefined,
  })
}

function heard() {
  const { durations, drawnMilliseconds } = globalThis.bench
  return { durations, drawnMilliseconds }
}

function countRunning() {
  return document.querySelectorAll('main [data-pack-id][data-state="downloading"]').length
}

/** The middle of the first such element that is in sight, scrolled there if none is. */
async function placeOf(selector) {
  const all = [...document.querySelectorAll(selector)]
  const inSight = (element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 100 && bottom <= innerHeight - 60
  }
  const isFixed = (element) => element.closest('main') === null
  const element = all.find((candidate) => isFixed(candidate) || inSight(candidate)) ?? all[0]
  if (!isFixed(element) && !inSight(element)) element.scrollIntoView({ block: 'center' })
  await new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve))
  })
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }
}
