import type { JsonObject, JsonValue } from '../../src-shared/base/json'
import type { AssetPackErrorCode } from '../../src-shared/domain/errors'
import { systemClock, type Clock, type Logger, type LogLevel } from '../index'
import type { Output } from './output'
import { terminalText } from './terminal-text'

const reasons: Readonly<Partial<Record<AssetPackErrorCode, string>>> = {
  offline: 'there is no network',
  hostUnavailable: 'the server cannot be reached',
  timedOut: 'the server took too long',
  remoteBusy: 'the server is busy',
  remoteChanged: 'a file changed on the server',
  remoteMisbehaved: 'the server answered wrongly',
  captivePortal: 'a sign-in page answered instead of the server',
  integrityCheckFailed: 'damaged bytes came',
  chunkInvalid: 'damaged bytes came',
  fileInUse: 'a file is used by another program',
}

/** A transfer by itself waits shorter than this without a word. */
const shortestToldMs = 2_000

/**
 * Tells a person why nothing moves: one line when something is to be tried again. Takes it from what the library logs, and
 * says nothing else of that. Transfers run side by side and fail together, so that there is one line for a wait; a hiccup
 * of a transfer that is over before the line is read gets none.
 */
export class RetryNotes implements Logger {
  readonly #output: Output
  readonly #clock: Clock
  #quietUntil = Number.NEGATIVE_INFINITY

  constructor(output: Output, clock: Clock = systemClock) {
    this.#output = output
    this.#clock = clock
  }

  log(_level: LogLevel, _message: string, facts: JsonObject = {}): void {
    const waitMs = waitOf(facts)
    const now = this.#clock.monotonic()
    if (waitMs === undefined || now < this.#quietUntil) return
    if (facts['id'] === undefined && waitMs !== 'network' && waitMs < shortestToldMs) return
    this.#quietUntil = now + (waitMs === 'network' ? 0 : waitMs)
    this.#output.progress(retryText(facts, waitMs))
  }
}

/** How long the library waits before it tries again, if that is what it says. */
function waitOf({ waitMs, waitingFor }: JsonObject): number | 'network' | undefined {
  if (typeof waitMs === 'number') return waitMs
  return waitingFor === 'network' ? 'network' : undefined
}

function retryText(facts: JsonObject, waitMs: number | 'network'): string {
  const { id, code } = facts
  const pack = typeof id === 'string' ? `${terminalText(id)}: ` : ''
  const next =
    waitMs === 'network'
      ? 'goes on when there is a network'
      : `${attemptText(facts)} in ${String(Math.max(1, Math.round(waitMs / 1000)))} s`
  return `${pack}${reasonText(code)}; ${next}.`
}

function attemptText({ attempt, ofAttempts }: JsonObject): string {
  if (typeof attempt !== 'number' || typeof ofAttempts !== 'number') return 'next attempt'
  return `attempt ${String(attempt)} of ${String(ofAttempts)}`
}

function reasonText(code: JsonValue | undefined): string {
  const name = typeof code === 'string' ? code : 'unknown'
  const reason = (reasons as Readonly<Partial<Record<string, string>>>)[name]
  return reason === undefined ? `failed (${name})` : `${reason} (${name})`
}
