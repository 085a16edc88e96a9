import { expect, test } from 'vitest'
import { lookForUpdates } from '../../../../src-main/ipc/update-look'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack, automatic } from '../../../support/pack-builder'

/** A started manager with version 1 of an optional and of a needed pack; version 2 of both was published meanwhile. */
async function published(): Promise<ManagerFixture> {
  const needed = { id: 'needed', ...automatic('essential', 'firstInstallation', 'subsequentUpdate') }
  const fixture = new ManagerFixture({ offered: [aPack(), aPack(needed)] })
  for (const pack of [aPack(), aPack(needed)]) fixture.store.install(pack)
  await fixture.manager.start()
  await fixture.clock.advance(3_600_000)
  fixture.catalog.offered = [aPack({ version: 2 }), aPack({ ...needed, version: 2 })]
  return fixture
}

test('a look for updates begins none that a person wants to be asked for, but what comes unasked all the same', async () => {
  const fixture = await published()
  fixture.manager.setLimits({ updatesOnRequest: true })
  const check = await lookForUpdates(fixture.manager)
  await fixture.settled()
  expect([check, fixture.states, fixture.manager.libraryFacts.checking]).toEqual([
    { updatingIDs: [], removedIDs: [] },
    ['needed 2: downloading'],
    false,
  ])
  await fixture.manager.close()
})

test('a look for updates begins all of them where they come by themselves', async () => {
  const fixture = await published()
  const { updatingIDs } = await lookForUpdates(fixture.manager)
  await fixture.settled()
  expect([[...updatingIDs].sort(), [...fixture.states].sort()]).toEqual([
    ['needed', 'tutorial'],
    ['needed 2: downloading', 'tutorial 2: downloading'],
  ])
  await fixture.manager.close()
})
