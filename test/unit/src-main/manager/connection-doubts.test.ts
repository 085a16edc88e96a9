import { expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const nobodyAnswers = new AssetPackError('hostUnavailable', 'Nobody answers.')

/** A manager whose list is fresh, with a download that has begun. */
async function begun(): Promise<ManagerFixture> {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  await fixture.manager.start()
  await fixture.manager.startDownload('tutorial')
  await fixture.settled()
  return fixture
}

/** The same, and the first bytes have come. */
async function downloading(): Promise<ManagerFixture> {
  const fixture = await begun()
  arrived(fixture, 10)
  return fixture
}

/** So much of the pack has come by now. */
function arrived({ installer }: ManagerFixture, fetchedBytes: number): void {
  installer.attempt('tutorial').progress({ fetchedBytes, totalFetchBytes: 1_000, totalPlacedBytes: 2_000 })
}

/** What the window says, and how often the host was asked for the list. */
function said({ manager, catalog }: ManagerFixture): unknown {
  return [manager.libraryFacts.connection, catalog.refreshes]
}

test('a download that waits because its host is gone makes the list be asked for, and the host is said to be gone', async () => {
  const fixture = await begun()
  await fixture.clock.advance(60_000)
  const before = said(fixture)
  fixture.catalog.failure = nobodyAnswers
  fixture.installer.attempt('tutorial').fail('hostUnavailable')
  await fixture.settled()
  expect([before, said(fixture)]).toEqual([
    ['online', 1],
    ['unreachable', 2],
  ])
  await fixture.manager.close()
})

test('once the list says that the host is back, all that waits because it was gone goes on', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ id: 'a' }), aPack({ id: 'b' })] })
  await fixture.manager.start()
  for (const id of ['a', 'b']) await fixture.manager.startDownload(id)
  await fixture.clock.advance(60_000)
  fixture.catalog.failure = nobodyAnswers
  for (const id of ['a', 'b']) fixture.installer.attempt(id).fail('hostUnavailable')
  await fixture.settled()
  const gone = [fixture.watch.connection, ...fixture.states]
  fixture.catalog.failure = undefined
  await fixture.manager.refresh()
  await fixture.settled()
  expect([gone, fixture.states]).toEqual([
    ['unreachable', 'a 1: waiting (retry)', 'b 1: waiting (retry)'],
    ['a 1: downloading', 'b 1: downloading'],
  ])
  await fixture.manager.close()
})

test('so does one to which nothing has come for a while', async () => {
  const fixture = await downloading()
  fixture.catalog.failure = nobodyAnswers
  await fixture.clock.advance(9_000)
  const before = said(fixture)
  await fixture.clock.advance(6_000)
  expect([before, said(fixture)]).toEqual([
    ['online', 1],
    ['unreachable', 2],
  ])
  await fixture.manager.close()
})

test('nobody asks again for a silence that is known', async () => {
  const fixture = await downloading()
  fixture.catalog.failure = nobodyAnswers
  await fixture.clock.advance(5_000)
  await fixture.manager.refresh().catch(() => undefined)
  await fixture.clock.advance(60_500)
  fixture.installer.attempt('tutorial').fail('timedOut')
  await fixture.settled()
  expect(said(fixture)).toEqual(['unreachable', 2])
  await fixture.manager.close()
})

test('one silence is asked after once, where the host answers', async () => {
  const fixture = await downloading()
  await fixture.clock.advance(90_500)
  const once = said(fixture)
  arrived(fixture, 20)
  await fixture.clock.advance(30_000)
  expect([once, said(fixture)]).toEqual([
    ['online', 2],
    ['online', 3],
  ])
  await fixture.manager.close()
})

test('bytes that come from a host that was gone make the list be asked for, ten seconds after the last time', async () => {
  const fixture = await downloading()
  await fixture.clock.advance(5_000)
  fixture.catalog.failure = nobodyAnswers
  await fixture.manager.refresh().catch(() => undefined)
  fixture.catalog.failure = undefined
  const seen = [said(fixture)]
  await fixture.clock.advance(4_000)
  for (const fetchedBytes of [20, 30]) arrived(fixture, fetchedBytes)
  fixture.installer.attempt('tutorial').finish()
  for (const pauseMs of [5_000, 1_500, 20_000]) {
    await fixture.clock.advance(pauseMs)
    seen.push(said(fixture))
  }
  expect(seen).toEqual([
    ['unreachable', 2],
    ['unreachable', 2],
    ['online', 3],
    ['online', 3],
  ])
  await fixture.manager.close()
})

test('whoever asks meanwhile answers the doubt, and a closed manager leaves no timer behind', async () => {
  const fixture = await downloading()
  await fixture.clock.advance(5_000)
  fixture.catalog.failure = nobodyAnswers
  await fixture.manager.refresh().catch(() => undefined)
  arrived(fixture, 20)
  await fixture.clock.advance(5_000)
  await fixture.manager.refresh().catch(() => undefined)
  await fixture.clock.advance(7_000)
  const seen = said(fixture)
  arrived(fixture, 30)
  await fixture.manager.close()
  expect([seen, fixture.clock.pendingTimers]).toEqual([['unreachable', 3], 0])
})

test('a download that fails by itself says nothing of the host', async () => {
  const fixture = await downloading()
  await fixture.clock.advance(9_500)
  arrived(fixture, 20)
  await fixture.clock.advance(5_000)
  fixture.installer.attempt('tutorial').fail('integrityCheckFailed')
  await fixture.settled()
  expect(said(fixture)).toEqual(['online', 1])
  await fixture.manager.close()
})

test('nobody asks where there is no network by then: the host would be said to be gone once it is back', async () => {
  const fixture = await begun()
  const { conditions } = fixture
  fixture.installer.attempt('tutorial').fail('hostUnavailable')
  await fixture.settled()
  const before = said(fixture)
  conditions.set({ online: false })
  await fixture.clock.advance(15_000)
  const meanwhile = said(fixture)
  conditions.set({ online: true })
  await fixture.settled()
  expect([before, meanwhile, said(fixture)]).toEqual([
    ['online', 1],
    ['offline', 1],
    ['online', 1],
  ])
  await fixture.manager.close()
})

test('a list that could not be asked for without a network is asked for once there is one, and the host is not said to be gone', async () => {
  const fixture = await begun()
  const { conditions, clock, manager } = fixture
  conditions.set({ online: false })
  await manager.refresh().catch(() => undefined)
  const without = said(fixture)
  conditions.set({ online: true })
  const back = said(fixture)
  await clock.advance(10_000)
  expect([without, back, said(fixture)]).toEqual([
    ['offline', 1],
    ['unknown', 1],
    ['online', 2],
  ])
  await manager.close()
})
