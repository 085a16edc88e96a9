import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, packFiles, slow } from '../support/electron-world'
import { fileTree } from '../support/file-tree'

describe('the desktop app', () => {
  test('installs what is essential at the first start, then what is prefetched', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    console.log("started")
    await app.waitFor('tutorial', 'upToDate')
    await app.waitFor('voices', 'upToDate')
    await app.waitFor('maps', 'notInstalled')
    expect(app.problems).toEqual([])
  })
})
