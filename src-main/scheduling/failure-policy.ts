import type { WaitingReason } from '../../src-shared/domain/download-status-update'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import { retryDelayMs, retryPolicy, sleepyDelayMs } from '../transport/retry-policy'
import { isDeferrable, type DownloadOrigin } from './download-queue'
import { secondsAsked } from './wait-change'

/** Where a whole download does something else than the transport's advice about one request says. */
const exceptions: ReadonlyMap<AssetPackErrorCode, FailureOutcome> = new Map<
  AssetPackErrorCode,
  FailureOutcome
>([
  ['assetPackNotFound', 'refresh'],
  ['remoteNotFound', 'refresh'],
  ['remoteChanged', 'refresh'],
  ['outOfSpace', 'space'],
  // No single request gets past a portal, but somebody will sign in.
  ['captivePortal', 'retry'],
  // A worker that died is started again; what fails every time is a fault in the program and is told.
  ['internal', 'retryFewTimes'],
])

/**
 * What a download does after an attempt failed, when the transport's own retries are used up.
 *
 * - `retry`: waits and tries again, for ever, longer each time.
 * - `retryFewTimes`: the same, but a host that keeps sending wrong bytes is believed after three attempts.
 * - `refresh`: what was asked for may have been replaced: looks at the newest list once, then fails.
 * - `space`: automatic work waits until there is room; what somebody asked for fails, so that they hear of it.
 * - `fail`: ends it until it is asked for again.
 */
export type FailureOutcome = 'retry' | 'retryFewTimes' | 'refresh' | 'space' | 'fail'

const outcomeOfAdvice = { always: 'retry', limited: 'retryFewTimes', never: 'fail' } as const

/** What sleep does to a connection. */
const cutCodes: ReadonlySet<AssetPackErrorCode> = new Set<AssetPackErrorCode>([
  'offline',
  'hostUnavailable',
  'timedOut',
])

/** Whether a failure without a network, in sleep or just after it is a pause instead of an attempt that failed. */
export function isPause(
  { code }: Pick<AssetPackError, 'code'>,
  { online, isSleepy }: Pick<FailureFacts, 'online' | 'isSleepy'>,
): boolean {
  return !online || (isSleepy && cutCodes.has(code))
}

/** The outcome of every code. */
export function failureOutcome(code: AssetPackErrorCode): FailureOutcome {
  return exceptions.get(code) ?? outcomeOfAdvice[retryPolicy[code]]
}

/** Attempts without a new verified byte after which those who wait are told; the download itself goes on trying. */
export const patientAttempts = 4

const fewAttempts = 3
const spaceDelayMs = 30_000
const longestRetryAfterSeconds = 3_600

/** What to do about one failure. */
export type FailureDecision =
  | { readonly kind: 'hold'; readonly reason: WaitingReason; readonly delayMs?: number }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'fail' }

/** What a decision depends on. */
export interface FailureFacts {
  /** Failed attempts without a new verified byte, this one included. */
  readonly attempts: number
  readonly online: boolean
  /** The machine goes to sleep or has just woken up: that nothing came says nothing of the host. */
  readonly isSleepy: boolean
  readonly origin: DownloadOrigin
  /** Chance, in [0, 1): many clients must not come back in step. */
  readonly fraction: number
}

/** Decides what a download does after `error`. */
export function decideFailure(error: AssetPackError, facts: FailureFacts): FailureDecision {
  const outcome = failureOutcome(error.code)
  switch (outcome) {
    case 'fail':
    case 'refresh':
      return { kind: outcome }
    case 'space':
      return isDeferrable(facts.origin)
        ? { kind: 'hold', reason: 'diskSpace', delayMs: spaceDelayMs }
        : { kind: 'fail' }
    case 'retryFewTimes':
      return facts.attempts >= fewAttempts ? { kind: 'fail' } : nextAttempt(error, facts)
    case 'retry':
      // Nothing is gained by trying without a network: its return ends the wait, not a timer.
      if (!facts.online) return { kind: 'hold', reason: 'network' }
      return isPause(error, facts)
        ? { kind: 'hold', reason: 'retry', delayMs: sleepyDelayMs }
        : nextAttempt(error, facts)
  }
}

/** What this machine did: it says nothing of the file that a pack comes from. */
const ownCodes: ReadonlySet<AssetPackErrorCode> = new Set<AssetPackErrorCode>([
  'fileInUse',
  'internal',
  'outOfSpace',
])

/** What the network did, which stands in for a part of the file. */
const networkCodes: ReadonlySet<AssetPackErrorCode> = new Set<AssetPackErrorCode>([
  'offline',
  'hostUnavailable',
  'timedOut',
  'remoteBusy',
  'remoteMisbehaved',
  'captivePortal',
])

/**
 * What a failure says of the file that a pack comes from, where the network may stand in for it.
 *
 * - `failed`: nothing more is taken from it.
 * - `needsNetwork`: it lacks something, and the network could not bring that: the next attempt is worth nothing without one.
 * - `nothing`: this machine failed.
 */
export type FileVerdict = 'failed' | 'needsNetwork' | 'nothing'

/** Decides that. */
export function fileVerdict({ code }: Pick<AssetPackError, 'code'>): FileVerdict {
  if (ownCodes.has(code)) return 'nothing'
  return networkCodes.has(code) ? 'needsNetwork' : 'failed'
}

/**
 * What ends a download whose failure was looked up in the newest list, when that list still offers this version: then an
 * object of another length was not replaced, it is damaged.
 */
export function errorOfNewest(error: AssetPackError): AssetPackError {
  if (error.code !== 'remoteChanged') return error
  return new AssetPackError(
    'integrityCheckFailed',
    `The repository is damaged: ${error.message} Its list offers nothing newer, so its publisher has to upload that file again.`,
    { cause: error, details: error.details },
  )
}

function nextAttempt(error: AssetPackError, { attempts, fraction }: FailureFacts): FailureDecision {
  const retryAfter = Math.min(secondsAsked(error.details), longestRetryAfterSeconds)
  return { kind: 'hold', reason: 'retry', delayMs: retryDelayMs(attempts, fraction, retryAfter) }
}

/** What those who wait wait for, for the log. */
export interface AnnouncedWait {
  readonly waitingFor?: WaitingReason
  readonly waitMs?: number
  /** The number of the attempt that comes next, of those after which who waits is told. */
  readonly attempt?: number
  readonly ofAttempts?: number
}

/** What a decision makes those who wait wait for; nothing once they are told of the failure instead. */
export function announcedWait(decision: FailureDecision, attempts: number): AnnouncedWait {
  if (decision.kind !== 'hold' || attempts >= patientAttempts) return {}
  const { reason: waitingFor, delayMs: waitMs } = decision
  if (waitMs === undefined) return { waitingFor }
  return { waitingFor, waitMs, attempt: attempts + 1, ofAttempts: patientAttempts }
}
