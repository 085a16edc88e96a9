import { describe, expect, test } from 'vitest'
import type { Configuration } from '../../../../src-shared/domain/configuration'
import type { DownloadPolicy } from '../../../../src-shared/domain/download-policy'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import type { MemoryAssetPackStore } from '../../../support/memory-asset-pack-store'
import { aPack } from '../../../support/pack-builder'

const prefetch: DownloadPolicy = { kind: 'prefetch', installationEventTypes: ['firstInstallation'] }
const essential: DownloadPolicy = { kind: 'essential', installationEventTypes: ['firstInstallation'] }

const offered = [
  aPack({ id: 'big', downloadSize: 900, policy: prefetch }),
  aPack({ id: 'needed', downloadSize: 300, policy: essential }),
  aPack({ id: 'small', downloadSize: 100, policy: prefetch }),
]
const restricted = { initialDownloadRestrictions: { downloadAllowance: 500 } }

function aLaunch(
  options: {
    readonly store?: MemoryAssetPackStore
    readonly configuration?: Partial<Configuration>
    readonly preferredLanguages?: readonly string[]
    readonly packs?: ManagerFixture['catalog']['offered']
  } = {},
): ManagerFixture {
  return new ManagerFixture({ offered: options.packs ?? offered, configuration: restricted, ...options })
}

/** The names of what is in the queue. */
function queued({ downloads }: ManagerFixture): readonly string[] {
  return downloads.downloads().map(({ assetPack }) => assetPack.id)
}

describe('the first launch', () => {
  test('has not ended before it began, nor while an essential pack is on its way, and has when it is here', async () => {
    const fixture = aLaunch()
    const seen = [fixture.manager.firstLaunchHasEnded]
    await fixture.manager.start()
    seen.push(fixture.manager.firstLaunchHasEnded)
    await fixture.settled()
    fixture.installer.attempt('needed').finish()
    await fixture.settled()
    expect([seen, fixture.manager.firstLaunchHasEnded]).toEqual([[false, false], true])
  })

  test('ends when an essential pack fails for good, and asking for it again does not begin it anew', async () => {
    const fixture = aLaunch()
    await fixture.manager.start()
    await fixture.settled()
    fixture.installer.attempt('needed').fail('outOfSpace')
    await fixture.settled()
    const failed = fixture.states.at(0)
    await fixture.manager.startDownload('needed')
    expect([failed, fixture.manager.firstLaunchHasEnded]).toEqual(['needed 1: failed', true])
  })

  test('ends when somebody cancels what it waits for', async () => {
    const fixture = aLaunch()
    await fixture.manager.start()
    await fixture.manager.cancel('needed')
    expect(fixture.manager.firstLaunchHasEnded).toBe(true)
  })

  test('has ended once its packs are registered when none of them is essential', async () => {
    const fixture = aLaunch({ packs: [aPack({ policy: prefetch })] })
    await fixture.manager.start()
    expect(fixture.manager.firstLaunchHasEnded).toBe(true)
  })

  test('goes on in the next process when the one before ended while an essential pack was on its way', async () => {
    const first = aLaunch()
    await first.manager.start()
    await first.manager.close()
    const second = aLaunch({ store: first.store })
    await second.manager.start()
    const seen = [second.manager.firstLaunchHasEnded, queued(second)]
    await finished(second)
    expect([seen, second.manager.firstLaunchHasEnded]).toEqual([[false, ['needed', 'small']], true])
  })

  test('is told to windows until it has ended, also when its end is all that changes', async () => {
    const fixture = aLaunch({ packs: [] })
    const updates = fixture.manager.library()
    const first = (await updates.next()).value?.facts?.isFirstLaunch
    await fixture.manager.refresh()
    await fixture.clock.advance(1_000)
    const before = (await updates.next()).value?.facts?.isFirstLaunch
    await fixture.manager.start()
    await fixture.clock.advance(1_000)
    const after = (await updates.next()).value?.facts

    expect([first, before, after?.isFirstLaunch, after?.connection]).toEqual([
      true,
      true,
      undefined,
      'online',
    ])
  })

  test('does not begin again by another install request', async () => {
    const fixture = aLaunch()
    await fixture.manager.start()
    await finished(fixture)
    await fixture.manager.remove('needed')
    await fixture.manager.start('install')
    expect([queued(fixture), fixture.manager.firstLaunchHasEnded]).toEqual([['needed', 'big'], true])
  })
})

describe('what the first launch keeps back', () => {
  test('comes by the first check after its end, in the same process', async () => {
    const fixture = aLaunch()
    await fixture.manager.start()
    await fixture.manager.checkForUpdates()
    const before = queued(fixture)
    await finished(fixture)
    await fixture.manager.checkForUpdates()
    expect([before, queued(fixture)]).toEqual([['needed', 'small'], ['big']])
  })

  test('comes once: removed after that it stays away', async () => {
    const fixture = aLaunch()
    await fixture.manager.start()
    await finished(fixture)
    await fixture.manager.checkForUpdates()
    await finished(fixture)
    await fixture.manager.remove('big')
    await fixture.manager.checkForUpdates()
    expect(queued(fixture)).toEqual([])
  })

  test('does not come when it is in a language that is no longer the resolved one', async () => {
    const packs = [
      aPack({ id: 'voices-de', language: 'de', downloadSize: 900, policy: prefetch }),
      aPack({ id: 'voices-en', language: 'en', downloadSize: 100, policy: prefetch }),
    ]
    const first = aLaunch({ packs, preferredLanguages: ['de'] })
    await first.manager.start()
    await first.manager.close()
    const second = aLaunch({ packs, preferredLanguages: ['en'], store: first.store })
    await second.manager.start()
    expect([queued(first), queued(second)]).toEqual([[], ['voices-en']])
  })

  test('is kept back as well by a change of language before its end', async () => {
    const packs = [
      aPack({ id: 'needed', policy: essential }),
      aPack({ id: 'voices-de', language: 'de', downloadSize: 900, policy: prefetch }),
      aPack({ id: 'voices-en', language: 'en', downloadSize: 900, policy: prefetch }),
    ]
    const fixture = aLaunch({ packs, preferredLanguages: ['en'] })
    await fixture.manager.start()
    fixture.manager.setResolvedLanguage('de')
    await fixture.settled()
    const before = queued(fixture)
    await finished(fixture)
    await fixture.manager.checkForUpdates()
    expect([before, queued(fixture)]).toEqual([['needed'], ['voices-de']])
  })
})

describe('the allowance of the first launch', () => {
  const two = [
    aPack({ id: 'first', downloadSize: 300, policy: prefetch }),
    aPack({ id: 'second', downloadSize: 300, policy: prefetch }),
  ]

  /** A process that dies when it registers the last of its packs. */
  async function dyingBeforeItsEnd(store: MemoryAssetPackStore): Promise<void> {
    const set = store.values.set.bind(store.values)
    store.values.set = (name, value) => {
      if (name === 'content.progress' && value.includes('"firstLaunchHandled":true'))
        throw new Error('The process is dead.')
      set(name, value)
    }
    const fixture = aLaunch({ packs: two, store })
    await fixture.manager.start().catch(() => undefined)
    await finished(fixture)
    await fixture.manager.close()
    store.values.set = set
  }

  test('is not granted anew after a crash: what came before it counts', async () => {
    const { store } = aLaunch()
    await dyingBeforeItsEnd(store)
    const second = aLaunch({ packs: two, store })
    await second.manager.start()
    expect([second.manager.assetPackIsAvailableLocally('first'), queued(second)]).toEqual([true, []])
  })

  test('does not count what the app fetched itself', async () => {
    const fixture = aLaunch({ packs: two })
    await fixture.manager.startDownload('first')
    await finished(fixture)
    await fixture.manager.start()
    expect(queued(fixture)).toEqual(['second'])
  })
})

test('there is none to wait for where nothing comes by itself', async () => {
  const fixture = new ManagerFixture({ configuration: { hasManagedAssetPacks: false } })
  const before = fixture.manager.firstLaunchHasEnded
  await fixture.manager.start()
  expect([before, fixture.manager.firstLaunchHasEnded]).toEqual([true, true])
})
