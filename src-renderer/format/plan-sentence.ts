import type { PackPlan } from '../../src-shared/domain/pack-plan'
import type { MessageID } from '../../src-shared/messages/message-id'

/** A sentence of a plan with its sizes, in bytes. */
export interface PlanSentence {
  readonly id: MessageID
  readonly sizes: Readonly<Record<string, number>>
}

/** What a plan is judged by. */
export interface PlanFacts {
  readonly plan: PackPlan
  /** Of the version that would come. */
  readonly installedSize: number
  /** Whether another version is here. */
  readonly isUpdate: boolean
  /** On the packs' volume, as far as it is known. */
  readonly freeBytes: number | undefined
}

/** Bytes that are missing on the packs' volume; `undefined` when there is room, or nobody knows. */
export function missingForPlan({
  plan,
  freeBytes,
}: Pick<PlanFacts, 'plan' | 'freeBytes'>): number | undefined {
  if (freeBytes === undefined || plan.diskBytesNeeded <= freeBytes) return undefined
  return plan.diskBytesNeeded - freeBytes
}

/**
 * What installing takes, as sentences: what comes over the network, what must be free meanwhile, what is left. What an update
 * takes in the end depends on what is kept and shared between versions, so of that only the least that is left is said.
 */
export function planSentences(facts: PlanFacts): readonly PlanSentence[] {
  const { plan, freeBytes } = facts
  const download: PlanSentence =
    plan.bytesToFetch === 0
      ? { id: 'plan.noDownload', sizes: {} }
      : { id: 'plan.download', sizes: { size: plan.bytesToFetch } }
  const needs: PlanSentence = { id: 'plan.needs', sizes: { size: plan.diskBytesNeeded } }
  const missing = missingForPlan(facts)
  if (freeBytes === undefined) return [download, needs]
  if (missing !== undefined) return [download, needs, { id: 'plan.free', sizes: { free: freeBytes } }]
  const left = freeBytes - Math.min(facts.installedSize, plan.diskBytesNeeded)
  const leaves: PlanSentence = { id: facts.isUpdate ? 'plan.leavesAtLeast' : 'plan.leaves', sizes: { left } }
  return [download, needs, leaves]
}

/** How much of the version is here already, 0 to 1. */
export function reusedFraction({ plan, installedSize }: Pick<PlanFacts, 'plan' | 'installedSize'>): number {
  return installedSize === 0 ? 0 : Math.min(1, plan.bytesReused / installedSize)
}
