import { describe, expect, test } from 'vitest'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const

describe('a restart', () => {
  test('continues what was interrupted, leaves paused what was paused, and remembers what failed', async () => {
    const before = new SchedulingFixture({ packsAtOnce: 3 })
    for (const name of ['a', 'b', 'c']) before.downloads.schedule(aPack({ id: name }), foreground)
    await before.settled()
    before.downloads.pause(anID('b'))
    before.installer.attempt('c').fail('indexInvalid')
    await before.settled()
    await before.downloads.close()

    const after = new SchedulingFixture({ store: before.store })
    await after.settled()
    const dormant = [after.states, after.installer.running]
    after.downloads.continueJournal()
    await after.settled()
    expect([dormant, after.states]).toEqual([
      [['a 1: waiting (queue)', 'b 1: paused', 'c 1: failed'], []],
      ['a 1: downloading', 'b 1: paused', 'c 1: failed'],
    ])
  })

  test('shows how far a download had come', async () => {
    const before = new SchedulingFixture()
    before.downloads.schedule(aPack(), foreground)
    await before.settled()
    const here = { fetchedBytes: 60, totalFetchBytes: 100, placedBytes: 30, totalPlacedBytes: 200 }
    before.installer.attempt('tutorial').progress(here)
    await before.downloads.close()
    const shown = ({ downloads }: SchedulingFixture): unknown => {
      const { completedBytes, totalBytes, fractionCompleted } = downloads.downloads()[0]?.progress ?? {}
      return { completedBytes, totalBytes, percent: Math.round(100 * (fractionCompleted ?? 0)) }
    }

    const after = new SchedulingFixture({ store: before.store })
    const dormant = shown(after)
    after.downloads.continueJournal()
    await after.settled()
    const told = { completedBytes: 60, totalBytes: 100, percent: 56 }
    expect([dormant, shown(after)]).toEqual([told, told])
  })

  test('a download whose commit was the last thing before the end is not done again', () => {
    const before = new SchedulingFixture()
    before.downloads.schedule(aPack(), foreground)
    before.store.install(aPack())
    const after = new SchedulingFixture({ store: before.store })
    expect([after.states, after.store.records.size]).toEqual([[], 0])
  })

  test('an explicit request wakes its own download only', async () => {
    const before = new SchedulingFixture()
    for (const name of ['a', 'b']) before.downloads.schedule(aPack({ id: name }), foreground)
    const after = new SchedulingFixture({ store: before.store })
    after.downloads.schedule(aPack({ id: 'b' }), foreground)
    await after.settled()
    expect(after.installer.running).toEqual(['b 1'])
  })
})
