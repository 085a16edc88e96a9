import { describe, expect, test } from 'vitest'
import { containersOfTheDead, useDyingManager } from '../../support/manager-deaths'
import { installedIDs, LaunchedApp, type PublishedPack } from '../../support/launched-app'

const timeout = 240_000

const atInstallation = { policy: 'prefetch', events: ['firstInstallation'] } as const
const packs: Readonly<Record<string, PublishedPack>> = {
  maps: atInstallation,
  'texts-de': { policy: 'essential', events: ['subsequentUpdate'], language: 'de' },
  'voices-de': { ...atInstallation, language: 'de' },
  'voices-en': { ...atInstallation, language: 'en' },
  'voices-fr': { ...atInstallation, language: 'fr' },
}

useDyingManager()

describe('a change of language', () => {
  test('is recognised at the next start, and brings what that language has by itself', async () => {
    const app = await LaunchedApp.open(packs)
    const seen = [await app.launch('en'), await app.launch('de'), await app.launch('de')]
    const german = ['maps', 'texts-de', 'voices-de', 'voices-en']

    expect(seen).toEqual([['maps', 'voices-en'], german, german])
  })

  test('is recognised in a running app when it sets its language, and stays after a restart', async () => {
    const app = await LaunchedApp.open(packs)
    await app.launch('en')
    const manager = await app.manager('en')
    await manager.start()
    const came = manager.statusUpdates('voices-fr')
    manager.setResolvedLanguage('fr')
    const kinds: string[] = []
    for await (const { kind } of came) kinds.push(kind)
    await manager.whenIdle()
    await manager.close()
    const next = await app.manager('en')

    expect([kinds.at(-1), next.resolvedLanguage, next.locallyAvailableLanguages()]).toEqual([
      'finished',
      'fr',
      ['en', 'fr'],
    ])
  })
})

describe('resolvedLanguage and locallyAvailableLanguages', () => {
  test('are what fits the reader best or was set, and what is here', async () => {
    const app = await LaunchedApp.open(packs)
    await app.launch('en')
    const manager = await app.manager('fr-CA')
    await manager.manifest()
    const preferred = manager.resolvedLanguage
    manager.setResolvedLanguage('de-AT')
    const set = [manager.resolvedLanguage, (await manager.manifest()).resolvedLanguage]
    manager.setResolvedLanguage(undefined)

    expect([preferred, set, manager.resolvedLanguage, manager.locallyAvailableLanguages()]).toEqual([
      'fr',
      ['de', 'de'],
      'fr',
      ['en'],
    ])
  })
})

describe('reconcilePreferredLanguages', () => {
  test('removes what came by itself in other languages, and never what the app fetched itself', async () => {
    const app = await LaunchedApp.open(packs)
    await app.launch('en')
    const english = await app.manager('en')
    await english.ensureLocalAvailability(await english.assetPack('voices-fr'))
    await english.close()
    const german = await app.manager('de')
    const result = await german.reconcilePreferredLanguages()

    expect([result, installedIDs(german)]).toEqual([
      { language: 'de', downloadedIDs: ['texts-de', 'voices-de'], removedIDs: ['voices-en'] },
      ['maps', 'texts-de', 'voices-de', 'voices-fr'],
    ])
  })

  test(
    'comes to the same when it is called again, wherever the process before was killed',
    { timeout },
    async () => {
      const app = await LaunchedApp.open(packs)
      const containers = await containersOfTheDead(app.dying('de', { reconciles: true }), app.dying('en'))

      const ends = new Set<string>()
      for (const containerDirectory of containers) {
        const manager = await app.manager('de', { containerDirectory })
        await manager.reconcilePreferredLanguages()
        ends.add(installedIDs(manager).join(' '))
        await manager.close()
      }

      expect([containers.length > 8, [...ends]]).toEqual([true, ['maps texts-de voices-de']])
    },
  )

  test('works without a host when what it needs is here', async () => {
    const app = await LaunchedApp.open(packs)
    await app.launch('en')
    await app.launch('fr')
    app.world.host.disappear()
    const manager = await app.manager('fr')

    expect(await manager.reconcilePreferredLanguages()).toEqual({
      language: 'fr',
      downloadedIDs: [],
      removedIDs: ['voices-en'],
    })
  })
})
