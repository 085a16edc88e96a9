import { expect, test } from 'vitest'
import type { LibraryUpdate } from '../../../../src-shared/domain/library'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

/** What an update says, in short: `tutorial 33 running downloading`. */
function brief(update: LibraryUpdate | undefined): unknown {
  return [
    update?.kind,
    update?.entries.map(({ assetPack, status, download, error }) =>
      [assetPack.id, status, download?.state, download?.progress.phase, error?.code]
        .filter(Boolean)
        .join(' '),
    ),
    ...(update?.kind === 'changed' ? [update.removedIDs] : []),
    ...(update?.facts === undefined ? [] : [update.facts.connection]),
  ]
}

test('first everything, then what changed, and nothing when nothing did', async () => {
  const fixture = new ManagerFixture({ offered: [aPack({ id: 'a' }), aPack({ id: 'b', version: 2 })] })
  const { manager, store, clock } = fixture
  store.install(aPack({ id: 'b' }))
  await manager.manifest()
  const updates = manager.library()
  const seen: unknown[] = [brief((await updates.next()).value)]
  await clock.advance(200)
  seen.push((await updates.next()).value?.facts?.freeBytes)

  await manager.startDownload('a')
  await clock.advance(200)
  seen.push(brief((await updates.next()).value))
  fixture.installer.attempt('a').fail('indexInvalid')
  await fixture.settled()
  await clock.advance(200)
  seen.push(brief((await updates.next()).value))
  manager.dismissError('a')
  await manager.remove('b')
  fixture.catalog.offered = [aPack({ id: 'a' })]
  await manager.refresh()
  await clock.advance(200)
  seen.push(brief((await updates.next()).value))
  manager.pauseAll()
  await clock.advance(10_000)
  await manager.close()
  expect([seen, (await updates.next()).done, clock.pendingTimers]).toEqual([
    [
      ['snapshot', ['a 1', 'b 74'], 'online'],
      1_000_000,
      ['changed', ['a 33 running downloading'], [], 'online'],
      ['changed', ['a 1 indexInvalid'], [], 'online'],
      ['changed', ['a 1'], ['b'], 'online'],
    ],
    true,
    0,
  ])
})

test('tells at most ten times a second, and a slow window finds the newest state, never a backlog', async () => {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  const { manager, installer, clock } = fixture
  const fast = manager.library()
  const slow = manager.library()
  await manager.startDownload('tutorial')
  await fixture.settled()
  let count = 0
  const reading = (async () => {
    for await (const update of fast) count += update.kind === 'changed' ? 1 : 0
  })()
  for (let step = 1; step <= 300; step += 1) {
    installer.attempt('tutorial').progress({ fetchedBytes: step * 10, totalFetchBytes: 3_000 })
    await clock.advance(10)
  }
  await clock.advance(150)
  const snapshot = await slow.next()
  const changed = (await slow.next()).value
  await manager.close()
  await reading
  expect([snapshot.value?.kind, changed?.entries[0]?.download?.progress.completedBytes]).toEqual([
    'snapshot',
    3_000,
  ])
  expect([(await slow.next()).done, count > 10, count <= 33]).toEqual([true, true, true])
})

test('U14 an unreachable host is a fact of the library, and the packs stay', async () => {
  const fixture = new ManagerFixture()
  fixture.store.install(aPack())
  fixture.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
  await fixture.manager.start()
  const update = (await fixture.manager.library().next()).value
  await fixture.manager.close()
  expect([brief(update), update?.facts?.checkError?.code]).toEqual([
    ['snapshot', ['tutorial 68'], 'unreachable'],
    'hostUnavailable',
  ])
})
