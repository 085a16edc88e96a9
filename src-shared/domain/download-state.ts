import type { DownloadPhase, WaitingReason } from './download-status-update'
import type { AssetPackErrorCode, SerializedError } from './errors'
import type { SpaceShortage } from './space-shortage'

/** The phases in which an attempt runs. */
export type RunningPhase = Exclude<DownloadPhase, 'waiting'>

/** Why a download does not go on at the moment. */
export interface Wait {
  readonly reason: WaitingReason
  /** The time of day (`07:00`) at which it ends, when that is known. */
  readonly until?: string
  /** What the attempt before it failed with, when that is why. */
  readonly because?: AssetPackErrorCode
  /** What there is no room for, while it waits for disk space. */
  readonly shortage?: SpaceShortage
}

/** Where a download stands. `finished` means available locally: received but not yet installed is not finished. */
export type DownloadState =
  | { readonly kind: 'created' }
  /** See {@link Wait}. */
  | ({ readonly kind: 'waiting' } & Wait)
  | { readonly kind: RunningPhase }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly error: SerializedError }

/** What happens to a download. */
export type DownloadEvent =
  /** It is asked for: at first, after a pause, again after a failure. */
  | { readonly kind: 'scheduled' }
  /** The system holds it back, or gives the reason anew. */
  | ({ readonly kind: 'held' } & Wait)
  /** An attempt starts. */
  | { readonly kind: 'began' }
  /** The attempt enters a phase; a damaged bundle takes it back to an earlier one. */
  | { readonly kind: 'advanced'; readonly phase: RunningPhase }
  /** Somebody paused it. */
  | { readonly kind: 'paused' }
  /** The pack is available locally. */
  | { readonly kind: 'installed' }
  /** It ended for good, or was cancelled. */
  | { readonly kind: 'failed'; readonly error: SerializedError }

/**
 * The legal events of every state:
 *
 * ```
 *   created ── scheduled ─► waiting
 *   waiting ── began ─────► downloading          waiting ── held ─► waiting (another reason)
 *   downloading ⇄ verifying ⇄ installing         by advanced
 *   installing ── installed ─► finished          (the end: available locally)
 *   downloading, verifying, installing ── held ─► waiting
 *   waiting, downloading, verifying, installing ── paused ─► paused
 *   paused  ── scheduled ─► waiting
 *   failed  ── scheduled ─► waiting              (try again; every state but finished and failed may fail)
 * ```
 *
 * `installed` is legal wherever an attempt may just have been told to stop: a commit that was already under way counts.
 */
export const legalDownloadEvents: {
  readonly [K in DownloadState['kind']]: readonly DownloadEvent['kind'][]
} = {
  created: ['scheduled', 'failed'],
  waiting: ['held', 'began', 'paused', 'installed', 'failed'],
  downloading: ['advanced', 'held', 'paused', 'installed', 'failed'],
  verifying: ['advanced', 'held', 'paused', 'installed', 'failed'],
  installing: ['advanced', 'held', 'paused', 'installed', 'failed'],
  paused: ['scheduled', 'installed', 'failed'],
  finished: [],
  failed: ['scheduled'],
}

/**
 * The state after `event`.
 *
 * @throws TypeError when the table does not allow it: that is a mistake in the program, not a failure of a download.
 */
export function transition(state: DownloadState, event: DownloadEvent): DownloadState {
  if (!legalDownloadEvents[state.kind].includes(event.kind)) {
    throw new TypeError(`A download that is ${state.kind} cannot be ${event.kind}`)
  }
  switch (event.kind) {
    case 'scheduled':
      return { kind: 'waiting', reason: 'queue' }
    case 'held':
      return { ...event, kind: 'waiting' }
    case 'began':
      return { kind: 'downloading' }
    case 'advanced':
      return { kind: event.phase }
    case 'paused':
      return { kind: 'paused' }
    case 'installed':
      return { kind: 'finished' }
    case 'failed':
      return { kind: 'failed', error: event.error }
  }
}

/** Whether an attempt runs. */
export function isRunning(state: DownloadState): state is { readonly kind: RunningPhase } {
  return state.kind === 'downloading' || state.kind === 'verifying' || state.kind === 'installing'
}
