import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow } from '../support/electron-world'
import { packFiles } from '../support/published-packs'

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

test('draws of many packs only those in sight, and goes to the last and back to the first by key', async () => {
  const world = await openWorld()
  const ids = Array.from({ length: 200 }, (_, index) => `pack-${String(index).padStart(3, '0')}`)
  await world.publishSmallPacks(ids)
  const app = await RunningApp.start(world)
  await app.waitFor('tutorial', 'upToDate')
  const drawn: number[] = []
  const pressUntil = async (key: string, id: string): Promise<void> => {
    await app.page.keyboard.press(key)
    // The focus moves at once, what scrolls comes to rest a frame later.
    await app.page.waitForFunction((wanted) => {
      const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 }
      const isFocused = document.activeElement?.getAttribute('data-pack-id') === wanted
      return isFocused && top >= 0 && bottom <= innerHeight
    }, id)
    drawn.push(await app.page.locator('[data-pack-id]').count())
  }
  await app.page.locator('[data-pack-id="tutorial"]').focus()
  await pressUntil('End', 'pack-199')
  await pressUntil('ArrowUp', 'pack-198')
  await pressUntil('Home', 'tutorial')
  await pressUntil('ArrowDown', 'voices')
  expect(drawn.filter((count) => count < 5 || count > 60)).toEqual([])
})

test('lets a row of cards be as high as its highest, and lower again once that needs less', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  /** Top and height of the first card and of one beside it. */
  const row = (): Promise<readonly number[][]> =>
    app.page.evaluate(() =>
      ['tutorial', 'voices'].map((id) => {
        const card = document.querySelector(`[data-testid="pack-${id}"] > *`)?.getBoundingClientRect()
        return [card?.top ?? 0, card?.height ?? 0]
      }),
    )
  /** What an explanation of many lines does, or words of another language. */
  const pad = (padding: string): Promise<void> =>
    app.page.evaluate((value) => {
      const [name] = document.querySelectorAll<HTMLElement>('[data-testid="pack-tutorial"] h2')
      if (name !== undefined) name.style.paddingBlockEnd = value
    }, padding)
  const before = await row()
  await pad('100px')
  await expect.poll(row).toEqual(before.map(([top = 0, height = 0]) => [top, height + 100]))
  await pad('')
  await expect.poll(row).toEqual(before)
})
