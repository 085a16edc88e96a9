import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack, automatic } from '../../../support/pack-builder'

const offered = [
  aPack({ id: 'needed', ...automatic('essential', 'firstInstallation') }),
  aPack({ id: 'maps', ...automatic('prefetch', 'firstInstallation') }),
  aPack({ id: 'voices', ...automatic('prefetch', 'firstInstallation') }),
  aPack({ id: 'asked' }),
]

/** The names of what is in the queue. */
function queued({ downloads }: ManagerFixture): readonly string[] {
  return downloads.downloads().map(({ assetPack }) => assetPack.id)
}

/** A manager whose app asks first, after its start. */
async function asking(): Promise<ManagerFixture> {
  const fixture = new ManagerFixture({ offered })
  fixture.manager.holdPrefetch()
  await fixture.manager.start()
  return fixture
}

describe('recommended packs that are held back', () => {
  test('wait while what is essential comes, and come once they are let go', async () => {
    const fixture = await asking()
    const held = queued(fixture)
    fixture.manager.releasePrefetch()
    await fixture.settled()
    expect([held, queued(fixture)]).toEqual([['needed'], ['needed', 'maps', 'voices']])
  })

  test('wait in every check, whoever asks for it', async () => {
    const fixture = await asking()
    await fixture.manager.checkForUpdates()
    await finished(fixture)
    await fixture.clock.advance(6 * 3_600_000)
    expect([queued(fixture), fixture.catalog.refreshes > 2]).toEqual([[], true])
  })

  test('come without those that somebody cancelled meanwhile', async () => {
    const fixture = await asking()
    await fixture.manager.cancel('maps')
    fixture.manager.releasePrefetch()
    await fixture.settled()
    expect(queued(fixture)).toEqual(['needed', 'voices'])
  })

  test('come when somebody asks for one of them by name', async () => {
    const fixture = await asking()
    await fixture.manager.startDownload('maps')
    await fixture.manager.startDownload('asked')
    expect(queued(fixture)).toEqual(['needed', 'maps', 'asked'])
  })

  test('wait in the next process, too, which lets them come', async () => {
    const first = await asking()
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    await second.manager.start()
    const held = [queued(second), second.manager.libraryFacts.isPrefetchHeld]
    second.manager.releasePrefetch()
    await second.settled()
    expect([held, queued(second), second.manager.libraryFacts.isPrefetchHeld]).toEqual([
      [[], true],
      ['maps', 'voices'],
      undefined,
    ])
  })

  test('come when they are let go while the check of the start runs', async () => {
    const fixture = new ManagerFixture({ offered })
    fixture.manager.holdPrefetch()
    let isLetGo = false
    fixture.downloads.changes.subscribe(() => {
      if (isLetGo) return
      isLetGo = true
      fixture.manager.releasePrefetch()
    })
    await fixture.manager.start()
    await fixture.settled()
    expect(queued(fixture)).toEqual(['needed', 'maps', 'voices'])
  })

  test('come as soon as there is a network when they were let go without one', async () => {
    const fixture = await asking()
    fixture.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
    fixture.manager.releasePrefetch()
    await fixture.settled()
    const before = queued(fixture)
    fixture.catalog.failure = undefined
    await fixture.clock.advance(180_000)
    expect([before, queued(fixture)]).toEqual([['needed'], ['needed', 'maps', 'voices']])
  })

  test('are updated as ever once they are here', async () => {
    const fixture = new ManagerFixture({ offered })
    await fixture.manager.start()
    await finished(fixture)
    fixture.manager.holdPrefetch()
    fixture.catalog.offered = [
      aPack({ id: 'maps', version: 2, ...automatic('prefetch', 'firstInstallation') }),
    ]
    await fixture.clock.advance(6 * 3_600_000)
    expect(queued(fixture)).toEqual(['maps'])
  })

  test('are told of to windows', async () => {
    const fixture = new ManagerFixture({ offered })
    const updates = fixture.manager.library()
    const first = (await updates.next()).value?.facts?.isPrefetchHeld
    fixture.manager.holdPrefetch()
    await fixture.clock.advance(1_000)
    const held = (await updates.next()).value?.facts?.isPrefetchHeld
    expect([first, held]).toEqual([undefined, true])
  })
})
