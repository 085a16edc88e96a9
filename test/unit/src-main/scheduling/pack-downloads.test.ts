import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const
const id = anID('tutorial')

function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'available',
    (error: unknown) => toAssetPackError(error).code,
  )
}

/** A fixture in which the pack `tutorial` is being downloaded. */
async function running(
  options: { readonly origin?: 'foreground' | 'prefetch' } = {},
): Promise<SchedulingFixture> {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack(), { origin: options.origin ?? 'foreground' })
  await fixture.settled()
  return fixture
}

describe('a download', () => {
  test('goes from the queue to available, and every step is told in order', async () => {
    const { downloads, installer, store, ...fixture } = await running()
    const updates = fixture.updates
    const attempt = installer.attempt('tutorial')
    attempt.progress({ fetchedBytes: 10 })
    attempt.progress({ phase: 'verifying', fetchedBytes: 1_000 })
    attempt.progress({ phase: 'installing', fetchedBytes: 1_000 })
    attempt.finish()
    await downloads.whenIdle()
    const steps = updates.map((update) =>
      'progress' in update ? `${update.kind} ${update.progress.phase}` : update.kind,
    )
    expect(steps).toEqual([
      'downloading waiting',
      'began',
      'downloading downloading',
      'downloading verifying',
      'downloading installing',
      'finished',
    ])
    expect([downloads.downloads(), store.records.size]).toEqual([[], 0])
  })

  test('is in the journal as soon as it is asked for', () => {
    const { downloads, store } = new SchedulingFixture()
    downloads.schedule(aPack(), { origin: 'prefetch', priority: 7 })
    expect([...store.records.values()]).toEqual([
      { assetPack: aPack(), priority: 7, origin: 'prefetch', paused: false, sequence: 1 },
    ])
  })

  test('is joined by a second request, and both hear of the end', async () => {
    const { downloads, installer, ...fixture } = new SchedulingFixture()
    const both = [
      downloads.request(aPack(), foreground),
      downloads.request(aPack({ id: 'TUTORIAL' }), foreground),
    ]
    await Promise.resolve()
    await Promise.resolve()
    expect([installer.attempts.length, fixture.updates.length > 0]).toEqual([1, true])
    installer.attempt('tutorial').finish()
    expect(await Promise.all(both.map(outcome))).toEqual(['available', 'available'])
  })

  test('two packs at once run, the third waits for its turn', async () => {
    const fixture = new SchedulingFixture({ packsAtOnce: 2 })
    for (const name of ['a', 'b', 'c']) fixture.downloads.schedule(aPack({ id: name }), foreground)
    await fixture.settled()
    const before = fixture.states
    fixture.installer.attempt('a').finish()
    await fixture.settled()
    expect([before, fixture.states]).toEqual([
      ['a 1: downloading', 'b 1: downloading', 'c 1: waiting (queue)'],
      ['b 1: downloading', 'c 1: downloading'],
    ])
  })

  test('what somebody asks for takes the place of what the system fetches, which goes on afterwards', async () => {
    const fixture = new SchedulingFixture({ packsAtOnce: 1 })
    fixture.downloads.schedule(aPack({ id: 'prefetched' }), { origin: 'prefetch' })
    await fixture.settled()
    fixture.downloads.schedule(aPack({ id: 'asked' }), foreground)
    await fixture.settled()
    const during = fixture.installer.running
    fixture.installer.attempt('asked').finish()
    await fixture.settled()
    expect([during, fixture.installer.running]).toEqual([['asked 1'], ['prefetched 1']])
  })

  test('an explicit request moves a download that waits to the front', async () => {
    const fixture = new SchedulingFixture({ packsAtOnce: 1 })
    for (const name of ['a', 'b', 'c'])
      fixture.downloads.schedule(aPack({ id: name }), { origin: 'prefetch' })
    await fixture.settled()
    fixture.downloads.schedule(aPack({ id: 'c' }), foreground)
    await fixture.settled()
    expect(fixture.installer.running).toEqual(['c 1'])
  })

  test('priority orders downloads of one kind', async () => {
    const fixture = new SchedulingFixture({ packsAtOnce: 1 })
    for (const name of ['a', 'b', 'c']) fixture.downloads.schedule(aPack({ id: name }), foreground)
    await fixture.settled()
    fixture.downloads.setPriority(anID('c'), 10)
    fixture.installer.attempt('a').finish()
    await fixture.settled()
    expect(fixture.installer.running).toEqual(['c 1'])
    expect(() => {
      fixture.downloads.setPriority(anID('x'), 1)
    }).toThrow(expect.objectContaining({ code: 'downloadNotScheduled' }))
  })
})

describe('waiting for a download', () => {
  test('ends when its signal aborts, and the download goes on for others', async () => {
    const fixture = new SchedulingFixture()
    const leaving = new AbortController()
    const leaver = outcome(fixture.downloads.request(aPack(), { ...foreground, signal: leaving.signal }))
    const stayer = outcome(fixture.downloads.request(aPack(), foreground))
    await fixture.settled()
    leaving.abort()
    expect([await leaver, fixture.states]).toEqual(['cancelled', ['tutorial 1: downloading']])
    fixture.installer.attempt('tutorial').finish()
    expect(await stayer).toBe('available')
  })

  test('ends when its signal aborts, and the download goes on when the system wants it', async () => {
    const fixture = await running({ origin: 'prefetch' })
    const leaving = new AbortController()
    const leaver = outcome(fixture.downloads.request(aPack(), { ...foreground, signal: leaving.signal }))
    leaving.abort()
    expect([await leaver, fixture.states]).toEqual(['cancelled', ['tutorial 1: downloading']])
  })

  test('a download that nobody wants any more is paused, and nothing is lost', async () => {
    const fixture = new SchedulingFixture()
    const leaving = new AbortController()
    const leaver = outcome(fixture.downloads.request(aPack(), { ...foreground, signal: leaving.signal }))
    await fixture.settled()
    leaving.abort()
    expect([await leaver, fixture.states, fixture.store.discarded]).toEqual([
      'cancelled',
      ['tutorial 1: paused'],
      [],
    ])
  })

  test('is told of failures after four attempts that brought nothing; the download goes on trying', async () => {
    const fixture = new SchedulingFixture()
    const waiting = outcome(fixture.downloads.request(aPack(), foreground))
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await fixture.clock.advance(60_000)
      fixture.installer.attempt('tutorial').fail('hostUnavailable')
      await fixture.settled()
    }
    expect([await waiting, fixture.states]).toEqual(['hostUnavailable', ['tutorial 1: waiting (retry)']])
  })

  test('goes on over any number of failures as long as bytes are verified in between', async () => {
    const fixture = new SchedulingFixture()
    const waiting = outcome(fixture.downloads.request(aPack(), foreground))
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await fixture.clock.advance(60_000)
      fixture.installer.attempt('tutorial').progress({ placedBytes: attempt })
      fixture.installer.attempt('tutorial').fail('chunkInvalid')
      await fixture.settled()
    }
    await fixture.clock.advance(60_000)
    fixture.installer.attempt('tutorial').finish()
    expect(await waiting).toBe('available')
  })
})

describe('pause, resume and cancel', () => {
  test('a paused download stops and goes on when it is resumed', async () => {
    const fixture = await running()
    fixture.downloads.pause(id)
    await fixture.settled()
    const paused = [fixture.states, fixture.installer.running]
    fixture.downloads.resume(id)
    await fixture.settled()
    expect([paused, fixture.states]).toEqual([[['tutorial 1: paused'], []], ['tutorial 1: downloading']])
  })

  test('twice is like once, and on nothing they do nothing', async () => {
    const fixture = await running()
    const nothing = anID('nothing')
    fixture.downloads.pause(nothing)
    fixture.downloads.resume(nothing)
    await fixture.downloads.cancel(nothing)
    fixture.downloads.resume(id)
    fixture.downloads.pause(id)
    fixture.downloads.pause(id)
    await fixture.settled()
    expect([fixture.states, fixture.told.filter((line) => line === 'tutorial: paused').length]).toEqual([
      ['tutorial 1: paused'],
      1,
    ])
  })

  test('D-20 a hundred commands a second: the last one wins and one attempt at a time runs', async () => {
    const fixture = await running()
    for (let round = 0; round < 100; round += 1) {
      fixture.downloads.pause(id)
      if (round % 3 === 0) void fixture.downloads.cancel(id)
      if (round % 5 === 0) await fixture.settled()
      fixture.downloads.schedule(aPack(), foreground)
      fixture.downloads.resume(id)
      if (round % 7 === 0) await fixture.settled()
      expect(fixture.installer.running.length).toBeLessThanOrEqual(1)
    }
    await fixture.settled()
    expect([fixture.states, fixture.installer.running]).toEqual([['tutorial 1: downloading'], ['tutorial 1']])
    fixture.installer.attempt('tutorial').finish()
    await fixture.downloads.whenIdle()
    expect([fixture.store.installedPack(id)?.assetPack.version, fixture.store.records.size]).toEqual([1, 0])
  })

  test('an attempt that ends late is waited for before the next one starts', async () => {
    const fixture = await running()
    fixture.installer.lingers = true
    fixture.downloads.pause(id)
    fixture.downloads.resume(id)
    await fixture.settled()
    const during = [fixture.installer.attempts.length, fixture.states]
    fixture.installer.attempt('tutorial').fail('cancelled')
    await fixture.settled()
    expect([during, fixture.installer.attempts.length, fixture.states]).toEqual([
      [1, ['tutorial 1: waiting (queue)']],
      2,
      ['tutorial 1: downloading'],
    ])
  })

  test('a commit that was already under way when it was paused counts', async () => {
    const fixture = await running()
    fixture.installer.lingers = true
    fixture.downloads.pause(id)
    fixture.installer.attempt('tutorial').finish()
    await fixture.downloads.whenIdle()
    expect([fixture.states, fixture.told.at(-1)]).toEqual([[], 'tutorial: finished'])
  })

  test('cancel takes it out of queue and journal, tells those who wait, and throws away what arrived', async () => {
    const fixture = new SchedulingFixture()
    fixture.store.staged.set('tutorial', [1])
    const waiting = outcome(fixture.downloads.request(aPack(), foreground))
    await fixture.settled()
    await fixture.downloads.cancel(id)
    expect([await waiting, fixture.states, fixture.store.records.size, fixture.store.discarded]).toEqual([
      'cancelled',
      [],
      0,
      ['tutorial 1'],
    ])
  })

  test('cancel throws away what a download left that had failed and was dismissed', async () => {
    const fixture = await running()
    fixture.store.staged.set('tutorial', [1])
    fixture.installer.attempt('tutorial').fail('signatureInvalid')
    await fixture.settled()
    fixture.downloads.dismiss(id)
    const dismissed = [fixture.states, fixture.store.discarded.length]
    await fixture.downloads.cancel(id)
    expect([dismissed, fixture.store.discarded]).toEqual([[[], 0], ['tutorial 1']])
  })

  test('a listener may give commands', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.statusUpdates.subscribe(({ kind }) => {
      if (kind === 'began') fixture.downloads.pause(id)
    })
    fixture.downloads.schedule(aPack(), foreground)
    await fixture.settled()
    expect([fixture.states, fixture.installer.running]).toEqual([['tutorial 1: paused'], []])
  })
})

describe('closing', () => {
  test('stops attempts, waits for them, tells those who wait, and leaves nothing behind but the journal', async () => {
    const fixture = new SchedulingFixture()
    const waiting = outcome(fixture.downloads.request(aPack(), foreground))
    await fixture.settled()
    fixture.installer.attempt('tutorial').progress({ fetchedBytes: 1 })
    await fixture.downloads.close()
    expect([
      await waiting,
      fixture.installer.running,
      fixture.clock.pendingTimers,
      fixture.conditions.listenerCount,
      fixture.store.records.size,
    ]).toEqual(['cancelled', [], 0, 0, 1])
  })

  test('nothing is accepted afterwards', async () => {
    const fixture = new SchedulingFixture()
    await fixture.downloads.close()
    expect(await outcome(fixture.downloads.request(aPack(), foreground))).toBe('cancelled')
  })
})

test('progress is told at most ten times a second, and the speed falls when nothing arrives', async () => {
  const fixture = await running()
  const attempt = fixture.installer.attempt('tutorial')
  for (let step = 1; step <= 100; step += 1) {
    attempt.progress({ fetchedBytes: step * 10_000, totalFetchBytes: 2_000_000 })
    await fixture.clock.advance(10)
  }
  const rates = (): readonly number[] =>
    fixture.updates.flatMap((update) => (update.kind === 'downloading' ? update.progress.bytesPerSecond : []))
  const duringTransfer = rates()
  await fixture.clock.advance(5_000)
  expect([
    duringTransfer.length,
    Math.round((duringTransfer.at(-1) ?? 0) / 100_000),
    (rates().at(-1) ?? 0) < 400_000,
  ]).toEqual([12, 10, true])
})

test('what must not meet an attempt waits for the queue, and the queue waits for it', async () => {
  const fixture = await running()
  let finishWork: () => void = () => undefined
  let hasStarted = false
  const work = fixture.downloads.whileIdle(() => {
    hasStarted = true
    return new Promise((resolve) => {
      finishWork = resolve
    })
  })
  await fixture.settled()
  const whileRunning = hasStarted
  fixture.installer.attempt('tutorial').finish()
  await fixture.settled()
  fixture.downloads.schedule(aPack({ id: 'next' }), foreground)
  await fixture.settled()
  const whileWorking = [hasStarted, fixture.installer.running]
  finishWork()
  await work
  await fixture.settled()
  expect([whileRunning, whileWorking, fixture.installer.running]).toEqual([false, [true, []], ['next 1']])
})
