import { describe, expect, test } from 'vitest'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const id = anID('tutorial')
const foreground = { origin: 'foreground' } as const

/** A fixture in which the pack `tutorial` is being downloaded. */
async function running(): Promise<SchedulingFixture> {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack(), foreground)
  await fixture.settled()
  return fixture
}

/** Whether those who wait for the pack have been told that it cannot be had for now. */
function givenUp(fixture: SchedulingFixture): { readonly isTold: boolean } {
  const state = { isTold: false }
  fixture.downloads.request(aPack(), foreground).catch(() => {
    state.isTold = true
  })
  return state
}

describe('sleep', () => {
  test('that is announced is a pause, and waking up ends it', async () => {
    const fixture = await running()
    fixture.conditions.set({ asleep: true })
    await fixture.settled()
    const asleep = [fixture.states, fixture.told.at(-1), fixture.installer.running]
    fixture.conditions.wake()
    await fixture.settled()
    expect([asleep, fixture.states, fixture.installer.attempts.length]).toEqual([
      [['tutorial 1: waiting (network)'], 'tutorial: paused', []],
      ['tutorial 1: downloading'],
      2,
    ])
  })

  test('that is noticed afterwards lets what was on its way begin again, over new connections', async () => {
    const fixture = await running()
    const first = fixture.installer.attempt('tutorial').request.signal
    fixture.conditions.wake()
    await fixture.settled()
    expect([first.aborted, fixture.states, fixture.installer.attempts.length]).toEqual([
      true,
      ['tutorial 1: downloading'],
      2,
    ])
  })

  test('leaves a pack alone that is just being installed: no network has to do with that', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').progress({ phase: 'installing' })
    fixture.conditions.wake()
    await fixture.settled()
    expect([fixture.states, fixture.installer.attempts.length]).toEqual([['tutorial 1: installing'], 1])
  })

  test('B-28 burns no attempt however often it cuts a transfer, and those who wait go on waiting', async () => {
    const fixture = await running()
    const waiting = givenUp(fixture)
    for (let night = 0; night < 20; night += 1) {
      fixture.installer.attempt('tutorial').fail('offline', { cutBySleep: true })
      await fixture.settled()
      await fixture.clock.advance(2_000)
    }
    for (const code of ['offline', 'timedOut', 'hostUnavailable', 'timedOut', 'offline'] as const) {
      fixture.conditions.wake()
      await fixture.settled()
      fixture.installer.attempt('tutorial').fail(code)
      await fixture.settled()
      await fixture.clock.advance(2_000)
    }
    const { attempts } = fixture.installer
    expect([waiting.isTold, fixture.states, attempts.length]).toEqual([
      false,
      ['tutorial 1: downloading'],
      // The first, one after each cut, and one after each waking up and each failure then.
      1 + 20 + 10,
    ])
  })

  test('excuses nothing for long: half a minute later a host that does not answer counts again', async () => {
    const fixture = await running()
    const waiting = givenUp(fixture)
    fixture.conditions.wake()
    await fixture.clock.advance(30_000)
    for (let attempt = 0; attempt < 4; attempt += 1) {
      fixture.installer.attempt('tutorial').fail('hostUnavailable')
      await fixture.settled()
      await fixture.clock.advance(300_000)
    }
    expect(waiting.isTold).toBe(true)
  })

  test('ends the wait for another attempt', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('hostUnavailable')
    await fixture.settled()
    const waiting = fixture.states
    fixture.conditions.wake()
    await fixture.settled()
    expect([waiting, fixture.states]).toEqual([['tutorial 1: waiting (retry)'], ['tutorial 1: downloading']])
  })

  test('counts as waited where the host asked for the wait, and does nothing else to it', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('remoteBusy', { retryAfterSeconds: 3_600 })
    await fixture.settled()
    const after: unknown[] = []
    for (const sleepMs of [0, 1_800_000, 1_800_000]) {
      fixture.clock.sleep(sleepMs)
      fixture.conditions.wake()
      await fixture.clock.advance(0)
      after.push(...fixture.states)
    }
    expect(after).toEqual([
      'tutorial 1: waiting (retry)',
      'tutorial 1: waiting (retry)',
      'tutorial 1: downloading',
    ])
  })

  test('changes nothing of what somebody paused', async () => {
    const fixture = await running()
    fixture.downloads.pause(id)
    fixture.conditions.set({ asleep: true })
    fixture.conditions.wake()
    await fixture.clock.advance(3_600_000)
    expect(fixture.states).toEqual(['tutorial 1: paused'])
  })
})
