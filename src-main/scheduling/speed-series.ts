import { speedHistorySeconds, type SpeedPoint } from '../../src-shared/domain/transfer-speed'

/** What goes on during a second in which nothing is transferred: nothing, or something is held. */
export type SpeedStanding = 'active' | 'paused' | 'idle'

/** Bytes that were counted over some seconds. */
export interface SpeedTally {
  readonly network: number
  readonly disk: number
}

/**
 * The points after some whole seconds have passed: what was counted belongs to the first of them, for nothing was heard in
 * the others. Never more than ten minutes of them.
 */
export function withSeconds(
  points: readonly SpeedPoint[],
  seconds: number,
  { tally, standing, limit }: { tally: SpeedTally; standing: SpeedStanding; limit: number | undefined },
): readonly SpeedPoint[] {
  if (seconds < 1) return points
  const limited = limit === undefined ? {} : { limit }
  const silent = { network: 0, disk: 0, ...(standing === 'paused' ? { isPaused: true } : {}), ...limited }
  const hasMoved = tally.network > 0 || tally.disk > 0
  const first = hasMoved ? { network: tally.network, disk: tally.disk, ...limited } : silent
  const others = Array<SpeedPoint>(Math.min(seconds - 1, speedHistorySeconds)).fill(silent)
  return [...points, first, ...others].slice(-speedHistorySeconds)
}
