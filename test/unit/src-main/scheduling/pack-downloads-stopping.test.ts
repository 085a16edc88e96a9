import { expect, test } from 'vitest'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const

/** A fixture in which the pack `tutorial` is being downloaded. */
async function running(): Promise<SchedulingFixture> {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack(), foreground)
  await fixture.settled()
  return fixture
}

test('attempts stop for what must not wait for them, and go on afterwards, with what was asked for meanwhile', async () => {
  const fixture = await running()
  let finishWork: () => void = () => undefined
  const work = fixture.downloads.whileStopped(
    () =>
      new Promise<void>((resolve) => {
        finishWork = resolve
      }),
  )
  await fixture.settled()
  fixture.downloads.schedule(aPack({ id: 'next' }), foreground)
  fixture.downloads.schedule(aPack({ id: 'paused' }), foreground)
  fixture.downloads.pause(anID('paused'))
  await fixture.settled()
  const whileWorking = [fixture.states, fixture.installer.running]
  finishWork()
  await work
  await fixture.settled()
  expect([whileWorking, fixture.states]).toEqual([
    [['tutorial 1: waiting (queue)', 'next 1: waiting (queue)', 'paused 1: paused'], []],
    ['tutorial 1: downloading', 'next 1: downloading', 'paused 1: paused'],
  ])
})

test('attempts go on after what they had stopped for has failed', async () => {
  const fixture = await running()
  const failed = fixture.downloads.whileStopped(() => Promise.reject(new Error('it failed')))
  await expect(failed).rejects.toThrow('it failed')
  await fixture.settled()
  expect(fixture.states).toEqual(['tutorial 1: downloading'])
})

test.each([
  ['stays cancelled', false, []],
  ['waits for the next start when it was asked for again', true, ['tutorial 1: waiting (queue)']],
])(
  'what is closed before the attempt of a cancelled download has ended %s',
  async (_, isAskedAgain, expected) => {
    const fixture = await running()
    fixture.installer.lingers = true
    const cancelled = fixture.downloads.cancel(anID())
    if (isAskedAgain) fixture.downloads.schedule(aPack(), foreground)
    const closed = fixture.downloads.close()
    fixture.installer.attempt('tutorial').fail('cancelled')
    await Promise.all([cancelled, closed])
    expect(new SchedulingFixture({ store: fixture.store }).states).toEqual(expected)
  },
)
