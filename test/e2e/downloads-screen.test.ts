import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow, type World } from '../support/electron-world'
import { packFiles } from '../support/published-packs'

const extra = ['extra-1', 'extra-2', 'extra-3'] as const

/** A window on the downloads: `maps` comes slowly, the others wait behind it. */
async function queueBehindMaps(): Promise<{ readonly world: World; readonly app: RunningApp }> {
  const world = await openWorld()
  for (const [index, id] of extra.entries())
    await world.publishVersion(id, packFiles(200 + 10 * index, 50_000))
  await world.configure({ network: { packsAtOnce: 1 } })
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow / 3
  await app.press('install-maps')
  await app.waitFor('maps', 'downloading')
  for (const id of extra) await app.press(`install-${id}`)
  await goToDownloads(app)
  for (const id of extra) await app.waitFor(id, 'waiting')
  return { world, app }
}

/** Until the queue is drawn the rows of the library are there, which bear the same marks. */
async function goToDownloads({ page }: RunningApp): Promise<void> {
  await page.getByTestId('go-downloads').click()
  await page.getByTestId(`moveUp-${extra[0]}`).waitFor()
}

/** The packs that wait, as the window shows them. */
function order({ page }: RunningApp): Promise<readonly (string | null)[]> {
  return page
    .locator('[role="row"][data-pack-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pack-id')))
}

/** Presses keys and waits until the packs that wait stand so. */
async function pressUntil(app: RunningApp, key: string, expected: readonly string[]): Promise<void> {
  await app.page.keyboard.press(key)
  await app.page.waitForFunction((ids) => {
    const rows = [...document.querySelectorAll('[role="row"][data-pack-id]')]
    return rows.map((row) => row.getAttribute('data-pack-id')).join() === ids
  }, expected.join())
}

function focused({ page }: RunningApp): Promise<string | null> {
  return page.evaluate(
    () => document.activeElement?.closest('[data-pack-id]')?.getAttribute('data-pack-id') ?? null,
  )
}

test('a person orders the queue by keys alone, pauses all, resumes, and finds what ended in the history', async () => {
  const { world, app } = await queueBehindMaps()
  const orders = [await order(app)]
  await app.page.getByTestId('pack-extra-3').focus()
  await pressUntil(app, 'Alt+ArrowUp', ['extra-1', 'extra-3', 'extra-2'])
  await pressUntil(app, 'Alt+Home', ['extra-3', 'extra-1', 'extra-2'])
  const kept = [await focused(app)]
  await app.page.getByTestId('moveUp-extra-2').focus()
  await pressUntil(app, 'Enter', ['extra-3', 'extra-2', 'extra-1'])
  kept.push(await focused(app))
  await app.page.keyboard.press('Control+Shift+P')
  await app.waitFor('extra-1', 'paused')
  world.line.bytesPerSecond = undefined
  await app.page.keyboard.press('Control+Shift+P')
  const { page } = app
  await page.locator('[data-history-id="extra-1"][data-outcome="finished"]').waitFor()
  const history = await page
    .locator('[data-history-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-history-id')))
  expect([orders, kept, history]).toEqual([
    [['extra-1', 'extra-2', 'extra-3']],
    ['extra-3', 'extra-2'],
    ['extra-1', 'extra-2', 'extra-3', 'maps', 'voices', 'tutorial'],
  ])
})

test('an order outlasts the app, and a pack that is to start now overtakes what runs', async () => {
  const { world, app } = await queueBehindMaps()
  await app.page.getByTestId('pack-extra-3').focus()
  await pressUntil(app, 'Alt+Home', ['extra-3', 'extra-1', 'extra-2'])
  await app.quit()
  const again = await RunningApp.start(world)
  await again.waitFor('tutorial', 'upToDate')
  await goToDownloads(again)
  for (const id of extra) await again.waitFor(id, 'waiting')
  const restored = await order(again)
  await again.press('startNow-extra-2')
  await again.waitFor('maps', 'waiting')
  await again.page.locator('[data-history-id="extra-2"][data-outcome="finished"]').waitFor()
  expect(restored).toEqual(['extra-3', 'extra-1', 'extra-2'])
})
