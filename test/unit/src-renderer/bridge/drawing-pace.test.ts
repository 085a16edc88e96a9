import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserClock } from '../../../../src-renderer/bridge/browser-clock'
import { drawingPace } from '../../../../src-renderer/bridge/drawing-pace'

const pace = drawingPace(browserClock)

/** What the browser calls before it paints the next picture. */
let frames: Map<number, FrameRequestCallback>

beforeEach(() => {
  frames = new Map()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    frames.set(frames.size, callback)
    return frames.size - 1
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

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
  vi.stubGlobal('document', { visibilityState: 'hidden' })
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
