import { expect, test } from 'vitest'
import { aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

test('how many packs run at once can be changed: more start at once, and of fewer none is stopped', async () => {
  const fixture = new SchedulingFixture({ packsAtOnce: 1 })
  for (const name of ['a', 'b', 'c'])
    fixture.downloads.schedule(aPack({ id: name }), { origin: 'foreground' })
  await fixture.settled()
  fixture.downloads.setPacksAtOnce(2)
  await fixture.settled()
  const more = fixture.installer.running
  fixture.downloads.setPacksAtOnce(1)
  await fixture.settled()
  const fewer = fixture.installer.running
  fixture.installer.attempt('a').finish()
  await fixture.settled()
  expect([more, fewer, fixture.installer.running]).toEqual([['a 1', 'b 1'], ['a 1', 'b 1'], ['b 1']])
})
