import { describe, expect, test } from 'vitest'
import {
  announcedWait,
  decideFailure,
  failureOutcome,
  type FailureFacts,
} from '../../../../src-main/scheduling/failure-policy'
import {
  AssetPackError,
  assetPackErrorCodes,
  type AssetPackErrorCode,
} from '../../../../src-shared/domain/errors'

function decision(code: AssetPackErrorCode, facts: Partial<FailureFacts> = {}, details = {}): unknown {
  const error = new AssetPackError(code, code, { details })
  const usual = { attempts: 1, online: true, isSleepy: false, origin: 'foreground', fraction: 0.5 } as const
  return decideFailure(error, { ...usual, ...facts })
}

describe('the wait that is announced', () => {
  test('is that of the next attempt, as long as those who wait are kept waiting', () => {
    const hold = { kind: 'hold', reason: 'retry', delayMs: 700 } as const
    expect({
      timed: announcedWait(hold, 1),
      network: announcedWait({ kind: 'hold', reason: 'network' }, 0),
      givenUp: announcedWait(hold, 4),
      failed: announcedWait({ kind: 'fail' }, 1),
    }).toEqual({
      timed: { waitingFor: 'retry', waitMs: 700, attempt: 2, ofAttempts: 4 },
      network: { waitingFor: 'network' },
      givenUp: {},
      failed: {},
    })
  })
})

describe('what follows a failure', () => {
  test('trust and use never pass by themselves; the network does; what was replaced is looked up', () => {
    const codes = (outcome: string): readonly string[] =>
      assetPackErrorCodes.filter((code) => failureOutcome(code) === outcome)
    expect({
      retry: codes('retry'),
      retryFewTimes: codes('retryFewTimes'),
      refresh: codes('refresh'),
      space: codes('space'),
    }).toEqual({
      retry: ['offline', 'hostUnavailable', 'timedOut', 'remoteBusy', 'captivePortal'],
      retryFewTimes: ['integrityCheckFailed', 'chunkInvalid', 'remoteMisbehaved', 'fileInUse', 'internal'],
      refresh: ['assetPackNotFound', 'remoteNotFound', 'remoteChanged'],
      space: ['outOfSpace'],
    })
  })

  test('waits longer after each attempt, up to five minutes', () => {
    expect([1, 2, 3, 20].map((attempts) => decision('hostUnavailable', { attempts }))).toEqual(
      [500, 1_000, 2_000, 150_000].map((delayMs) => ({ kind: 'hold', reason: 'retry', delayMs })),
    )
  })

  test('waits as long as a busy host asks, one hour at most', () => {
    expect(
      [60, 86_400].map((retryAfterSeconds) => decision('remoteBusy', {}, { retryAfterSeconds })),
    ).toEqual([60_000, 3_600_000].map((delayMs) => ({ kind: 'hold', reason: 'retry', delayMs })))
  })

  test('waits for the network instead of burning attempts', () => {
    expect(decision('hostUnavailable', { online: false })).toEqual({ kind: 'hold', reason: 'network' })
  })

  test('a sleep is a pause, however many attempts failed before; wrong bytes and what a host asks for stay what they are', () => {
    const asleep = { isSleepy: true, attempts: 20 }
    const busy = { retryAfterSeconds: 60 }
    expect([
      decision('offline', asleep),
      decision('timedOut', asleep),
      decision('remoteBusy', { isSleepy: true }, busy),
      decision('chunkInvalid', asleep),
    ]).toEqual([
      { kind: 'hold', reason: 'retry', delayMs: 2_000 },
      { kind: 'hold', reason: 'retry', delayMs: 2_000 },
      { kind: 'hold', reason: 'retry', delayMs: 60_000 },
      { kind: 'fail' },
    ])
  })

  test('believes a host that sends wrong bytes after three attempts', () => {
    expect([2, 3].map((attempts) => decision('chunkInvalid', { attempts }))).toEqual([
      { kind: 'hold', reason: 'retry', delayMs: 1_000 },
      { kind: 'fail' },
    ])
  })

  test('D-04 a full disk holds automatic work and is told to whoever asked', () => {
    expect([decision('outOfSpace', { origin: 'prefetch' }), decision('outOfSpace')]).toEqual([
      { kind: 'hold', reason: 'diskSpace', delayMs: 30_000 },
      { kind: 'fail' },
    ])
  })
})
