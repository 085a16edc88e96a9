import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boundsToOpen, readWindowState, writeWindowState } from '../../../../src-main/electron/window-state'
import { temporaryDirectory } from '../../../support/temporary-directory'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const bounds = { x: 100, y: 50, width: 900, height: 700 }

describe('the window state', () => {
  test('opens at the default size the first time', () => {
    expect(boundsToOpen({ maximized: false }, [screen])).toEqual({ width: 1280, height: 860 })
  })

  test('opens where it was', () => {
    expect(boundsToOpen({ bounds, maximized: false }, [screen])).toEqual(bounds)
  })

  test('keeps only the size when the screen it was on is gone', () => {
    const gone = { ...bounds, x: 2500 }
    expect(boundsToOpen({ bounds: gone, maximized: false }, [screen])).toEqual({ width: 900, height: 700 })
  })

  test('never opens smaller than its smallest size', () => {
    const tiny = { ...bounds, width: 10, height: 10 }
    expect(boundsToOpen({ bounds: { ...tiny, width: 200 }, maximized: false }, [screen])).toEqual({
      ...bounds,
      width: 640,
      height: 480,
    })
  })

  test('comes back as it was kept', async () => {
    const file = join(await temporaryDirectory(), 'new/window-state.json')
    writeWindowState(file, { bounds, maximized: true })
    expect(readWindowState(file)).toEqual({ bounds, maximized: true })
  })

  test.each(['', 'null', '{"maximized":1}', '{"maximized":true,"bounds":{"x":1e9}}'])(
    'takes a damaged file (%s) for none',
    async (text) => {
      const file = join(await temporaryDirectory(), 'window-state.json')
      await writeFile(file, text)
      expect(readWindowState(file)).toEqual({ maximized: false })
    },
  )
})
