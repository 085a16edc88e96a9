import { expect, test } from 'vitest'
import { aPack } from '../../../support/pack-builder'
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
