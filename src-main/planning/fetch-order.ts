import type { PlannedFetch } from '../repository/frame-choice'
import type { FrameTable } from '../repository/pack-index'
import type { InstallPlan } from './install-plan'

/**
 * Puts transfers first that write to many files. Each file has to be made durable by itself, and that is done while the line
 * brings the rest; of a transfer that comes last it would have to be waited for. Transfers that lean on others keep their
 * order and come after those that stand alone, so that none waits longer than before.
 */
export function withManyFilesFirst(
  index: Pick<FrameTable, 'frames'>,
  fetches: readonly PlannedFetch[],
  plan: Pick<InstallPlan, 'provider' | 'pending'>,
): readonly PlannedFetch[] {
  const standing = fetches.map((fetch) => ({
    fetch,
    standsAlone: standsAlone(index, fetch, plan),
    fileCount: filesOfFetch(index, fetch, plan).length,
  }))
  const alone = standing.filter((one) => one.standsAlone).sort((a, b) => b.fileCount - a.fileCount)
  return [...alone, ...standing.filter((one) => !one.standsAlone)].map(({ fetch }) => fetch)
}

/** Whether no frame of it leans on what another transfer brings. */
function standsAlone(
  { frames }: Pick<FrameTable, 'frames'>,
  fetch: PlannedFetch,
  { provider }: Pick<InstallPlan, 'provider'>,
): boolean {
  const own = new Set(fetch.frames)
  return fetch.frames.every((position) =>
    (frames[position]?.prefixChunks ?? new Uint32Array()).every((chunk) => {
      const giver = provider[chunk] ?? -1
      return giver === -1 || own.has(giver)
    }),
  )
}

/** Numbers of the target's files that a transfer writes to, each once. */
export function filesOfFetch(
  { frames }: Pick<FrameTable, 'frames'>,
  fetch: PlannedFetch,
  { provider, pending }: Pick<InstallPlan, 'provider' | 'pending'>,
): Uint32Array {
  const written = new Set<number>()
  for (const position of fetch.frames) {
    for (const chunk of frames[position]?.chunks ?? []) {
      if (provider[chunk] !== position) continue
      const [first = 0, end = 0] = pending.starts.subarray(chunk, chunk + 2)
      for (const file of pending.files.subarray(first, end)) written.add(file)
    }
  }
  return Uint32Array.from(written)
}
