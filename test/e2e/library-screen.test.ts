import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, packFiles, slow } from '../support/electron-world'

/** Where the card of a pack is and how large. */
function cardBox({ page }: RunningApp, id: string): Promise<unknown> {
  return page.getByTestId(`pack-${id}`).boundingBox()
}

test('leaves a card where it is and as large as it is, whatever its pack goes through', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  const before = await cardBox(app, 'maps')
  world.line.bytesPerSecond = slow
  await app.press('install-maps')
  await app.waitForProgress('maps', 0.1)
  const downloading = await cardBox(app, 'maps')
  await app.press('pause-maps')
  await app.waitFor('maps', 'paused')
  const paused = await cardBox(app, 'maps')
  world.line.bytesPerSecond = undefined
  await app.press('resume-maps')
  await app.waitFor('maps', 'upToDate')
  expect([downloading, paused, await cardBox(app, 'maps')]).toEqual([before, before, before])
})

test('scrolls its packs and never the window itself, also with words in it that are only heard', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.resize(640, 480)
  await app.press('layout-list')
  await app.press('install-maps')
  await app.waitFor('maps', 'upToDate')
  world.line.bytesPerSecond = slow / 5
  await world.publishVersion('maps', packFiles(99, 500_000))
  await app.press('check-for-updates')
  await app.waitFor('maps', 'downloading')
  const overflow = await app.page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement
    return [scrollHeight - innerHeight, scrollWidth - innerWidth]
  })
  expect(overflow).toEqual([0, 0])
})
