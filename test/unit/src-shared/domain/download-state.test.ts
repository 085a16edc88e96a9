import { describe, expect, test } from 'vitest'
import {
  isRunning,
  legalDownloadEvents,
  transition,
  type DownloadEvent,
  type DownloadState,
} from '../../../../src-shared/domain/download-state'

const error = { code: 'offline', message: 'There is no network.', details: {} } as const

const states: readonly DownloadState[] = [
  { kind: 'created' },
  { kind: 'waiting', reason: 'queue' },
  { kind: 'downloading' },
  { kind: 'verifying' },
  { kind: 'installing' },
  { kind: 'paused' },
  { kind: 'finished' },
  { kind: 'failed', error },
]

const events: readonly { readonly event: DownloadEvent; readonly leadsTo: DownloadState }[] = [
  { event: { kind: 'scheduled' }, leadsTo: { kind: 'waiting', reason: 'queue' } },
  {
    event: { kind: 'held', reason: 'retry', because: 'timedOut' },
    leadsTo: { kind: 'waiting', reason: 'retry', because: 'timedOut' },
  },
  { event: { kind: 'began' }, leadsTo: { kind: 'downloading' } },
  { event: { kind: 'advanced', phase: 'verifying' }, leadsTo: { kind: 'verifying' } },
  { event: { kind: 'paused' }, leadsTo: { kind: 'paused' } },
  { event: { kind: 'installed' }, leadsTo: { kind: 'finished' } },
  { event: { kind: 'failed', error }, leadsTo: { kind: 'failed', error } },
]

describe('transition', () => {
  const pairs = states.flatMap((state) => events.map((entry) => ({ state, ...entry })))

  test.each(pairs)('$state.kind and $event.kind: as the table says', ({ state, event, leadsTo }) => {
    if (legalDownloadEvents[state.kind].includes(event.kind))
      expect(transition(state, event)).toEqual(leadsTo)
    else expect(() => transition(state, event)).toThrow(TypeError)
  })

  test('every state has its row and every event is legal somewhere', () => {
    const legal = new Set(Object.values(legalDownloadEvents).flat())
    expect([Object.keys(legalDownloadEvents), [...legal].sort()]).toEqual([
      states.map(({ kind }) => kind),
      events.map(({ event }) => event.kind).sort(),
    ])
  })

  test('only downloading, verifying and installing run', () => {
    expect(states.filter(isRunning).map(({ kind }) => kind)).toEqual([
      'downloading',
      'verifying',
      'installing',
    ])
  })
})
