import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const atInstallation = { kind: 'prefetch', installationEventTypes: ['firstInstallation'] } as const
const atUpdate = { kind: 'prefetch', installationEventTypes: ['subsequentUpdate'] } as const
const essential = { kind: 'essential', installationEventTypes: ['firstInstallation'] } as const

const offered = [
  aPack({ id: 'maps', policy: atInstallation }),
  aPack({ id: 'voices-en', language: 'en', policy: atInstallation }),
  aPack({ id: 'texts-de', language: 'de', policy: atUpdate }),
  aPack({ id: 'voices-de', language: 'de', policy: essential }),
  aPack({ id: 'extras-de', language: 'de' }),
]
const ofGerman = ['voices-de 1: downloading', 'texts-de 1: downloading']

/** A first launch in English that has come to its end; the store that it leaves. */
async function launchedInEnglish(packs: readonly AssetPack[] = offered): Promise<ManagerFixture['store']> {
  const first = new ManagerFixture({ offered: packs, preferredLanguages: ['en'], appVersion: '1.0' })
  await first.manager.start()
  await finished(first)
  await first.manager.close()
  return first.store
}

/** What a start by somebody with that language registers. */
async function startedIn(
  language: string,
  store: ManagerFixture['store'],
  options: { readonly offered?: readonly AssetPack[]; readonly appVersion?: string } = {},
): Promise<readonly string[]> {
  const fixture = new ManagerFixture({ offered, store, preferredLanguages: [language], ...options })
  await fixture.manager.start()
  const { states } = fixture
  await finished(fixture)
  await fixture.manager.close()
  return states
}

describe('a resolved language that changed', () => {
  test('brings at the next start the automatic packs of the new one, whatever their event, and only these', async () => {
    expect(await startedIn('de', await launchedInEnglish())).toEqual(ofGerman)
  })

  test('is acted on once: what was removed after that stays away', async () => {
    const store = await launchedInEnglish()
    await startedIn('de', store)
    await store.remove(offered[3]?.id ?? aPack().id)
    expect(await startedIn('de', store)).toEqual([])
  })

  test('keeps what was removed a moment ago of the new one', async () => {
    const store = await launchedInEnglish()
    const fixture = new ManagerFixture({ offered, store, preferredLanguages: ['en'] })
    await fixture.manager.start()
    await fixture.manager.startDownload('voices-de')
    await finished(fixture)
    fixture.manager.removeLater('voices-de', 3_600_000)
    fixture.manager.setResolvedLanguage('de')
    await fixture.clock.advance(60_000)
    const { states } = fixture
    await fixture.clock.advance(3_600_000)
    expect([states, fixture.manager.assetPackIsAvailableLocally('voices-de')]).toEqual([
      ['texts-de 1: downloading'],
      true,
    ])
  })

  test('brings nothing that is cancelled while it waits for a pack that is being removed', async () => {
    const store = await launchedInEnglish()
    const fixture = new ManagerFixture({ offered, store, preferredLanguages: ['en'] })
    await fixture.manager.start()
    await fixture.manager.startDownload('voices-de')
    await finished(fixture)
    let moved = (): void => undefined
    const move = new Promise<void>((resolve) => (moved = resolve))
    const remove = store.remove.bind(store)
    store.remove = (id) => move.then(() => remove(id))
    fixture.manager.removeLater('voices-de', 0)
    await fixture.clock.advance(0)
    fixture.manager.setResolvedLanguage('de')
    await fixture.clock.advance(60_000)
    await fixture.settled()
    const before = fixture.states
    await fixture.manager.cancel('texts-de')
    moved()
    await fixture.settled()
    expect([before, fixture.states]).toEqual([[], ['voices-de 1: downloading']])
  })

  test('is acted on again when it changes back', async () => {
    const store = await launchedInEnglish()
    await startedIn('de', store)
    await store.remove(offered[1]?.id ?? aPack().id)
    expect(await startedIn('en', store)).toEqual(['voices-en 1: downloading'])
  })

  test('is none when the same language is only spelled otherwise', async () => {
    const store = await launchedInEnglish()
    await store.remove(offered[1]?.id ?? aPack().id)
    const spelled = aPack({ id: 'voices-en', language: 'en-US', policy: atInstallation })
    expect(await startedIn('en', store, { offered: [...offered.slice(2), spelled] })).toEqual([])
  })

  test('is acted on beside an update of the app, neither instead of the other', async () => {
    const more = [...offered, aPack({ id: 'news', policy: atUpdate })]
    const store = await launchedInEnglish()
    const states = await startedIn('de', store, { offered: more, appVersion: '1.1' })
    expect(states).toEqual(['voices-de 1: downloading', 'news 1: downloading', 'texts-de 1: waiting (queue)'])
  })

  test('waits for a list, and a later check acts on it', async () => {
    const fixture = new ManagerFixture({
      offered,
      store: await launchedInEnglish(),
      preferredLanguages: ['de'],
    })
    fixture.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
    await fixture.manager.start()
    const before = fixture.states
    fixture.catalog.failure = undefined
    await fixture.clock.advance(180_000)
    expect([before, fixture.states]).toEqual([[], ofGerman])
  })

  test('is left to the next process by one that dies between two of its packs', async () => {
    const store = await launchedInEnglish()
    const put = store.downloads.put.bind(store.downloads)
    store.downloads.put = (record) => {
      if (record.assetPack.id === 'texts-de') throw new Error('The process is dead.')
      put(record)
    }
    const dying = new ManagerFixture({ offered, store, preferredLanguages: ['de'] })
    await dying.manager.start().catch(() => undefined)
    const registered = store.downloads.all().map(({ assetPack }) => assetPack.id)
    await dying.manager.close()
    store.downloads.put = put
    expect([registered, await startedIn('de', store)]).toEqual([['voices-de'], ofGerman])
  })

  test('brings nothing where hasManagedAssetPacks is false', async () => {
    const store = await launchedInEnglish()
    const fixture = new ManagerFixture({
      offered,
      store,
      preferredLanguages: ['de'],
      configuration: { hasManagedAssetPacks: false },
    })
    await fixture.manager.start()
    expect(fixture.states).toEqual([])
  })

  test('is found by comparing from the first list on where an earlier release remembered none', async () => {
    const store = await launchedInEnglish()
    store.values.set('content.progress', '{"firstLaunchHandled":true,"deferredIDs":[],"pending":"update"}')
    const more = [...offered, aPack({ id: 'news', policy: atUpdate })]
    const first = await startedIn('en', store, { offered: more })
    expect([first, await startedIn('de', store)]).toEqual([['news 1: downloading'], ofGerman])
  })
})

describe('a language that is set while the manager runs', () => {
  async function running(): Promise<ManagerFixture> {
    const store = await launchedInEnglish()
    const fixture = new ManagerFixture({ offered, store, preferredLanguages: ['en'] })
    await fixture.manager.start()
    return fixture
  }

  test('is acted on in the background at once, and the packs of the old one stay', async () => {
    const fixture = await running()
    fixture.manager.setResolvedLanguage('de')
    const atOnce = fixture.states
    await fixture.settled()
    expect([atOnce, fixture.states, fixture.manager.locallyAvailableLanguages()]).toEqual([
      [],
      ofGerman,
      ['en'],
    ])
  })

  test('is not acted on when it makes no difference', async () => {
    const fixture = await running()
    fixture.manager.setResolvedLanguage('en-GB')
    await fixture.settled()
    expect([fixture.catalog.refreshes, fixture.states]).toEqual([1, []])
  })

  test('while a check runs is acted on by another one right after it', async () => {
    const fixture = await running()
    fixture.manager.setResolvedLanguage('de-AT')
    fixture.manager.setResolvedLanguage('en')
    fixture.manager.setResolvedLanguage('de')
    await fixture.settled()
    expect([fixture.catalog.refreshes, fixture.states]).toEqual([3, ofGerman])
  })
})
