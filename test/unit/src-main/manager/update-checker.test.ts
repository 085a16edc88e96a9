import { expect, test } from 'vitest'
import type { DownloaderExtension } from '../../../../src-main/extension/downloader-extension'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { AssetPackError, toAssetPackError } from '../../../../src-shared/domain/errors'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

const automatic = {
  kind: 'prefetch',
  installationEventTypes: ['firstInstallation', 'subsequentUpdate'],
} as const
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** An extension that answers when the test says so. */
class HeldExtension implements Pick<DownloaderExtension, 'declined'> {
  #answer: () => void = () => undefined
  isAsked = false

  declined(_packs: readonly AssetPack[], signal?: AbortSignal): Promise<readonly []> {
    this.isAsked = true
    return new Promise((resolve, reject) => {
      this.#answer = () => {
        resolve([])
      }
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
    })
  }

  answer(): void {
    this.#answer()
  }
}

/** Packs that are here in version 1 and offered in version 2. */
function withUpdates(options: ConstructorParameters<typeof ManagerFixture>[0] = {}): ManagerFixture {
  const fixture = new ManagerFixture({ offered: names.map((id) => aPack({ id, version: 2 })), ...options })
  for (const id of names) fixture.store.install(aPack({ id }))
  return fixture
}

/** A started manager with version 1 of two packs, an hour later; version 2 of both was published meanwhile. */
async function anHourLater(
  options: ConstructorParameters<typeof ManagerFixture>[0] = {},
): Promise<ManagerFixture> {
  const fixture = new ManagerFixture({ offered: [aPack({ id: 'a' }), aPack({ id: 'b' })], ...options })
  for (const id of ['a', 'b']) fixture.store.install(aPack({ id }))
  await fixture.manager.start()
  await fixture.clock.advance(3_600_000)
  fixture.catalog.offered = [aPack({ id: 'a', version: 2 }), aPack({ id: 'b', version: 2 })]
  return fixture
}

const otherWays: readonly (readonly [string, (fixture: ManagerFixture) => Promise<unknown>])[] = [
  ['the app asks for a pack', ({ manager }) => manager.assetPack('a')],
  ['the app asks for the list', ({ manager }) => manager.refresh()],
  [
    'a download doubts the host',
    (fixture) => {
      fixture.watch.doubt()
      return fixture.settled()
    },
  ],
]

test.for(otherWays)('updates in a list that came because %s begin at once', async ([, look]) => {
  const fixture = await anHourLater()
  await look(fixture)
  await fixture.settled()
  expect(fixture.states).toEqual(['a 2: downloading', 'b 2: downloading'])
  await fixture.manager.close()
})

test('the updates that a check had not registered when it was left are registered by the next look', async () => {
  const fixture = await anHourLater()
  const leaving = new AbortController()
  const stop = fixture.downloads.statusUpdates.subscribe(() => {
    leaving.abort(new Error('left'))
  })
  const left = await fixture.manager.checkForUpdates({ signal: leaving.signal }).catch(String)
  stop()
  await fixture.settled()
  const before = fixture.states
  fixture.conditions.set({ metered: true })
  fixture.conditions.set({ metered: false })
  await fixture.settled()
  expect([left, before, fixture.states]).toEqual([
    'Error: left',
    ['a 2: downloading'],
    ['a 2: downloading', 'b 2: downloading'],
  ])
  await fixture.manager.close()
})

test('updates in such a list wait where nothing comes by itself, or only when somebody asks', async () => {
  const unmanaged = await anHourLater({ configuration: { hasManagedAssetPacks: false } })
  const onRequest = await anHourLater()
  onRequest.manager.setLimits({ updatesOnRequest: true })
  for (const fixture of [unmanaged, onRequest]) {
    await fixture.manager.refresh()
    await fixture.settled()
  }
  expect([unmanaged.states, onRequest.states]).toEqual([[], []])
})

test('what an extension declines of such a list, or a pin holds, is not looked at again with every other change', async () => {
  const fixture = await anHourLater({ extension: { declined: (packs) => Promise.resolve(packs) } })
  await fixture.manager.pin('b', 1)
  await fixture.manager.refresh()
  await fixture.settled()
  fixture.conditions.set({ metered: true })
  await fixture.settled()
  expect([fixture.states, fixture.catalog.refreshes]).toEqual([[], 3])
})

test('a host that did not answer when a download doubted it is asked again after two minutes, not at the next check', async () => {
  const fixture = await anHourLater()
  fixture.catalog.failure = new AssetPackError('hostUnavailable', 'It does not answer.')
  fixture.watch.doubt()
  await fixture.settled()
  const gone = [fixture.watch.connection, ...fixture.states]
  fixture.catalog.failure = undefined
  await fixture.clock.advance(120_000)
  expect([gone, fixture.watch.connection, fixture.states]).toEqual([
    ['unreachable'],
    'online',
    ['a 2: downloading', 'b 2: downloading'],
  ])
  await fixture.manager.close()
})

test('a pack that somebody removes during a check does not come back', async () => {
  const fixture = withUpdates()
  const check = fixture.manager.checkForUpdates()
  // The check takes a few packs in each turn: the last one is removed between two of them.
  fixture.downloads.changes.subscribe((id) => {
    if (id === 'a') void fixture.manager.remove('g')
  })
  const { updatingIDs } = await check
  await fixture.settled()
  expect([updatingIDs, fixture.downloads.downloads().map(({ assetPack }) => assetPack.id)]).toEqual([
    names.slice(0, -1),
    names.slice(0, -1),
  ])
})

test('a pack that somebody has removed already is not among those that a check removed', async () => {
  const fixture = withUpdates({ offered: [] })
  const check = fixture.manager.checkForUpdates()
  fixture.store.onRemoved = (id) => {
    if (id === 'a') void fixture.manager.remove('g')
  }
  const { removedIDs } = await check
  expect(removedIDs).toEqual(names.slice(0, -1))
})

test('a check that is cancelled while it waits for another one changes nothing', async () => {
  const extension = new HeldExtension()
  const fixture = withUpdates({ extension })
  const start = fixture.manager.start('periodic')
  await fixture.settled()
  const leaving = new AbortController()
  const check = fixture.manager.checkForUpdates({ signal: leaving.signal })
  const outcome = check.catch((error: unknown) => toAssetPackError(error).code)
  await fixture.settled()
  leaving.abort()
  fixture.catalog.offered = []
  extension.answer()
  await start
  await fixture.settled()
  expect([extension.isAsked, await outcome, fixture.store.installedPacks().length]).toEqual([
    true,
    'cancelled',
    names.length,
  ])
})

test('a manager that is closed during a check ends it, and says so', async () => {
  const fixture = withUpdates({ extension: new HeldExtension() })
  const start = fixture.manager.start('periodic').catch((error: unknown) => toAssetPackError(error).code)
  await fixture.settled()
  const asked = fixture.manager.checkForUpdates().catch((error: unknown) => toAssetPackError(error).code)
  await fixture.settled()
  await fixture.manager.close()
  expect([await start, await asked]).toEqual(['cancelled', 'cancelled'])
})

test('updates that a content request brings are among those that the check set off', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ id: 'maps', version: 2, policy: automatic })] })
  fixture.store.install(aPack({ id: 'maps', policy: automatic }))
  const { updatingIDs } = await fixture.manager.start('update')
  expect(updatingIDs).toEqual(['maps'])
})

test('a withdrawn pack stops being verified when a check removes it', async () => {
  const fixture = withUpdates({ offered: [] })
  const verification = fixture.manager.verify('a').catch((error: unknown) => toAssetPackError(error).code)
  await fixture.settled()
  await fixture.manager.checkForUpdates()
  expect(await verification).toBe('cancelled')
})

const localized = ['de', 'en'].map((language) =>
  aPack({ id: `voices-${language}`, language, policy: automatic }),
)

test('a language that is set while the first check is under way is acted on by that check', async () => {
  const extension = new HeldExtension()
  const fixture = new ManagerFixture({ offered: localized, extension, preferredLanguages: ['en'] })
  const start = fixture.manager.start()
  await fixture.settled()
  fixture.manager.setResolvedLanguage('de')
  extension.answer()
  await fixture.settled()
  extension.answer()
  await start
  await finished(fixture)
  expect(fixture.manager.installedAssetPacks().map(({ id }) => id)).toContain('voices-de')
})

test('a start that was cancelled before it began leaves nothing behind', async () => {
  const fixture = new ManagerFixture({ offered: localized })
  await fixture.manager.start(undefined, { signal: AbortSignal.abort() }).catch(() => undefined)
  await fixture.clock.advance(24 * 3_600_000)
  expect([fixture.states, fixture.catalog.refreshes]).toEqual([[], 0])
})
