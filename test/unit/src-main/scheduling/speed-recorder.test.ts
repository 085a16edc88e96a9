import { expect, test } from 'vitest'
import type { AssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import type { SpeedPoint, SpeedUpdate } from '../../../../src-shared/domain/transfer-speed'
import { joinedUpdates, SpeedRecorder } from '../../../../src-main/scheduling/speed-recorder'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

interface Recording extends Pick<SchedulingFixture, 'clock' | 'downloads' | 'installer'> {
  readonly recorder: SpeedRecorder
  readonly limits: { bytesPerSecond: number | undefined }
}

/** A recorder, and a download of which it hears. */
async function recording(): Promise<Recording> {
  const { downloads, installer, clock } = new SchedulingFixture()
  const limits: Recording['limits'] = { bytesPerSecond: undefined }
  const recorder = new SpeedRecorder({ downloads, clock, limit: () => limits.bytesPerSecond })
  downloads.schedule(aPack(), { origin: 'foreground' })
  await clock.advance(0)
  return { recorder, downloads, installer, clock, limits }
}

async function snapshot(recorder: SpeedRecorder): Promise<readonly SpeedPoint[]> {
  const updates = recorder.open(new AbortController().signal)
  const { value } = await updates.next()
  await updates.return?.()
  return value?.points ?? []
}

test('remembers each second although nobody looked, pauses and limits included', async () => {
  const { recorder, downloads, installer, clock, limits } = await recording()
  const attempt = installer.attempt('tutorial')
  attempt.progress({ arrivedBytes: 1_000, writtenBytes: 1_500 })
  await clock.advance(500)
  attempt.progress({ arrivedBytes: 4_000, writtenBytes: 9_000 })
  await clock.advance(1_000)
  limits.bytesPerSecond = 2_000
  attempt.progress({ arrivedBytes: 5_000, writtenBytes: 9_000 })
  await clock.advance(600)
  downloads.pause(anID())
  await clock.advance(1_900)
  expect(await snapshot(recorder)).toEqual([
    { network: 4_000, disk: 9_000 },
    { network: 1_000, disk: 0, limit: 2_000 },
    { network: 0, disk: 0, isPaused: true, limit: 2_000 },
    { network: 0, disk: 0, isPaused: true, limit: 2_000 },
  ])
})

test('tells who reads each second as it ends, and has a timer only for them', async () => {
  const { recorder, installer, clock } = await recording()
  const before = clock.pendingTimers
  const updates = recorder.open(new AbortController().signal)
  const seen: (SpeedUpdate | undefined)[] = [(await updates.next()).value]
  for (let second = 1; second <= 2; second += 1) {
    installer.attempt('tutorial').progress({ arrivedBytes: second * 100 })
    await clock.advance(1_000)
    seen.push((await updates.next()).value)
  }
  const during = clock.pendingTimers
  await updates.return?.()
  expect([seen, during - clock.pendingTimers, before]).toEqual([
    [
      { kind: 'snapshot', points: [] },
      { kind: 'added', points: [{ network: 100, disk: 0 }] },
      { kind: 'added', points: [{ network: 100, disk: 0 }] },
    ],
    1,
    0,
  ])
})

test('ends every stream when it is closed', async () => {
  const { recorder } = await recording()
  const updates = recorder.open(new AbortController().signal)
  await updates.next()
  recorder.close()
  expect((await updates.next()).done).toBe(true)
})

test('gives a slow reader in one piece what it has not read', () => {
  const [one, two] = [
    { network: 1, disk: 0 },
    { network: 2, disk: 0 },
  ]
  const snapshotOf = (...points: readonly SpeedPoint[]): SpeedUpdate => ({ kind: 'snapshot', points })
  const added = (...points: readonly SpeedPoint[]): SpeedUpdate => ({ kind: 'added', points })
  expect([
    joinedUpdates([], added(one)),
    joinedUpdates([added(one)], added(two)),
    joinedUpdates([snapshotOf(one)], added(two)),
    joinedUpdates([added(one)], snapshotOf(two)),
  ]).toEqual([[added(one)], [added(one, two)], [snapshotOf(one, two)], [snapshotOf(two)]])
})

test('looks at each download once for each time that it changes, however many there are', async () => {
  const { downloads, conditions, clock } = new SchedulingFixture()
  let looks = 0
  let changes = 0
  const { changes: emitter, traffic } = downloads
  emitter.subscribe(() => (changes += 1))
  const watched = {
    traffic,
    changes: emitter,
    downloads: () => {
      const all = downloads.downloads()
      looks += all.length
      return all
    },
    download: (id: AssetPackID) => {
      looks += 1
      return downloads.download(id)
    },
  }
  const recorder = new SpeedRecorder({ downloads: watched, clock, limit: () => undefined })
  conditions.set({ metered: true })
  for (let number = 0; number < 100; number += 1)
    downloads.schedule(aPack({ id: `pack-${String(number)}` }), { origin: 'prefetch' })
  await clock.advance(1_000)
  downloads.pause(anID('pack-0'))

  expect([looks <= changes, changes >= 200, await snapshot(recorder)]).toEqual([
    true,
    true,
    [{ network: 0, disk: 0, isPaused: true }],
  ])
})
