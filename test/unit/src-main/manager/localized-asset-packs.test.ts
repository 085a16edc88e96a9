import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const atInstallation = { kind: 'prefetch', installationEventTypes: ['firstInstallation'] } as const

const offered = [
  aPack({ id: 'maps', policy: atInstallation }),
  aPack({ id: 'voices-de', language: 'de', policy: atInstallation }),
  aPack({ id: 'voices-en', language: 'en', policy: atInstallation }),
]

describe('the language of a manager', () => {
  test('is the one of those that are offered which fits best what the user prefers', async () => {
    const fixture = new ManagerFixture({ offered, preferredLanguages: ['ja', 'de-AT'] })
    const manifest = await fixture.manager.manifest()
    expect([fixture.manager.resolvedLanguage, manifest.resolvedLanguage]).toEqual(['de', 'de'])
  })

  test('is the primary one of the configuration when nothing fits', async () => {
    const configuration = { primaryLanguage: 'en-GB' }
    const fixture = new ManagerFixture({ offered, configuration, preferredLanguages: ['ja'] })
    await fixture.manager.manifest()
    expect(fixture.manager.resolvedLanguage).toBe('en')
  })

  test('is chosen among the languages that are here while no list is known', () => {
    const fixture = new ManagerFixture({ preferredLanguages: ['de', 'en'] })
    fixture.store.install(aPack({ id: 'voices-en', language: 'en' }))
    expect(fixture.manager.resolvedLanguage).toBe('en')
  })

  test('is what was set, also after a restart, until that is taken back', async () => {
    const first = new ManagerFixture({ offered, preferredLanguages: ['de'] })
    await first.manager.manifest()
    first.manager.setResolvedLanguage('EN-us')
    const set = [first.manager.resolvedLanguage, (await first.manager.manifest()).resolvedLanguage]
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store, preferredLanguages: ['de'] })
    await second.manager.manifest()
    const kept = second.manager.resolvedLanguage
    second.manager.setResolvedLanguage(undefined)
    expect([set, kept, second.manager.resolvedLanguage]).toEqual([['en', 'en'], 'en', 'de'])
  })

  test('moves no packs when it is set', async () => {
    const fixture = new ManagerFixture({ offered, preferredLanguages: ['de'] })
    fixture.store.install(aPack({ id: 'voices-de', language: 'de' }))
    await fixture.manager.manifest()
    fixture.manager.setResolvedLanguage('en')
    await fixture.settled()
    expect([fixture.states, fixture.manager.installedAssetPacks().map(({ id }) => id)]).toEqual([
      [],
      ['voices-de'],
    ])
  })

  test('is refused when it is no language tag, and stays what it was', () => {
    const { manager } = new ManagerFixture({ offered })
    let code: string | undefined
    try {
      manager.setResolvedLanguage('en_US')
    } catch (error) {
      code = toAssetPackError(error).code
    }
    expect([code, manager.resolvedLanguage]).toEqual(['invalidArgument', undefined])
  })

  test('decides which localized packs come by themselves, beside those that are not localized', async () => {
    const fixture = new ManagerFixture({ offered, preferredLanguages: ['de'] })
    await fixture.manager.start()
    expect(fixture.states).toEqual(['maps 1: downloading', 'voices-de 1: downloading'])
  })
})

test('the languages that are here are those of the installed packs', () => {
  const { store, manager } = new ManagerFixture()
  for (const pack of [...offered, aPack({ id: 'texts-de', language: 'de-DE' })]) store.install(pack)
  expect(manager.locallyAvailableLanguages()).toEqual(['de', 'en'])
})
