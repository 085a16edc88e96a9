import { expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow } from '../support/electron-world'

test('asks again whoever quits without an answer, and nothing has come that nobody chose', async () => {
  const world = await openWorld()
  const first = await RunningApp.startFirst(world)
  await first.page.locator('[data-testid="pack-tutorial"][data-state="upToDate"]').waitFor()
  await first.quit()
  const second = await RunningApp.startFirst(world)
  await second.page.getByTestId('welcome').waitFor()
  const before = await Promise.all(['tutorial', 'voices'].map((id) => world.installed(id)))
  await second.press('welcome-skip')
  await second.waitFor('voices', 'upToDate')
  expect([before.map(({ length }) => length), second.problems]).toEqual([[1, 0], []])
})

test('asks at the first start, holds until what is needed is here, and does what was chosen', async () => {
  const world = await openWorld()
  // Nothing else is on its way meanwhile: the tutorial has the line for itself.
  world.line.bytesPerSecond = slow / 50
  const first = await RunningApp.startFirst(world)
  await first.page.getByTestId('welcome').waitFor()
  await first.waitFor('tutorial', 'downloading')
  const isHeld = await first.page.getByTestId('welcome-skip').isDisabled()
  const violations = await axeViolations(first)
  await first.page.locator('[data-testid="welcome-pack-maps"]').focus()
  await first.page.keyboard.press('Space')
  await first.page.getByTestId('welcome-start').focus()
  await first.page.keyboard.press('Enter')
  await first.page.locator('[data-testid="welcome"][data-state="started"]').waitFor()
  world.line.bytesPerSecond = undefined
  await first.page.getByTestId('welcome').waitFor({ state: 'detached' })
  const heading = await first.page.locator('h1').innerText()
  await first.press('go-library')
  for (const id of ['tutorial', 'voices', 'maps']) await first.waitFor(id, 'upToDate')
  await first.quit()
  const second = await RunningApp.startFirst(world)
  await second.waitFor('tutorial', 'upToDate')
  expect([
    isHeld,
    violations,
    heading,
    await second.page.getByTestId('welcome').count(),
    first.problems,
  ]).toEqual([true, [], 'Downloads', 0, []])
})
