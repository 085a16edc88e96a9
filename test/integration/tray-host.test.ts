import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchTrayHost } from '../../src-main/electron/tray-host'
import { ManualClock } from '../support/manual-clock'
import { hasSessionBus, startSessionBus } from '../support/session-bus'
import { temporaryDirectory } from '../support/temporary-directory'
import { TrayWatcher } from '../support/tray-watcher'

type Environment = Readonly<Record<string, string>>

/** A watch of that session, what it has said, and how a test waits for the next word. */
function watch(environment: Environment, clock = new ManualClock()) {
  const said: boolean[] = []
  let onWord: () => void = () => undefined
  const host = watchTrayHost({
    platform: 'linux',
    environment,
    clock,
    onChange: (isThere) => {
      said.push(isThere)
      onWord()
    },
  })
  onTestFinished(() => {
    host.close()
  })
  const word = async (count: number): Promise<void> => {
    while (said.length < count)
      await new Promise<void>((resolve) => {
        onWord = resolve
      })
  }
  return { host, said, word, clock }
}

test.each([
  ['win32', true],
  ['darwin', true],
  ['freebsd', false],
])('on %s it is known without asking anybody whether there is a tray: %s', async (platform, expected) => {
  const said: boolean[] = []
  const onChange = (isThere: boolean): void => void said.push(isThere)
  const { known } = watchTrayHost({ platform, environment: {}, clock: new ManualClock(), onChange })
  expect([await known, said]).toEqual([expected, [expected]])
})

test('a session without a bus has no tray', async () => {
  const { host, said } = watch({})
  expect([await host.known, said]).toEqual([false, [false]])
})

test('a bus that never answers counts as none after a moment, and keeps nobody waiting', async () => {
  const path = join(await temporaryDirectory(), 'bus')
  const silent = createServer(() => undefined)
  silent.listen(path)
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const { host, clock } = watch({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` })
  await clock.advance(2_000)
  expect(await host.known).toBe(false)
})

describe.skipIf(!hasSessionBus)('on a real session bus', () => {
  test('there is a tray where icons are watched for and shown', async () => {
    const { environment } = await startSessionBus()
    await TrayWatcher.start(environment)
    const { host, said } = watch(environment)
    expect([await host.known, said]).toEqual([true, [true]])
  })

  test('there is none where nobody watches, as on GNOME', async () => {
    const { environment } = await startSessionBus()
    expect(await watch(environment).host.known).toBe(false)
  })

  test('there is none where icons are watched for and shown nowhere, until a panel comes', async () => {
    const { environment } = await startSessionBus()
    const watcher = await TrayWatcher.start(environment, { hasPanel: false })
    const { host, said, word } = watch(environment)
    const first = await host.known
    watcher.setPanel(true)
    await word(2)
    expect([first, said]).toEqual([false, [false, true]])
  })

  test('one that comes later is heard of, and one that leaves, once it is not back after a moment', async () => {
    const { environment } = await startSessionBus()
    const { host, said, word, clock } = watch(environment)
    await host.known
    const watcher = await TrayWatcher.start(environment)
    await word(2)
    const timersBefore = clock.pendingTimers
    watcher.stop()
    await expect.poll(() => clock.pendingTimers, { interval: 5, timeout: 10_000 }).toBe(timersBefore + 1)
    const before = [...said]
    await clock.advance(3_000)
    expect([before, said]).toEqual([
      [false, true],
      [false, true, false],
    ])
  })

  test('one that is back within a moment was never gone', async () => {
    const { environment } = await startSessionBus()
    const watcher = await TrayWatcher.start(environment)
    const { host, said, clock } = watch(environment)
    await host.known
    watcher.setPanel(false)
    await expect.poll(() => clock.pendingTimers, { interval: 5, timeout: 10_000 }).toBe(1)
    watcher.setPanel(true)
    await expect.poll(() => clock.pendingTimers, { interval: 5, timeout: 10_000 }).toBe(0)
    await clock.advance(10_000)
    expect(said).toEqual([true])
  })

  test('the end of the session is the end of its tray', async () => {
    const { environment, stop } = await startSessionBus()
    await TrayWatcher.start(environment)
    const { host, said, word, clock } = watch(environment)
    await host.known
    await stop()
    await expect.poll(() => clock.pendingTimers, { interval: 5, timeout: 10_000 }).toBe(1)
    await clock.advance(3_000)
    await word(2)
    expect(said).toEqual([true, false])
  })
})
