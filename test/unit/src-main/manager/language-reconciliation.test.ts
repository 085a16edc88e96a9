import { describe, expect, test } from 'vitest'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import type { ReconciledLanguage } from '../../../../src-main/manager/language-reconciliation'
import type { LocalAvailabilityError } from '../../../../src-main/manager/local-availability-error'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const automatic = { kind: 'prefetch', installationEventTypes: ['firstInstallation'] } as const

const offered = [
  aPack({ id: 'maps', policy: automatic }),
  aPack({ id: 'voices-de', language: 'de', policy: automatic }),
  aPack({ id: 'voices-en', language: 'en', policy: automatic }),
  aPack({ id: 'voices-fr', language: 'fr', policy: automatic }),
  aPack({ id: 'extras-en', language: 'en' }),
]

/** A machine whose first launch was in English, and whose app fetched the French pack itself. */
async function inEnglish(
  options: ConstructorParameters<typeof ManagerFixture>[0] = {},
): Promise<ManagerFixture> {
  const fixture = new ManagerFixture({ offered, preferredLanguages: ['en'], ...options })
  await fixture.manager.start()
  await fixture.manager.startDownload('voices-fr')
  await finished(fixture)
  return fixture
}

/** The same, after a restart in another language. */
async function restarted(before: ManagerFixture, language = 'de'): Promise<ManagerFixture> {
  await before.manager.close()
  return new ManagerFixture({
    offered: before.catalog.offered,
    store: before.store,
    preferredLanguages: [language],
  })
}

/** Reconciles while every download comes. */
async function reconciled(fixture: ManagerFixture): Promise<ReconciledLanguage> {
  const [result] = await Promise.all([fixture.manager.reconcilePreferredLanguages(), finished(fixture)])
  return result
}

function here({ manager }: ManagerFixture): readonly string[] {
  return manager.installedAssetPacks().map(({ id }) => id)
}

describe('reconcilePreferredLanguages', () => {
  test('fetches what is missing in the resolved language, and then removes what came by itself in others', async () => {
    const fixture = await restarted(await inEnglish())
    const before = here(fixture)
    const result = await reconciled(fixture)
    expect([before, result, here(fixture)]).toEqual([
      ['maps', 'voices-en', 'voices-fr'],
      { language: 'de', downloadedIDs: ['voices-de'], removedIDs: ['voices-en'] },
      ['maps', 'voices-de', 'voices-fr'],
    ])
  })

  test('keeps a pack of the resolved language that was removed a moment ago', async () => {
    const fixture = await restarted(await inEnglish())
    await reconciled(fixture)
    fixture.manager.removeLater('voices-de', 20_000)
    await reconciled(fixture)
    await fixture.clock.advance(60_000)
    expect(here(fixture)).toEqual(['maps', 'voices-de', 'voices-fr'])
  })

  test('removes nothing before all has come', async () => {
    const fixture = await restarted(await inEnglish())
    const result = fixture.manager.reconcilePreferredLanguages()
    await fixture.settled()
    const meanwhile = [here(fixture), fixture.states]
    await finished(fixture)
    await result
    expect(meanwhile).toEqual([['maps', 'voices-en', 'voices-fr'], ['voices-de 1: downloading']])
  })

  test('does nothing the second time, and asks for no further change of language', async () => {
    const fixture = await restarted(await inEnglish())
    await reconciled(fixture)
    const again = await reconciled(fixture)
    await fixture.manager.remove('voices-de')
    await fixture.manager.start()
    expect([again, fixture.states]).toEqual([{ language: 'de', downloadedIDs: [], removedIDs: [] }, []])
  })

  test('brings back a pack that was removed, for it is missing', async () => {
    const fixture = await inEnglish()
    await fixture.manager.remove('voices-en')
    expect(await reconciled(fixture)).toEqual({
      language: 'en',
      downloadedIDs: ['voices-en'],
      removedIDs: [],
    })
  })

  test('never removes what the app fetched itself in a later process, after what came by itself was removed', async () => {
    const first = await inEnglish()
    await first.manager.remove('voices-en')
    const second = await restarted(first, 'en')
    await second.manager.startDownload('voices-en')
    await finished(second)
    const third = await restarted(second)
    const { removedIDs } = await reconciled(third)
    expect([removedIDs, here(third)]).toEqual([[], ['maps', 'voices-de', 'voices-en', 'voices-fr']])
  })

  test('stops removing when another language is set in the middle of it', async () => {
    const two = [...offered, aPack({ id: 'names-en', language: 'en', policy: automatic })]
    const fixture = await restarted(await inEnglish({ offered: two }))
    fixture.store.onRemoved = () => {
      fixture.manager.setResolvedLanguage('en')
    }
    const { removedIDs } = await reconciled(fixture)
    expect(removedIDs).toHaveLength(1)
  })

  test('leaves a pack alone that is here in an older version', async () => {
    const fixture = await inEnglish()
    fixture.catalog.offered = offered.map((pack) =>
      pack.id === 'voices-en' ? aPack({ ...pack.toJSON(), version: 2 }) : pack,
    )
    await fixture.manager.refresh()
    expect([await reconciled(fixture), fixture.states]).toEqual([
      { language: 'en', downloadedIDs: [], removedIDs: [] },
      [],
    ])
  })

  test('removes what it fetched itself when the language changes again', async () => {
    const german = await restarted(await inEnglish())
    await reconciled(german)
    const french = await restarted(german, 'fr')
    expect([await reconciled(french), here(french)]).toEqual([
      { language: 'fr', downloadedIDs: [], removedIDs: ['voices-de'] },
      ['maps', 'voices-fr'],
    ])
  })

  test('cancels downloads of other languages that came by themselves', async () => {
    const first = new ManagerFixture({ offered, preferredLanguages: ['en'] })
    await first.manager.start()
    const fixture = await restarted(first)
    const result = fixture.manager.reconcilePreferredLanguages()
    await fixture.settled()
    fixture.installer.attempt('voices-de').finish()
    await result
    expect(fixture.states).toEqual(['maps 1: waiting (queue)'])
  })

  test('waits for no conditions, and brings packs where the system brings none by itself', async () => {
    const store = (await inEnglish()).store
    const configuration = { hasManagedAssetPacks: false }
    const fixture = new ManagerFixture({ offered, store, configuration, preferredLanguages: ['de'] })
    fixture.conditions.set({ metered: true })
    const { downloadedIDs } = await reconciled(fixture)
    expect(downloadedIDs).toEqual(['voices-de'])
  })

  test('leaves out what the extension of the app declines, until a later check finds another answer', async () => {
    const { store } = await inEnglish()
    const unwanted = new Set(['voices-de'])
    const extension = {
      declined: (packs: readonly AssetPack[]) => Promise.resolve(packs.filter(({ id }) => unwanted.has(id))),
    }
    const fixture = new ManagerFixture({ offered, store, extension, preferredLanguages: ['de'] })
    const result = await reconciled(fixture)
    unwanted.clear()
    await fixture.manager.start()
    expect([result, fixture.states]).toEqual([
      { language: 'de', downloadedIDs: [], removedIDs: ['voices-en'] },
      ['voices-de 1: downloading'],
    ])
  })

  test('does nothing when no language fits', async () => {
    const fixture = await restarted(await inEnglish(), 'ja')
    expect([await reconciled(fixture), here(fixture)]).toEqual([
      { downloadedIDs: [], removedIDs: [] },
      ['maps', 'voices-en', 'voices-fr'],
    ])
  })

  test('removes nothing when a pack cannot come, and says which', async () => {
    const fixture = await restarted(await inEnglish())
    const result = fixture.manager.reconcilePreferredLanguages().catch((error: unknown) => error)
    await fixture.settled()
    fixture.installer.attempt('voices-de').fail('outOfSpace')
    await fixture.settled()
    const error = (await result) as LocalAvailabilityError
    expect([[...error.failures].map(([{ id }, { code }]) => [id, code]), here(fixture)]).toEqual([
      [['voices-de', 'outOfSpace']],
      ['maps', 'voices-en', 'voices-fr'],
    ])
  })

  test('counts against maxInstallSize what stays, and not what goes', async () => {
    const sized = offered.map((pack) => aPack({ ...pack.toJSON(), installedSize: 100 }))
    const results = await Promise.all(
      [300, 299].map(async (maxInstallSize) => {
        const { store } = await inEnglish({ offered: sized })
        const configuration = { maxInstallSize }
        const options = { offered: sized, store, configuration, preferredLanguages: ['de'] }
        return reconciled(new ManagerFixture(options)).then(
          ({ downloadedIDs }) => downloadedIDs,
          (error: unknown) => toAssetPackError(error).details['failures'],
        )
      }),
    )
    expect(results).toEqual([
      ['voices-de'],
      [expect.objectContaining({ assetPackID: 'voices-de', code: 'downloadWouldExceedAllowance' })],
    ])
  })

  test('removes nothing when another language was set meanwhile', async () => {
    const fixture = await restarted(await inEnglish())
    const result = fixture.manager.reconcilePreferredLanguages()
    await fixture.settled()
    fixture.manager.setResolvedLanguage('en')
    await finished(fixture)
    expect([(await result).removedIDs, here(fixture)]).toEqual([
      [],
      ['maps', 'voices-de', 'voices-en', 'voices-fr'],
    ])
  })

  test('ends with its signal, and the downloads go on', async () => {
    const fixture = await restarted(await inEnglish())
    const controller = new AbortController()
    const result = fixture.manager.reconcilePreferredLanguages({ signal: controller.signal })
    await fixture.settled()
    controller.abort(new Error('enough'))
    const reason: unknown = await result.catch((error: unknown) => error)
    expect([reason, fixture.states]).toEqual([new Error('enough'), ['voices-de 1: downloading']])
  })
})

describe('a pack of another language', () => {
  /** What is left of the English pack after somebody who got it so changes to German. */
  async function isRemoved(fetch: (fixture: ManagerFixture) => Promise<void>): Promise<boolean> {
    const first = new ManagerFixture({ offered, preferredLanguages: ['en'] })
    await fetch(first)
    await finished(first)
    const second = await restarted(first)
    const { removedIDs } = await reconciled(second)
    return removedIDs.includes('voices-en' as (typeof removedIDs)[number])
  }

  const ensured = async ({ manager }: ManagerFixture): Promise<void> => {
    void manager.ensureLocalAvailability(await manager.assetPack('voices-en'))
  }

  test.each<readonly [boolean, string, (fixture: ManagerFixture) => Promise<void>]>([
    [true, 'the system fetched it', ({ manager }) => manager.start().then(() => undefined)],
    [false, 'ensureLocalAvailability brought it', ensured],
    [false, 'startDownload brought it', ({ manager }) => manager.startDownload('voices-en')],
    [
      false,
      'a DownloadManager brought it',
      async ({ manager }) => {
        await manager.scheduleDownload((await manager.assetPack('voices-en')).download(), false)
      },
    ],
    [
      false,
      'the app asked first, and the system afterwards',
      async ({ manager }) => {
        await manager.startDownload('voices-en')
        await manager.start()
      },
    ],
    [
      true,
      'the app only waited for what came by itself',
      async (fixture) => {
        await fixture.manager.start()
        await ensured(fixture)
      },
    ],
    [
      false,
      'it was removed, and the app fetched it again',
      async (fixture) => {
        await fixture.manager.start()
        await finished(fixture)
        await fixture.manager.remove('voices-en')
        await ensured(fixture)
      },
    ],
    [
      false,
      'it is pinned',
      async (fixture) => {
        await fixture.manager.start()
        await finished(fixture)
        await fixture.manager.pin('voices-en', 1)
      },
    ],
    [
      false,
      'nobody knows any more how it came',
      async (fixture) => {
        await fixture.manager.start()
        await finished(fixture)
        fixture.store.values.set('content.automaticPacks', '{"damaged')
      },
    ],
  ])('is removed: %s, when %s', async (expected, _how, fetch) => {
    expect(await isRemoved(fetch)).toBe(expected)
  })
})
