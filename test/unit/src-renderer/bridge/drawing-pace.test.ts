import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserClock } from '../../../../src-renderer/bridge/browser-clock'
import { drawingPace } from '../../../../src-renderer/bridge/drawing-pace'
import { ManualClock } from '../../../support/manual-clock'

let pace: ReturnType<typeof drawingPace>

/** What the browser calls before it paints the next picture. */
let frames: Map<number, FrameRequestCallback>

beforeEach(() => {
  frames = new Map()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('document', aPage('visible'))
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    frames.set(frames.size, callback)
    return frames.size - 1
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame))
  pace = drawingPace(browserClock)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aPage(visibilityState: DocumentVisibilityState): EventTarget {
  return Object.assign(new EventTarget(), { visibilityState })
}

function paint(): void {
  for (const [frame, callback] of [...frames]) {
    frames.delete(frame)
    callback(0)
  }
}

test('draws after the next picture, not within it', () => {
  const draw = vi.fn()
  pace.afterPaint(draw)
  const calls: number[] = []
  for (const step of [() => vi.runAllTimers(), paint, () => vi.runAllTimers()]) {
    step()
    calls.push(draw.mock.calls.length)
  }
  expect(calls).toEqual([0, 0, 1])
})

test('draws at once in a window out of sight, which is not painted', () => {
  vi.stubGlobal('document', aPage('hidden'))
  const draw = vi.fn()
  pace.afterPaint(draw)
  expect([draw.mock.calls.length, frames.size]).toEqual([1, 0])
})

test('draws nothing that was taken back, before the picture or after it, or while somebody types', () => {
  const draw = vi.fn()
  const beforePicture = pace.afterPaint(draw)
  const afterPicture = pace.afterPaint(draw)
  const whileTyping = pace.afterTyping(draw)
  beforePicture()
  paint()
  afterPicture()
  whileTyping()
  vi.runAllTimers()
  expect(draw).not.toHaveBeenCalled()
})

test('draws at once where nothing scrolls, else a tenth of a second after the last step', async () => {
  const clock = new ManualClock()
  const { atRest } = drawingPace(clock)
  const draw = vi.fn()
  atRest(draw)
  const calls = [draw.mock.calls.length]
  document.dispatchEvent(new Event('scroll'))
  atRest(draw)
  for (const wait of [90, 90, 10]) {
    await clock.advance(wait)
    if (wait === 90) document.dispatchEvent(new Event('scroll'))
    calls.push(draw.mock.calls.length)
  }
  await clock.advance(90)
  expect([calls, draw.mock.calls.length]).toEqual([[1, 1, 1, 1], 2])
})

test('draws twice a second while something scrolls without end', async () => {
  const clock = new ManualClock()
  const { atRest } = drawingPace(clock)
  document.dispatchEvent(new Event('scroll'))
  const drawnAt: number[] = []
  const began = clock.monotonic()
  const draw = (): void => {
    drawnAt.push(clock.monotonic() - began)
    atRest(draw)
  }
  atRest(draw)
  for (let step = 0; step < 110; step += 1) {
    await clock.advance(10)
    document.dispatchEvent(new Event('scroll'))
  }
  expect(drawnAt).toEqual([500, 1_000])
})

test('draws nothing that was taken back while something scrolls', async () => {
  const clock = new ManualClock()
  const { atRest } = drawingPace(clock)
  document.dispatchEvent(new Event('scroll'))
  const draw = vi.fn()
  const takeBack = atRest(draw)
  takeBack()
  await clock.advance(1_000)
  expect([draw.mock.calls.length, clock.pendingTimers]).toEqual([0, 0])
})
