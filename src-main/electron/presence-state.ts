import type { ApproximateDuration } from '../../src-shared/format/duration'
import type { QueueCounts } from './library-summary'

/** What the parts of the app outside of its window say of packs. */
export interface PresenceState extends QueueCounts {
  /** 0 to 1 over everything that is wanted; undefined while nothing is. */
  readonly fraction: number | undefined
  /** Until nothing is wanted any more, as coarse as it can be believed; absent while it cannot. */
  readonly remaining?: ApproximateDuration | undefined
  /** Whether a check for updates runs now. */
  readonly checking: boolean
}

/** Everything can be paused, or resumed, or neither: there is nothing that could be. */
export function toggleOf({
  active,
  paused,
}: Pick<PresenceState, 'active' | 'paused'>): 'pauseAll' | 'resumeAll' | undefined {
  if (active > 0) return 'pauseAll'
  return paused > 0 ? 'resumeAll' : undefined
}
