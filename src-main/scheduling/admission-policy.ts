import { isRunning, type DownloadEvent, type DownloadState } from '../../src-shared/domain/download-state'
import type { WaitingReason } from '../../src-shared/domain/download-status-update'
import type { ConditionsSnapshot } from '../platform/system-conditions'
import { inQueueOrder, isDeferrable, type QueuePosition } from './download-queue'

/** A download as the policy sees it. */
export interface Candidate extends QueuePosition {
  /** It comes from a file: no network is needed, and none is used. */
  readonly isFromFile?: boolean
  readonly state: DownloadState
  /** Loaded from the journal and not yet continued. */
  readonly dormant: boolean
  /** An attempt of the same pack that was told to stop has not ended yet: another one must wait for that. */
  readonly stopping: boolean
  /** Somebody wants it to start now, whatever runs. */
  readonly isUrgent: boolean
}

/** What should happen now. */
export interface Admission<T extends Candidate> {
  readonly start: readonly T[]
  /** Running ones that conditions forbid, or that make room for what somebody asked for. */
  readonly stop: readonly { readonly download: T; readonly reason: WaitingReason }[]
  /** Waiting ones whose reason is another one now. */
  readonly hold: readonly { readonly download: T; readonly reason: WaitingReason }[]
}

/** Why conditions forbid this download at this moment; `undefined` when they do not. */
export function heldBy(
  position: QueuePosition & Pick<Candidate, 'isFromFile'>,
  conditions: ConditionsSnapshot,
): WaitingReason | undefined {
  if (position.isFromFile === true) return undefined
  // In sleep no network is worth anything; waking up ends both.
  if (!conditions.online || conditions.asleep === true) return 'network'
  if (!isDeferrable(position.origin)) return undefined
  if (conditions.metered) return 'metered'
  if (conditions.onBattery) return 'power'
  // Last: whoever waits for this alone is told when the wait ends.
  return conditions.quietUntil === undefined ? undefined : 'quietHours'
}

/** What is said to a download that waits for `reason` from now on. */
export function heldEvent(
  reason: WaitingReason,
  { quietUntil: until }: ConditionsSnapshot,
): Extract<DownloadEvent, { readonly kind: 'held' }> {
  const held = { kind: 'held', reason } as const
  return reason === 'quietHours' && until !== undefined ? { ...held, until } : held
}

/**
 * Decides what may run now. Automatic work waits for a free, powered connection, explicit requests go through; when all
 * places are taken, an explicit request takes the place of automatic work behind it, and what is to start now that of
 * anything, except of a pack that is just being installed. What waits for another attempt or for space is not touched: its
 * own timer ends that.
 */
export function admit<T extends Candidate>(
  downloads: Iterable<T>,
  conditions: ConditionsSnapshot,
  limits: { readonly packsAtOnce: number },
): Admission<T> {
  const all = inQueueOrder(downloads)
  const forbidden = all.flatMap((download) => {
    const reason = isRunning(download.state) ? heldBy(download, conditions) : undefined
    return reason === undefined ? [] : [{ download, reason }]
  })
  const running = all.filter(
    (download) => isRunning(download.state) && !forbidden.some((stopped) => stopped.download === download),
  )
  const waiting = all.filter((download) => isAdmissible(download))
  const allowed = waiting.filter(
    (download) => !download.stopping && heldBy(download, conditions) === undefined,
  )

  const places = limits.packsAtOnce - running.length - forbidden.length - stoppingCount(all)
  const first = allowed.slice(0, Math.max(0, places))
  const freeSoon = stoppingCount(all) + forbidden.length
  const preempted = preemptions(all, { left: allowed.slice(first.length), running, freeSoon })
  return {
    start: first,
    stop: [...forbidden, ...preempted.map((download) => ({ download, reason: 'queue' as const }))],
    hold: waiting.flatMap((download) => {
      const reason = heldBy(download, conditions) ?? 'queue'
      const { until } = heldEvent(reason, conditions)
      const { state } = download
      const isSame = state.kind === 'waiting' && state.reason === reason && state.until === until
      return isSame || first.includes(download) ? [] : [{ download, reason }]
    }),
  }
}

function isAdmissible(download: Candidate): boolean {
  if (download.state.kind !== 'waiting' || download.dormant) return false
  return download.state.reason !== 'retry' && download.state.reason !== 'diskSpace'
}

/** Attempts that end soon still hold their places. */
function stoppingCount(all: readonly Candidate[]): number {
  return all.filter(({ stopping, state }) => stopping && !isRunning(state)).length
}

/** Who makes room: the last that may, for each that has a claim on a place and finds none. */
function preemptions<T extends Candidate>(
  all: readonly T[],
  {
    left,
    running,
    freeSoon,
  }: { readonly left: readonly T[]; readonly running: readonly T[]; readonly freeSoon: number },
): readonly T[] {
  const positions = new Map(all.map((download, position) => [download, position]))
  const goesBefore = (first: T, second: T): boolean =>
    (positions.get(first) ?? 0) < (positions.get(second) ?? 0)
  const yielding = running.filter(({ state }) => state.kind !== 'installing')
  const preempted: T[] = []
  for (const claim of left.filter(hasClaim).slice(freeSoon)) {
    const last = yielding.findLast(
      (download) =>
        !preempted.includes(download) &&
        goesBefore(claim, download) &&
        (claim.isUrgent || isDeferrable(download.origin)),
    )
    if (last !== undefined) preempted.push(last)
  }
  return preempted
}

function hasClaim({ origin, isUrgent }: Candidate): boolean {
  return isUrgent || !isDeferrable(origin)
}
