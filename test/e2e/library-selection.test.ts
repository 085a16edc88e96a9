import { expect as expectPage } from 'playwright/test'
import { expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'

/** The packs in sight, first to last. */
function shown({ page }: RunningApp): Promise<readonly (string | null)[]> {
  return page
    .locator('[data-pack-id]')
    .evaluateAll((packs) => packs.map((pack) => pack.getAttribute('data-pack-id')))
}

/** What is said of the selection. */
async function summary({ page }: RunningApp): Promise<string | undefined> {
  const bar = page.getByTestId('selection')
  return (await bar.count()) === 0 ? undefined : await bar.locator('p').innerText()
}

/** Presses there as software for people does who use neither hand nor mouse: without saying what with. */
async function pressAt(app: RunningApp, x: number, y: number): Promise<void> {
  await app.application.evaluate(
    ({ BrowserWindow }, at) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (const type of ['mouseMove', 'mouseDown', 'mouseUp'] as const)
        contents?.sendInputEvent({ type, ...at, button: 'left', clickCount: 1 })
    },
    { x, y },
  )
}

test('hears a press beside the box once, which its row would take for its own otherwise', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  await app.press('layout-list')
  const box = await app.page.locator('[data-pack-id="maps"] label').boundingBox()
  const press = (): Promise<void> => pressAt(app, Math.round(box?.x ?? 0) + 7, Math.round(box?.y ?? 0) + 3)
  await press()
  await expectPage(app.page.getByTestId('selection')).toContainText('1 selected')
  await press()
  await expectPage(app.page.getByTestId('selection')).toHaveCount(0)
  expect(app.problems).toEqual([])
})

test('selects with Ctrl, Shift, Space and the box, and installs all that is selected', async () => {
  const world = await openWorld()
  await world.publishSmallPacks(['alpha', 'beta', 'gamma'])
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  await app.press('layout-list')
  const row = (id: string) => app.page.locator(`[data-pack-id="${id}"]`)
  const at = { position: { x: 300, y: 8 } }
  await row('alpha').click(at)
  const plain = await summary(app)
  await row('alpha').click({ ...at, modifiers: ['ControlOrMeta'] })
  await row('gamma').click({ ...at, modifiers: ['Shift'] })
  const range = await summary(app)
  await app.page.keyboard.press('ArrowDown')
  await app.page.keyboard.press('Space')
  const withMaps = await summary(app)
  await app.page.keyboard.press('Space')
  const violations = await axeViolations(app)
  await app.press('selection-install')
  for (const id of ['alpha', 'beta', 'gamma']) await app.waitFor(id, 'upToDate')
  await app.press('select-all')
  const all = await summary(app)
  await app.page.keyboard.press('Escape')
  expect([
    plain,
    range?.startsWith('3 selected · '),
    range?.endsWith(' · fits'),
    withMaps?.startsWith('4 selected · '),
    violations,
    all?.startsWith('6 selected'),
    app.problems,
  ]).toEqual([undefined, true, true, true, [], true, []])
})

test('sorts, groups and filters, and comes back with Back', async () => {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('voices', 'upToDate')
  await app.press('layout-list')
  await app.press('sort-by-size')
  const bySize = await shown(app)
  await app.press('filter-installed')
  const installed = await shown(app)
  await app.page.goBack()
  await app.page.locator('[data-pack-id="maps"]').waitFor()
  const back = [await shown(app), new URL(app.page.url()).hash]
  await app.press('group')
  await app.press('group-policy')
  const headings = await app.page.locator('[data-testid^="group-"] h2').allInnerTexts()
  expect([bySize, installed, back, headings, await axeViolations(app)]).toEqual([
    ['tutorial', 'voices', 'maps'],
    ['tutorial', 'voices'],
    [['tutorial', 'voices', 'maps'], '#/library?sort=size&layout=list'],
    ['Needed 1', 'Recommended 1', 'Optional 1'],
    [],
  ])
})

test('opens the menu of a pack with Shift+F10 and gives the focus back', async () => {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('voices', 'upToDate')
  await app.page.locator('[data-pack-id="voices"]').focus()
  await app.page.keyboard.press('Shift+F10')
  await app.page.getByRole('menu').waitFor()
  const violations = await axeViolations(app)
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('menu').waitFor({ state: 'detached' })
  const focused = await app.page.evaluate(() => document.activeElement?.getAttribute('data-pack-id'))
  expect([violations, focused]).toEqual([[], 'voices'])
})

test('takes back what was removed, and has removed it when the app was quit before', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  const before = await world.installed('voices')
  const remove = async (): Promise<void> => {
    await app.press('more-voices')
    await app.press('remove-voices')
    await app.press('confirm-remove')
    await app.waitFor('voices', 'notInstalled')
  }
  await remove()
  const meanwhile = await world.installed('voices')
  await app.page.keyboard.press('Control+z')
  await app.waitFor('voices', 'upToDate')
  await remove()
  await app.quit()
  expect([meanwhile, await world.installed('voices')]).toEqual([before, []])
})
