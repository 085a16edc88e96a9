import { describe, expect, test } from 'vitest'
import type { LibraryUpdate } from '../../../../src-shared/domain/library'
import type { AssetPackManager } from '../../../../src-main/manager/asset-pack-manager'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack, anID, automatic } from '../../../support/pack-builder'

function here({ manager }: ManagerFixture): readonly string[] {
  return manager.installedAssetPacks().map(({ id }) => id)
}

/** A manager that has one pack, which its host offers. */
async function withPack(): Promise<ManagerFixture> {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  fixture.packInFile = aPack()
  fixture.store.install(aPack())
  await fixture.manager.manifest()
  return fixture
}

/** What a window is shown of the pack, and of what leaves. */
async function shown({ manager }: ManagerFixture): Promise<unknown> {
  const updates = manager.library()
  const { value } = (await updates.next()) as IteratorYieldResult<LibraryUpdate>
  await updates.return?.()
  return [value.entries[0]?.local?.version, value.facts?.leaving]
}

describe('removing a pack later', () => {
  test('shows it as removed at once, and removes it when the time is up', async () => {
    const fixture = await withPack()
    fixture.manager.removeLater('Tutorial', 20_000)
    const meanwhile = [here(fixture), await shown(fixture)]
    await fixture.clock.advance(19_999)
    const before = here(fixture)
    await fixture.clock.advance(1)
    await fixture.settled()
    expect([meanwhile, before, here(fixture), await shown(fixture)]).toEqual([
      [['tutorial'], [undefined, [{ id: 'tutorial', title: 'tutorial' }]]],
      ['tutorial'],
      [],
      [undefined, undefined],
    ])
  })

  test('can be taken back as long as the time is not up', async () => {
    const fixture = await withPack()
    fixture.manager.removeLater('tutorial', 20_000)
    const wasKept = fixture.manager.cancelRemoval('tutorial')
    await fixture.clock.advance(60_000)
    expect([wasKept, here(fixture), await shown(fixture), fixture.manager.cancelRemoval('tutorial')]).toEqual(
      [true, ['tutorial'], [1, undefined], false],
    )
  })

  test('begins the time anew when it is asked for again', async () => {
    const fixture = await withPack()
    fixture.manager.removeLater('tutorial', 20_000)
    await fixture.clock.advance(15_000)
    fixture.manager.removeLater('tutorial', 20_000)
    await fixture.clock.advance(15_000)
    expect(here(fixture)).toEqual(['tutorial'])
  })

  test.each([
    ['asked for', ({ manager }: ManagerFixture) => manager.startDownload('tutorial')],
    [
      'needed by the app',
      async ({ manager }: ManagerFixture) =>
        manager.ensureLocalAvailability(await manager.assetPack('tutorial')),
    ],
    ['pinned', ({ manager }: ManagerFixture) => manager.pin('tutorial', 1)],
    [
      'installed from a file',
      ({ manager }: ManagerFixture) => manager.installFromFile('/media/tutorial.assetpack'),
    ],
    [
      'installed from a file in the background',
      ({ manager }: ManagerFixture) => manager.startInstallFromFile('/media/tutorial.assetpack'),
    ],
  ])('lets a pack stay that is %s meanwhile', async (_what, ask) => {
    const fixture = await withPack()
    fixture.manager.removeLater('tutorial', 20_000)
    await ask(fixture)
    await fixture.clock.advance(60_000)
    expect(here(fixture)).toEqual(['tutorial'])
  })

  test('lets a pack stay to which somebody goes back meanwhile', async () => {
    const fixture = await withPack()
    fixture.store.install(aPack({ version: 2 }))
    fixture.manager.removeLater('tutorial', 20_000)
    await fixture.manager.rollback('tutorial')
    await fixture.clock.advance(60_000)
    expect(fixture.manager.localVersion('tutorial')).toBe(1)
  })

  test('lets a newer version that a file brings meanwhile stay', async () => {
    const fixture = await withPack()
    fixture.packInFile = aPack({ version: 2 })
    fixture.catalog.offered = [aPack({ version: 2 })]
    fixture.manager.removeLater('tutorial', 20_000)
    await Promise.all([fixture.manager.installFromFile('/media/tutorial.assetpack'), finished(fixture)])
    await fixture.clock.advance(60_000)
    expect(fixture.manager.localVersion('tutorial')).toBe(2)
  })

  test('says of a file of it that the pack is not here, and lets it go on leaving', async () => {
    const fixture = await withPack()
    const before = await fixture.manager.checkFile('/media/tutorial.assetpack')
    fixture.manager.removeLater('tutorial', 20_000)
    const { installed } = await fixture.manager.checkFile('/media/tutorial.assetpack')
    await fixture.clock.advance(20_000)
    expect([before.installed?.version, installed, here(fixture)]).toEqual([1, undefined, []])
  })

  test('registers no update of it', async () => {
    const fixture = await withPack()
    fixture.catalog.offered = [aPack({ version: 2 })]
    fixture.manager.removeLater('tutorial', 20_000)
    const { updatingIDs } = await fixture.manager.checkForUpdates()
    expect([updatingIDs, fixture.states]).toEqual([[], []])
  })

  test.each([
    ['update', (manager: AssetPackManager) => manager.start('update')],
    ['first installation', (manager: AssetPackManager) => manager.start('install')],
  ])('is not undone by the list of an %s that comes meanwhile', async (_request, start) => {
    const offered = [
      aPack(automatic('prefetch', 'firstInstallation', 'subsequentUpdate')),
      aPack({ id: 'maps', ...automatic('prefetch', 'firstInstallation', 'subsequentUpdate') }),
    ]
    const fixture = new ManagerFixture({ offered })
    fixture.store.install(aPack())
    await fixture.manager.manifest()
    fixture.manager.removeLater('tutorial', 20_000)
    await start(fixture.manager)
    const { states } = fixture
    await fixture.clock.advance(20_000)
    await fixture.settled()
    expect([states, here(fixture)]).toEqual([['maps 1: downloading'], []])
  })

  describe('whose removal has begun and waits', () => {
    /** The pack, while a move of all packs holds up its removal. */
    async function beingRemoved(): Promise<{ fixture: ManagerFixture; moved: () => void }> {
      const fixture = await withPack()
      const { store } = fixture
      let moved = (): void => undefined
      const move = new Promise<void>((resolve) => (moved = resolve))
      const remove = store.remove.bind(store)
      store.remove = (id) => move.then(() => remove(id))
      fixture.manager.removeLater('tutorial', 20_000)
      await fixture.clock.advance(20_000)
      return { fixture, moved }
    }

    test('is not offered to be taken back, and stays removed for windows', async () => {
      const { fixture } = await beingRemoved()
      expect([await shown(fixture), fixture.manager.cancelRemoval('tutorial')]).toEqual([
        [undefined, undefined],
        false,
      ])
    })

    test('tells windows that it can no longer be taken back', async () => {
      const fixture = await withPack()
      fixture.store.remove = () => new Promise(() => undefined)
      fixture.manager.removeLater('tutorial', 20_000)
      const updates = fixture.manager.library()
      const first = await updates.next()
      await fixture.clock.advance(21_000)
      const second = await updates.next()
      expect([first, second].map(({ value }) => value?.facts?.leaving?.length)).toEqual([1, undefined])
    })

    test.each([
      ['startDownload', ({ manager }: ManagerFixture) => manager.startDownload('tutorial')],
      [
        'ensureLocalAvailability',
        async ({ manager }: ManagerFixture) =>
          manager.ensureLocalAvailability(await manager.assetPack('tutorial')),
      ],
      ['installFromFile', ({ manager }: ManagerFixture) => manager.installFromFile('/media/x.assetpack')],
    ])('comes anew when %s asks for it', async (_call, ask) => {
      const { fixture, moved } = await beingRemoved()
      const asked = ask(fixture)
      await fixture.settled()
      moved()
      await Promise.all([finished(fixture), asked])
      expect(here(fixture)).toEqual(['tutorial'])
    })

    test.each([
      ['pin', ({ manager }: ManagerFixture) => manager.pin('tutorial', 1)],
      ['rollback', ({ manager }: ManagerFixture) => manager.rollback('tutorial')],
    ])('is not here for %s, which waits to see', async (_call, ask) => {
      const { fixture, moved } = await beingRemoved()
      let isSettled = false
      const asked = ask(fixture).catch((error: unknown) => error)
      void asked.then(() => (isSettled = true))
      await fixture.settled()
      const before = isSettled
      moved()
      expect([before, await asked]).toEqual([false, expect.objectContaining({ code: 'assetPackNotFound' })])
    })

    test('is no part of a plan, which is made once it has gone', async () => {
      const { fixture, moved } = await beingRemoved()
      const [offered] = await fixture.manager.allAssetPacks()
      let isPlanned = false
      const planned = fixture.manager.plan(offered ?? aPack()).then(() => (isPlanned = true))
      await fixture.settled()
      const before = isPlanned
      moved()
      await planned
      expect([before, here(fixture)]).toEqual([false, []])
    })

    test('is waited for no longer than the caller wants', async () => {
      const { fixture } = await beingRemoved()
      const controller = new AbortController()
      const asked = fixture.manager.startDownload('tutorial', { signal: controller.signal })
      const ended = asked.catch((error: unknown) => error)
      const reason = new Error('enough')
      await fixture.settled()
      controller.abort(reason)
      expect(await ended).toBe(reason)
    })
  })

  test('is done at once when the manager is closed: nothing is left half removed', async () => {
    const fixture = await withPack()
    fixture.manager.removeLater('tutorial', 20_000)
    await fixture.manager.close()
    expect(fixture.store.installedPack(anID())).toBe(undefined)
  })

  test('waits for as long as it was told to, longer than a timer can', async () => {
    const fixture = await withPack()
    const dayMs = 24 * 60 * 60 * 1000
    const scheduled: number[] = []
    const { clock } = fixture
    const schedule = clock.schedule.bind(clock)
    clock.schedule = (milliseconds, callback) => {
      scheduled.push(milliseconds)
      return schedule(milliseconds, callback)
    }
    fixture.manager.removeLater('tutorial', 30 * dayMs)
    await clock.advance(30 * dayMs - 1)
    const before = here(fixture)
    await clock.advance(1)
    expect([before, here(fixture), Math.max(...scheduled) < 2 ** 31]).toEqual([['tutorial'], [], true])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1])(
    'is refused after %s milliseconds',
    async (delayMs) => {
      const fixture = await withPack()
      const refused = (): void => {
        fixture.manager.removeLater('tutorial', delayMs)
      }
      expect(refused).toThrow(expect.objectContaining({ code: 'invalidArgument' }))
    },
  )

  test('is refused once the manager is closed: nobody would carry it out', async () => {
    const fixture = await withPack()
    await fixture.manager.close()
    fixture.store.install(aPack())
    const refused = (): void => {
      fixture.manager.removeLater('tutorial', 20_000)
    }
    expect(refused).toThrow(expect.objectContaining({ code: 'wrongUse' }))
    expect(fixture.clock.pendingTimers).toBe(0)
  })

  test('does nothing for a pack that is not here', async () => {
    const fixture = new ManagerFixture({ offered: [aPack()] })
    await fixture.manager.manifest()
    fixture.manager.removeLater('tutorial', 20_000)
    expect(await shown(fixture)).toEqual([undefined, undefined])
  })

  test('tells windows of it, of its end, and that a pack that cannot be removed is still here', async () => {
    const fixture = await withPack()
    const updates = fixture.manager.library()
    const seen: unknown[] = []
    const next = async (): Promise<void> => {
      const { value } = (await updates.next()) as IteratorYieldResult<LibraryUpdate>
      seen.push([value.entries[0]?.local?.version, value.facts?.leaving?.length])
    }
    await next()
    fixture.store.remove = () => Promise.reject(new Error('held by another program'))
    fixture.manager.removeLater('tutorial', 20_000)
    await fixture.clock.advance(1_000)
    await next()
    await fixture.clock.advance(20_000)
    await fixture.settled()
    await fixture.clock.advance(1_000)
    await next()
    expect(seen).toEqual([
      [1, undefined],
      [undefined, 1],
      [1, undefined],
    ])
  })
})
