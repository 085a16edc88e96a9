import { expect, test } from 'vitest'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const later = { kind: 'prefetch', installationEventTypes: ['subsequentUpdate'] } as const
const essential = { kind: 'essential', installationEventTypes: ['firstInstallation'] } as const

test('where updates come on request, only essential packs update by themselves, and the others when somebody asks', async () => {
  const fixture = new ManagerFixture({
    offered: [aPack({ id: 'needed', version: 2, policy: essential }), aPack({ id: 'optional', version: 2 })],
  })
  const { manager, store } = fixture
  store.install(aPack({ id: 'needed', policy: essential }))
  store.install(aPack({ id: 'optional' }))
  manager.setLimits({ updatesOnRequest: true })
  const byItself = await manager.start('periodic')
  const asked = await manager.checkForUpdates()
  expect([byItself.updatingIDs, asked.updatingIDs]).toEqual([['needed'], ['optional']])
})

test('where updates come on request, an update of the app brings what is new, and no update of what is here', async () => {
  const fixture = new ManagerFixture({
    offered: [aPack({ id: 'here', version: 2, policy: later }), aPack({ id: 'new', policy: later })],
  })
  fixture.store.install(aPack({ id: 'here', policy: later }))
  fixture.manager.setLimits({ updatesOnRequest: true })
  await fixture.manager.start('update')
  expect(fixture.states).toEqual(['new 1: downloading'])
})
