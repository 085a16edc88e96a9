import { expect, test } from 'vitest'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

test('what comes by itself gives way until somebody asks for it, and an essential pack never does', async () => {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack(), { origin: 'prefetch' })
  fixture.downloads.schedule(aPack({ id: 'base' }), { origin: 'essential' })
  await fixture.settled()
  const givesWay = (id: string): unknown =>
    fixture.installer.attempt(id).request.whileGivingWay?.aborted === false
  const byItself = [givesWay('tutorial'), givesWay('base')]
  fixture.downloads.schedule(aPack(), { origin: 'foreground' })
  expect([byItself, givesWay('tutorial'), fixture.installer.attempts.length]).toEqual([
    [true, false],
    false,
    2,
  ])
})

test('of what gives way it is not said that nothing comes, until it need not any more', async () => {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack({ id: 'background' }), { origin: 'prefetch' })
  fixture.downloads.schedule(aPack(), { origin: 'foreground' })
  await fixture.settled()
  const facts = { totalFetchBytes: 9_000_000, totalPlacedBytes: 9_000_000 }
  for (const id of ['background', 'tutorial']) fixture.installer.attempt(id).progress(facts)
  const stall = (): unknown => fixture.downloads.download(anID('background'))?.progress.stall
  await fixture.clock.advance(20_000)
  const beside = stall()
  fixture.installer.attempt('tutorial').finish()
  await fixture.clock.advance(11_000)
  expect([beside, stall()]).toEqual([undefined, { seconds: 10, attempt: 1 }])
})
