import { describe, expect, test } from 'vitest'
import { admit, type Candidate } from '../../../../src-main/scheduling/admission-policy'
import type { ConditionsSnapshot } from '../../../../src-main/platform/system-conditions'

type Named = Candidate & { readonly name: string }

let sequence = 0

function aDownload(name: string, facts: Partial<Candidate> = {}): Named {
  sequence += 1
  return {
    name,
    origin: 'foreground',
    priority: 0,
    sequence,
    state: { kind: 'waiting', reason: 'queue' },
    dormant: false,
    stopping: false,
    isUrgent: false,
    ...facts,
  }
}

const good: ConditionsSnapshot = { online: true, metered: false, onBattery: false }

function admitted(
  downloads: readonly Named[],
  conditions: Partial<ConditionsSnapshot> = {},
  packsAtOnce = 2,
): unknown {
  const { start, stop, hold } = admit(downloads, { ...good, ...conditions }, { packsAtOnce })
  return {
    start: start.map(({ name }) => name),
    stop: stop.map(({ download, reason }) => `${download.name}: ${reason}`),
    hold: hold.map(({ download, reason }) => `${download.name}: ${reason}`),
  }
}

const running = { kind: 'downloading' } as const

describe('the admission policy', () => {
  test('fills the free places in queue order', () => {
    expect(
      admitted([
        aDownload('update', { origin: 'update' }),
        aDownload('running', { state: running }),
        aDownload('asked', { origin: 'foreground' }),
      ]),
    ).toEqual({ start: ['asked'], stop: [], hold: [] })
  })

  test('without a network nothing starts, what runs is stopped, and all wait for the network', () => {
    const downloads = [
      aDownload('essential', { origin: 'essential' }),
      aDownload('running', { state: running }),
    ]
    expect(admitted(downloads, { online: false })).toEqual({
      start: [],
      stop: ['running: network'],
      hold: ['essential: network'],
    })
  })

  test.each([
    [{ metered: true }, 'metered'],
    [{ onBattery: true }, 'power'],
    [{ quietUntil: '07:00' }, 'quietHours'],
    [{ quietUntil: '07:00', metered: true }, 'metered'],
  ])('automatic work waits, explicit requests and essential packs go through: %j', (conditions, reason) => {
    const downloads = [
      aDownload('asked'),
      aDownload('essential', { origin: 'essential' }),
      aDownload('prefetch', { origin: 'prefetch' }),
      aDownload('update', { origin: 'update', state: running }),
    ]
    expect(admitted(downloads, conditions, 4)).toEqual({
      start: ['essential', 'asked'],
      stop: [`update: ${reason}`],
      hold: [`prefetch: ${reason}`],
    })
  })

  test('what conditions held back waits for its turn when they are good again', () => {
    const downloads = [
      aDownload('running', { state: running }),
      aDownload('held', { origin: 'update', state: { kind: 'waiting', reason: 'power' } }),
    ]
    expect(admitted(downloads, {}, 1)).toEqual({ start: [], stop: [], hold: ['held: queue'] })
  })

  test('an explicit request takes the place of the last automatic download', () => {
    const downloads = [
      aDownload('prefetch', { origin: 'prefetch', state: running }),
      aDownload('update', { origin: 'update', state: running }),
      aDownload('asked'),
    ]
    expect(admitted(downloads)).toEqual({ start: [], stop: ['update: queue'], hold: [] })
  })

  test('a download that is making room is not asked twice, and its place is not given away', () => {
    const downloads = [
      aDownload('prefetch', { origin: 'prefetch', state: running }),
      aDownload('update', { origin: 'update', stopping: true }),
      aDownload('asked'),
    ]
    expect(admitted(downloads)).toEqual({ start: [], stop: [], hold: [] })
  })

  test('a pack that is being installed is not interrupted to make room', () => {
    const downloads = [
      aDownload('update', { origin: 'update', state: { kind: 'installing' } }),
      aDownload('asked'),
    ]
    expect(admitted(downloads, {}, 1)).toEqual({ start: [], stop: [], hold: [] })
  })

  test('explicit requests do not interrupt each other', () => {
    expect(admitted([aDownload('first', { state: running }), aDownload('second')], {}, 1)).toEqual({
      start: [],
      stop: [],
      hold: [],
    })
  })

  test('paused, failed, dormant and delayed downloads stay as they are', () => {
    const downloads = [
      aDownload('paused', { state: { kind: 'paused' } }),
      aDownload('failed', {
        state: { kind: 'failed', error: { code: 'internal', message: '', details: {} } },
      }),
      aDownload('dormant', { dormant: true }),
      aDownload('retry', { state: { kind: 'waiting', reason: 'retry' } }),
      aDownload('diskSpace', { state: { kind: 'waiting', reason: 'diskSpace' } }),
      aDownload('stopping', { stopping: true }),
    ]
    expect(admitted(downloads, {}, 9)).toEqual({ start: [], stop: [], hold: [] })
  })

  test('what is to start now takes the place of the last that runs, also of an explicit request', () => {
    const downloads = [
      aDownload('now', { isUrgent: true, place: 0 }),
      aDownload('first', { state: running, place: 1 }),
      aDownload('last', { state: running, place: 2 }),
    ]
    expect(admitted(downloads)).toEqual({ start: [], stop: ['last: queue'], hold: [] })
  })

  test('what is to start now waits for a pack that is just being installed', () => {
    const downloads = [
      aDownload('now', { isUrgent: true, place: 0 }),
      aDownload('installing', { state: { kind: 'installing' }, place: 1 }),
    ]
    expect(admitted(downloads, {}, 1)).toEqual({ start: [], stop: [], hold: [] })
  })

  test('an explicit request that a person put behind automatic work does not take its place', () => {
    const downloads = [
      aDownload('update', { origin: 'update', state: running, place: 0 }),
      aDownload('asked', { place: 1 }),
    ]
    expect(admitted(downloads, {}, 1)).toEqual({ start: [], stop: [], hold: [] })
  })
})
