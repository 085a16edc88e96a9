import { lstatSync } from 'node:fs'
import type { InstallPrice } from '../../src-shared/domain/space-shortage'
import { sum, type InstallPlan } from '../planning/install-plan'
import { planLowSpace, type LowSpaceFacts } from '../planning/low-space-plan'
import type { JobContext } from '../platform/worker-protocol'
import type { PackIndex } from '../repository/pack-index'
import { stopIfCancelled } from './job-cancellation'
import { pathInside } from './safe-path'
import { encodePaths, type PathList } from './work-order'

/** One round of an update in little space, as paths. */
export interface RoundOrder {
  /** Files that are put together. */
  readonly files: PathList
  /** Files of the old version that nothing needs afterwards. */
  readonly droppable: PathList
  /** Bytes that it fetches when all the files are gone by then that may be: as a rule no less than it comes to. */
  readonly bytesToFetch: number
}

/** An update in little space, as orders. */
export interface LowSpaceOrders {
  readonly diskBytesNeeded: number
  /** Files of the new version that take no room. */
  readonly linked: PathList
  /** Files of the old version that nothing needs from the start. */
  readonly droppable: PathList
  readonly rounds: readonly RoundOrder[]
}

/** What the rounds take together. */
export function lowSpacePrice({ diskBytesNeeded, rounds }: LowSpaceOrders): InstallPrice {
  return { diskBytesNeeded, bytesToFetch: sum(rounds.map(({ bytesToFetch }) => bytesToFetch)) }
}

/** What there is to make do with. */
export interface LowSpaceRoom {
  /** Of the old version. */
  readonly directory: string
  /** How many versions are kept beside it. */
  readonly keptVersions: number
  readonly freeBytes: number
}

/** Looks at what deleting the old version's files would give back, and plans. */
export function lowSpaceOrders(
  facts: LowSpaceFacts['facts'],
  plan: InstallPlan,
  { directory, keptVersions, freeBytes }: LowSpaceRoom,
  context: JobContext,
): LowSpaceOrders {
  const { target, base } = facts
  const freedBytes = Float64Array.from(base.index.files, ({ path }) => {
    const stats = lstatSync(pathInside(directory, path), { throwIfNoEntry: false })
    if (stats === undefined) return -1
    // Kept versions go first. What is linked elsewhere even then stays on the disk.
    return stats.nlink <= 1 + keptVersions ? stats.size : 0
  })
  const planned = planLowSpace({
    facts,
    plan,
    freedBytes,
    freeBytes,
    throwIfCancelled: () => {
      stopIfCancelled(context)
    },
  })
  const paths = (index: PackIndex, numbers: readonly number[]): PathList =>
    encodePaths(numbers.map((number) => index.files[number]?.path ?? ''))
  return {
    diskBytesNeeded: planned.diskBytesNeeded,
    linked: paths(target, planned.linked),
    droppable: paths(base.index, planned.droppable),
    rounds: planned.rounds.map((round) => ({
      files: paths(target, round.files),
      droppable: paths(base.index, round.droppable),
      bytesToFetch: round.bytesToFetch,
    })),
  }
}
