import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { silentLogger } from '../../../../src-main/platform/logger'
import { DownloadHistory } from '../../../../src-main/scheduling/download-history'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const

function historyOf({ store, downloads, clock }: SchedulingFixture): DownloadHistory {
  const history = new DownloadHistory({ table: store.history, clock, logger: silentLogger })
  downloads.endings.subscribe((ending) => {
    history.add(ending)
  })
  return history
}

describe('the history of downloads', () => {
  test('says of an update that finished what it cost over all its attempts, pauses not counted', async () => {
    const fixture = new SchedulingFixture()
    const { downloads, installer, store, clock } = fixture
    const history = historyOf(fixture)
    store.install(aPack({ version: 1 }))
    downloads.schedule(aPack({ version: 2, userInfo: { title: 'Tutorial' } }), foreground)
    await clock.advance(0)
    installer.attempt('tutorial').progress({ arrivedBytes: 400, requests: 2 })
    await clock.advance(3_000)
    downloads.pause(anID())
    await clock.advance(60_000)
    downloads.resume(anID())
    await clock.advance(0)
    await clock.advance(2_000)
    installer
      .attempt('tutorial')
      .finish({ bytesFetched: 600, requests: 3, bytesReused: 5_000, detours: ['indexWhole'] })
    await clock.advance(0)
    expect(history.entries()).toEqual([
      {
        number: 1,
        id: 'tutorial',
        title: 'Tutorial',
        version: 2,
        fromVersion: 1,
        outcome: 'finished',
        endedAt: clock.now(),
        seconds: 5,
        bytesFetched: 1_000,
        requests: 5,
        bytesReused: 5_000,
        detours: ['indexWhole'],
      },
    ])
  })

  test('says why a download failed, and that one was cancelled', async () => {
    const fixture = new SchedulingFixture()
    const { downloads, installer, clock } = fixture
    const history = historyOf(fixture)
    downloads.schedule(aPack({ id: 'a' }), foreground)
    downloads.schedule(aPack({ id: 'b' }), foreground)
    await clock.advance(0)
    installer.attempt('a').fail('indexInvalid')
    await clock.advance(0)
    await downloads.cancel(anID('b'))
    const outcomes = history.entries().map(({ id, outcome, error }) => [id, outcome, error?.code])
    expect(outcomes).toEqual([
      ['b', 'cancelled', undefined],
      ['a', 'failed', 'indexInvalid'],
    ])
  })

  test('counts what an earlier process spent on a download, but not on one that had failed', async () => {
    const first = new SchedulingFixture()
    for (const id of ['a', 'b']) first.downloads.schedule(aPack({ id }), foreground)
    await first.settled()
    first.installer.attempt('a').progress({ arrivedBytes: 700, requests: 1 })
    first.installer.attempt('b').progress({ arrivedBytes: 700, requests: 1 })
    first.installer.attempt('b').fail('indexInvalid')
    await first.clock.advance(4_000)
    await first.downloads.close()
    const second = new SchedulingFixture({ store: first.store })
    const history = historyOf(second)
    second.downloads.continueJournal()
    second.downloads.schedule(aPack({ id: 'b' }), foreground)
    await second.settled()
    second.installer.attempt('a').finish({ bytesFetched: 300, bytesPlanned: 1_000, requests: 1 })
    second.installer.attempt('b').finish({ bytesFetched: 300, bytesPlanned: 1_000, requests: 1 })
    await second.settled()
    const costs = history.entries().map(({ id, bytesFetched, seconds }) => [id, bytesFetched, seconds])
    expect(costs.sort()).toEqual([
      ['a', 1_000, 4],
      ['b', 300, 0],
    ])
  })

  test('counts the bytes that a stopped attempt kept and had not told of, but none that a file brought', async () => {
    const fixture = new SchedulingFixture()
    const { downloads, installer } = fixture
    const history = historyOf(fixture)
    downloads.schedule(aPack({ id: 'a' }), foreground)
    downloads.schedule(aPack({ id: 'b' }), {
      ...foreground,
      file: { path: '/stick/b.assetpack', mayUseNetwork: true },
    })
    await fixture.settled()
    installer.attempt('a').progress({ arrivedBytes: 400, requests: 1 })
    downloads.pause(anID('a'))
    await fixture.settled()
    downloads.resume(anID('a'))
    await fixture.settled()
    installer.attempt('a').finish({ bytesFetched: 500, bytesPlanned: 1_000, requests: 1 })
    installer.attempt('b').finish({ bytesFetched: 300, bytesPlanned: 1_000, requests: 1 })
    await fixture.settled()
    const fetched = history.entries().map(({ id, bytesFetched }) => [id, bytesFetched])
    expect(fetched.sort()).toEqual([
      ['a', 1_000],
      ['b', 300],
    ])
  })

  test('keeps no download from ending when it cannot be written', async () => {
    const fixture = new SchedulingFixture()
    const { downloads, installer, store, clock } = fixture
    const history = historyOf(fixture)
    store.history.add = () => {
      throw new AssetPackError('outOfSpace', 'The disk is full.')
    }
    downloads.schedule(aPack(), foreground)
    await clock.advance(0)
    installer.attempt('tutorial').finish()
    await clock.advance(0)
    expect([history.entries(), fixture.told.at(-1)]).toEqual([[], 'tutorial: finished'])
  })
})
