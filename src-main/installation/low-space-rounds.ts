import { lstatSync } from 'node:fs'
import type { InstallPlan } from '../planning/install-plan'
import { planLowSpace } from '../planning/low-space-plan'
import type { PackIndex } from '../repository/pack-index'
import { pathInside } from './safe-path'
import { encodePaths, type PathList } from './work-order'

/** One round of an update in little space, as paths. */
export interface RoundOrder {
  /** Files that are put together. */
  readonly files: PathList
  /** Files of the old version that nothing needs afterwards. */
  readonly droppable: PathList
}

/** An update in little space, as orders. */
export interface LowSpaceOrders {
  readonly diskBytesNeeded: number
  /** Files of the old version that nothing needs from the start. */
  readonly droppable: PathList
  readonly rounds: readonly RoundOrder[]
}

/** Looks at what deleting the old version's files would give back, and plans. */
export function lowSpaceOrders(
  target: PackIndex,
  plan: InstallPlan,
  base: PackIndex,
  { directory, keptVersions }: { readonly directory: string; readonly keptVersions: number },
): LowSpaceOrders {
  const freedBytes = Float64Array.from(base.files, ({ path }) => {
    const stats = lstatSync(pathInside(directory, path), { throwIfNoEntry: false })
    if (stats === undefined) return -1
    // Kept versions go first. What is linked elsewhere even then stays on the disk.
    return stats.nlink <= 1 + keptVersions ? stats.size : 0
  })
  const { droppable, rounds, diskBytesNeeded } = planLowSpace({ target, plan, base, freedBytes })
  const paths = (index: PackIndex, numbers: readonly number[]): PathList =>
    encodePaths(numbers.map((number) => index.files[number]?.path ?? ''))
  return {
    diskBytesNeeded,
    droppable: paths(base, droppable),
    rounds: rounds.map((round) => ({
      files: paths(target, round.files),
      droppable: paths(base, round.droppable),
    })),
  }
}
