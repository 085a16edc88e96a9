import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow } from '../support/electron-world'

/** What the system tells the app. */
function emitPower(app: RunningApp, event: 'suspend' | 'resume'): Promise<void> {
  return app.application.evaluate(({ powerMonitor }, name) => {
    powerMonitor.emit(name)
  }, event)
}

test('holds a download while the machine sleeps, and brings the rest of it after that', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  const whole = world.line.bytesBrought
  world.line.bytesPerSecond = slow
  await app.press('install-maps')
  await app.waitForProgress('maps', 0.3)
  await emitPower(app, 'suspend')
  await app.waitFor('maps', 'waiting')
  const asleep = world.line.bytesBrought
  world.line.bytesPerSecond = undefined
  await emitPower(app, 'resume')
  await app.waitFor('maps', 'upToDate')
  const all = world.line.bytesBrought - whole

  // 8 MB in all: what came before the sleep, but for what was on the way, does not come again.
  expect([asleep > whole + 2_000_000, all < 8_000_000 + 2_000_000]).toEqual([true, true])
})
