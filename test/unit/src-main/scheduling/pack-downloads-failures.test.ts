import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const
const id = anID('tutorial')

/** A fixture in which the pack `tutorial` is being downloaded. */
async function running(
  options: { readonly origin?: 'foreground' | 'prefetch' } = {},
): Promise<SchedulingFixture> {
  const fixture = new SchedulingFixture()
  fixture.downloads.schedule(aPack(), { origin: options.origin ?? 'foreground' })
  await fixture.settled()
  return fixture
}

describe('conditions', () => {
  test('without a network a download pauses by itself, burns no attempt, and goes on by itself', async () => {
    const fixture = await running()
    fixture.conditions.set({ online: false })
    await fixture.clock.advance(3_600_000)
    const offline = [fixture.states, fixture.told.at(-1), fixture.installer.attempts.length]
    fixture.conditions.set({ online: true })
    await fixture.settled()
    expect([offline, fixture.states]).toEqual([
      [['tutorial 1: waiting (network)'], 'tutorial: paused', 1],
      ['tutorial 1: downloading'],
    ])
  })

  test('metered: automatic work waits, an explicit request goes through', async () => {
    const fixture = new SchedulingFixture()
    fixture.conditions.set({ metered: true })
    fixture.downloads.schedule(aPack({ id: 'prefetched' }), { origin: 'prefetch' })
    fixture.downloads.schedule(aPack({ id: 'asked' }), foreground)
    await fixture.settled()
    expect(fixture.states).toEqual(['prefetched 1: waiting (metered)', 'asked 1: downloading'])
  })

  test('quiet hours: what comes by itself stops and says until when, and an explicit request goes through', async () => {
    const fixture = await running({ origin: 'prefetch' })
    fixture.conditions.set({ quietUntil: '07:00' })
    await fixture.settled()
    const stopped = [fixture.told.at(-1), fixture.downloads.download(id)?.progress]
    fixture.conditions.set({ quietUntil: '08:00' })
    await fixture.settled()
    const later = fixture.downloads.download(id)?.progress.waitingUntil
    fixture.downloads.schedule(aPack(), foreground)
    await fixture.settled()
    expect([stopped, later, fixture.states]).toMatchObject([
      ['tutorial: paused', { phase: 'waiting', waitingFor: 'quietHours', waitingUntil: '07:00' }],
      '08:00',
      ['tutorial 1: downloading'],
    ])
  })

  test('quiet hours end: what waited goes on by itself', async () => {
    const fixture = new SchedulingFixture()
    fixture.conditions.set({ quietUntil: '07:00' })
    fixture.downloads.schedule(aPack(), { origin: 'update' })
    await fixture.settled()
    const quiet = fixture.states
    fixture.conditions.set({ quietUntil: undefined })
    await fixture.settled()
    expect([quiet, fixture.states]).toEqual([
      ['tutorial 1: waiting (quietHours)'],
      ['tutorial 1: downloading'],
    ])
  })

  test('the network is back: the next attempt does not wait for its timer', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('hostUnavailable')
    await fixture.settled()
    fixture.conditions.set({ online: false })
    const offline = fixture.states
    fixture.conditions.set({ online: true })
    await fixture.settled()
    expect([offline, fixture.states]).toEqual([
      ['tutorial 1: waiting (network)'],
      ['tutorial 1: downloading'],
    ])
  })
})

describe('failures', () => {
  test('a wait for the next attempt goes on whatever becomes of the power and of what the network costs', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('hostUnavailable')
    await fixture.settled()
    for (const change of [{ onBattery: true }, { onBattery: false }, { metered: true }, { metered: false }]) {
      fixture.conditions.set(change)
      await fixture.settled()
    }
    expect([fixture.states, fixture.installer.attempts.length]).toEqual([['tutorial 1: waiting (retry)'], 1])
  })

  test('a wait that the host asked for is ended by its time alone, however often the network comes and goes', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('remoteBusy', { retryAfterSeconds: 600 })
    await fixture.settled()
    for (let minute = 0; minute < 9; minute += 1) {
      await fixture.clock.advance(60_000)
      fixture.conditions.set({ online: false })
      await fixture.settled()
      fixture.conditions.set({ online: true })
    }
    const before = [fixture.states, fixture.installer.attempts.length]
    await fixture.clock.advance(60_000)
    expect([before, fixture.states]).toEqual([
      [['tutorial 1: waiting (retry)'], 1],
      ['tutorial 1: downloading'],
    ])
  })

  test('what may pass is tried again later', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('hostUnavailable')
    await fixture.settled()
    const waiting = fixture.states
    await fixture.clock.advance(1_000)
    expect([waiting, fixture.states]).toEqual([['tutorial 1: waiting (retry)'], ['tutorial 1: downloading']])
  })

  test('a wait says what the last attempt failed with, and so does the next one until it has brought something', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('remoteBusy')
    await fixture.settled()
    const waiting = fixture.downloads.download(id)?.progress
    await fixture.clock.advance(300_000)
    const asking = fixture.downloads.download(id)?.progress
    fixture.installer.attempt('tutorial').progress({ fetchedBytes: 1, arrivedBytes: 1 })
    const coming = fixture.downloads.download(id)?.progress
    expect([waiting, asking, coming]).toMatchObject([
      { phase: 'waiting', waitingFor: 'retry', waitingBecause: 'remoteBusy' },
      { phase: 'downloading', waitingBecause: 'remoteBusy' },
      { phase: 'downloading' },
    ])
    expect(coming).not.toHaveProperty('waitingBecause')
  })

  test('a download that has waited and finds no place says what it waited for', async () => {
    const fixture = new SchedulingFixture({ packsAtOnce: 1 })
    for (const name of ['a', 'b']) fixture.downloads.schedule(aPack({ id: name }), { origin: 'foreground' })
    await fixture.settled()
    fixture.installer.attempt('a').fail('hostUnavailable')
    await fixture.settled()
    await fixture.clock.advance(300_000)
    expect(fixture.downloads.download(anID('a'))?.progress).toMatchObject({
      waitingFor: 'queue',
      waitingBecause: 'hostUnavailable',
    })
  })

  test('what the last attempt failed with is known after a restart, until something more is in place', async () => {
    const first = await running()
    first.installer.attempt('tutorial').fail('remoteBusy')
    await first.settled()
    const second = new SchedulingFixture({ store: first.store })
    const known = second.downloads.download(id)
    second.downloads.continueJournal()
    await second.settled()
    const record = (): string | undefined => second.store.records.get('tutorial')?.lastFailure?.code
    const before = record()
    second.installer.attempt('tutorial').progress({ placedBytes: 1 })
    expect([known, before, second.downloads.download(id)?.lastFailure, record()]).toMatchObject([
      { lastFailure: { code: 'remoteBusy' }, progress: { waitingBecause: 'remoteBusy' } },
      'remoteBusy',
      undefined,
      undefined,
    ])
  })

  test('an explicit request does not wait for the next attempt', async () => {
    const fixture = await running({ origin: 'prefetch' })
    fixture.installer.attempt('tutorial').fail('outOfSpace')
    await fixture.settled()
    const waiting = fixture.states
    fixture.downloads.schedule(aPack(), foreground)
    await fixture.settled()
    expect([waiting, fixture.states]).toEqual([
      ['tutorial 1: waiting (diskSpace)'],
      ['tutorial 1: downloading'],
    ])
  })

  test('what is not found is tried again while the list that may know better is out of reach', async () => {
    const fixture = await running()
    fixture.listFailure = new AssetPackError('hostUnavailable', 'out of reach')
    fixture.installer.attempt('tutorial').fail('remoteNotFound')
    await fixture.settled()
    const waiting = fixture.states
    fixture.listFailure = undefined
    await fixture.clock.advance(1_000)
    fixture.installer.attempt('tutorial').fail('remoteNotFound')
    await fixture.settled()
    expect([waiting, fixture.states]).toEqual([['tutorial 1: waiting (retry)'], ['tutorial 1: failed']])
  })

  test('what is not found ends with its own error when the list cannot be trusted', async () => {
    const fixture = await running()
    fixture.listFailure = new AssetPackError('signatureInvalid', 'wrong')
    fixture.installer.attempt('tutorial').fail('remoteNotFound')
    await fixture.settled()
    expect(fixture.downloads.download(id)?.state).toMatchObject({
      kind: 'failed',
      error: { code: 'remoteNotFound' },
    })
  })

  test('pausing it as soon as it waits for another attempt leaves no timer behind', async () => {
    const fixture = await running()
    fixture.downloads.changes.subscribe(() => {
      if (fixture.states.includes('tutorial 1: waiting (retry)')) fixture.downloads.pause(id)
    })
    fixture.installer.attempt('tutorial').fail('hostUnavailable')
    await fixture.clock.advance(3_600_000)
    expect([fixture.states, fixture.clock.pendingTimers]).toEqual([['tutorial 1: paused'], 0])
  })

  test('what cannot pass ends with its error, is kept, and starts over when it is asked for again', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('indexInvalid')
    await fixture.settled()
    const failed = [fixture.states, fixture.store.records.get('tutorial')?.error?.code]
    fixture.downloads.schedule(aPack(), foreground)
    await fixture.settled()
    expect([failed, fixture.states, fixture.store.records.get('tutorial')?.error]).toEqual([
      [['tutorial 1: failed'], 'indexInvalid'],
      ['tutorial 1: downloading'],
      undefined,
    ])
  })

  test('a dismissed error is forgotten', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('indexInvalid')
    await fixture.settled()
    fixture.downloads.dismiss(id)
    expect([fixture.states, fixture.store.records.size]).toEqual([[], 0])
  })

  test.each(['remoteNotFound', 'remoteChanged'] as const)(
    'a version that the server replaced is followed by the new one: %s',
    async (code) => {
      const fixture = await running()
      fixture.offered = aPack({ version: 2 })
      fixture.installer.attempt('tutorial').fail(code)
      await fixture.settled()
      expect([fixture.states, fixture.store.discarded]).toEqual([['tutorial 2: downloading'], []])
    },
  )

  test('a file of the newest version that has another length is a damaged one', async () => {
    const fixture = await running()
    fixture.offered = aPack()
    fixture.installer.attempt('tutorial').fail('remoteChanged')
    await fixture.settled()
    expect(fixture.downloads.download(id)?.state).toMatchObject({
      kind: 'failed',
      error: { code: 'integrityCheckFailed' },
    })
  })

  test('a file of another length of a pack that is no longer offered is what it was called', async () => {
    const fixture = await running()
    fixture.installer.attempt('tutorial').fail('remoteChanged')
    await fixture.settled()
    expect(fixture.downloads.download(id)?.state).toMatchObject({
      kind: 'failed',
      error: { code: 'remoteChanged' },
    })
  })

  test('low-space mode is agreed to for one download: after a restart of it, and not after its failure', async () => {
    const fixture = new SchedulingFixture()
    const isAgreed = (at: SchedulingFixture): boolean | undefined =>
      at.installer.attempt('tutorial').request.lowSpace
    fixture.downloads.schedule(aPack(), { origin: 'foreground', lowSpace: true })
    await fixture.settled()
    const asked = isAgreed(fixture)
    await fixture.downloads.close()
    const next = new SchedulingFixture({ store: fixture.store })
    next.downloads.schedule(aPack(), foreground)
    await next.settled()
    const restarted = isAgreed(next)
    next.installer.attempt('tutorial').fail('outOfSpace')
    await next.settled()
    next.downloads.schedule(aPack(), foreground)
    await next.settled()
    expect([asked, restarted, isAgreed(next)]).toEqual([true, true, false])
  })

  test('low-space mode is agreed to by whoever joins, and that is remembered', async () => {
    const fixture = new SchedulingFixture()
    fixture.conditions.set({ online: false })
    fixture.downloads.schedule(aPack(), foreground)
    fixture.downloads.schedule(aPack(), { origin: 'foreground', lowSpace: true })
    const remembered = fixture.store.records.get('tutorial')?.lowSpace
    fixture.conditions.set({ online: true })
    await fixture.settled()
    expect([remembered, fixture.installer.attempt('tutorial').request.lowSpace]).toEqual([true, true])
  })

  test('a missing file of the newest version ends the download', async () => {
    const fixture = await running()
    fixture.offered = aPack()
    fixture.installer.attempt('tutorial').fail('remoteNotFound')
    await fixture.settled()
    expect(fixture.states).toEqual(['tutorial 1: failed'])
  })
})

describe('a newer list', () => {
  test('restarts what is under way with the newer version and keeps what arrived', async () => {
    const fixture = await running()
    fixture.downloads.reconcile(() => aPack({ version: 2 }))
    await fixture.settled()
    expect([
      fixture.installer.running,
      fixture.store.discarded,
      fixture.store.records.get('tutorial')?.assetPack.version,
    ]).toEqual([['tutorial 2'], [], 2])
  })

  test('a commit of the older version that was under way does not end the newer download', async () => {
    const fixture = await running()
    fixture.installer.lingers = true
    fixture.downloads.reconcile(() => aPack({ version: 2 }))
    fixture.installer.attempt('tutorial').finish()
    await fixture.settled()
    expect([fixture.installer.running, fixture.told.includes('tutorial: finished')]).toEqual([
      ['tutorial 2'],
      false,
    ])
  })

  test('what is paused stays paused, in its newer version', async () => {
    const fixture = await running()
    fixture.downloads.pause(id)
    fixture.downloads.reconcile(() => aPack({ version: 2 }))
    await fixture.settled()
    expect(fixture.states).toEqual(['tutorial 2: paused'])
  })

  test('ends what is no longer offered', async () => {
    const fixture = await running()
    fixture.downloads.reconcile(() => undefined)
    await fixture.settled()
    expect([
      fixture.states,
      fixture.store.records.get('tutorial')?.error?.code,
      fixture.installer.running,
    ]).toEqual([['tutorial 1: failed'], 'assetPackNotFound', []])
  })
})
