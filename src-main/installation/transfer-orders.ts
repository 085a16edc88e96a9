import type { PlannedFetch } from '../repository/frame-choice'
import { filesOfFetch } from '../planning/fetch-order'
import type { InstallPlan } from '../planning/install-plan'
import type { PackFrame, PackIndex } from '../repository/pack-index'
import type { OrderBuilder } from './order-builder'
import type { TransferOrder, UnpackOrder, UnpackStep } from './work-order'

interface StepDraft {
  readonly number: number
  readonly frames: number[]
}

/**
 * Turns the planned fetches into transfers. The frames of a transfer are unpacked in their order; where one leans on
 * chunks that another transfer places, a new step begins, which waits for the steps that place them. A frame leans only
 * on frames before it, so no two steps wait for each other.
 */
export function transferOrders(
  index: PackIndex,
  plan: InstallPlan,
  builder: OrderBuilder,
): readonly TransferOrder[] {
  const fetchOf = new Int32Array(index.frames.length).fill(-1)
  for (const [number, { frames }] of plan.fetches.entries())
    for (const frame of frames) fetchOf[frame] = number
  const outsideProviders = (frame: number): readonly number[] =>
    providersOfPrefix(index, plan, frame).filter((provider) => fetchOf[provider] !== fetchOf[frame])
  let nextStep = 0
  const stepOf = new Int32Array(index.frames.length).fill(-1)
  const drafts = plan.fetches.map(({ frames }) => {
    const steps: StepDraft[] = []
    for (const frame of frames) {
      const last = steps.at(-1)
      const step =
        last === undefined || outsideProviders(frame).length > 0 ? { number: nextStep++, frames: [] } : last
      if (step !== last) steps.push(step)
      step.frames.push(frame)
      stepOf[frame] = step.number
    }
    return steps
  })
  return plan.fetches.map((fetch, number) => {
    const steps = (drafts[number] ?? []).map((draft): UnpackStep => {
      const [first = 0] = draft.frames
      const dependsOn = new Set(outsideProviders(first).map((provider) => stepOf[provider] ?? -1))
      return {
        number: draft.number,
        dependsOn: [...dependsOn],
        order: unpackOrder(index, plan, builder, fetch, draft.frames),
      }
    })
    const bundle = index.bundles[fetch.bundle]
    const { isWhole, offset, length } = fetch
    const sizes = { bundleSize: bundle?.size ?? 0, isWhole, offset, length }
    return { sha256: bundle?.sha256 ?? '', ...sizes, steps, files: filesOfFetch(index, fetch, plan) }
  })
}

/** The frames of this plan that give what a frame leans on and that is not here. */
function providersOfPrefix({ frames }: PackIndex, plan: InstallPlan, frame: number): readonly number[] {
  const providers = new Set<number>()
  for (const chunk of frames[frame]?.prefixChunks ?? []) {
    const provider = plan.provider[chunk] ?? -1
    if (provider !== -1) providers.add(provider)
  }
  return [...providers]
}

function unpackOrder(
  index: PackIndex,
  plan: InstallPlan,
  builder: OrderBuilder,
  fetch: PlannedFetch,
  positions: readonly number[],
): UnpackOrder {
  const frames = positions.flatMap((position) => index.frames[position] ?? [])
  // A chunk that two fetched frames hold is placed by the one that the plan named.
  const giver = positions.flatMap((position) =>
    Array.from(index.frames[position]?.chunks ?? [], () => position),
  )
  let at = 0
  return {
    frameOffsets: Float64Array.from(frames, ({ offset }) => offset - fetch.offset),
    frameLengths: Uint32Array.from(frames, ({ storedLength }) => storedLength),
    chunkCounts: Uint32Array.from(frames, ({ chunks }) => chunks.length),
    prefixCounts: Uint32Array.from(frames, ({ prefixChunks }) => prefixChunks.length),
    chunks: builder.placed(joined(frames, 'chunks'), (chunk) => plan.provider[chunk] === giver[at++]),
    prefix: builder.local(joined(frames, 'prefixChunks')),
  }
}

function joined(frames: readonly PackFrame[], what: 'chunks' | 'prefixChunks'): readonly number[] {
  return frames.flatMap((frame) => [...frame[what]])
}
