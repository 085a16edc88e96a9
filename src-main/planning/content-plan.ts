import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import type { AssetPackErrorCode } from '../../src-shared/domain/errors'

/** Which packs the system fetches by itself for one content request. */
export interface ContentPlan {
  /** Essential ones first. */
  readonly assetPacks: readonly AssetPack[]
  /** Left out now, and why. */
  readonly refused: readonly RefusedPack[]
}

/** A pack that a rule of the configuration keeps from coming by itself. */
export interface RefusedPack {
  readonly assetPack: AssetPack
  readonly code: Extract<
    AssetPackErrorCode,
    'downloadWouldExceedAllowance' | 'sessionDownloadDisallowedByDomain'
  >
  /** Whether the rule ends with the first launch. */
  readonly untilFirstLaunchEnds: boolean
}

/** What decides the plan. */
export interface ContentPlanFacts {
  readonly manifest: AssetPackManifest
  readonly request: ContentRequest
  readonly configuration: Configuration
  /** What is here. */
  readonly installed: readonly AssetPack[]
  /** Whether the pack is to stay at the version that is here. */
  readonly isPinned: (id: AssetPackID) => boolean
  /** Packs that earlier requests would have brought, had they not been declined. */
  readonly earlier: readonly AssetPack[]
  /** Whether the app does not want the pack now: it takes nothing of an allowance. */
  readonly isDeclined: (assetPack: AssetPack) => boolean
  /** Whether the restrictions that end with the first launch are in force. */
  readonly isBeforeFirstLaunchEnds: boolean
}

/**
 * Chooses the packs of a content request, with the original's allowances: bytes as downloaded and the allowed hosts until
 * the first launch has ended, bytes as installed always, together with what is here. A pack that does not fit is left out;
 * smaller ones after it may still fit.
 */
export function contentPlan(facts: ContentPlanFacts): ContentPlan {
  const { manifest, request, configuration, earlier, isPinned, isDeclined } = facts
  if (!configuration.hasManagedAssetPacks) return { assetPacks: [], refused: [] }
  const installed = new Map(facts.installed.map((assetPack) => [assetPackIDKey(assetPack.id), assetPack]))
  const budgets = { essential: essentialBudget(facts), prefetch: prefetchBudget(facts) }
  const isHostAllowed = !facts.isBeforeFirstLaunchEnds || hostsAreAllowed(configuration)
  const assetPacks: AssetPack[] = []
  const refused: RefusedPack[] = []
  for (const assetPack of essentialFirst(new Set([...manifest.automaticAssetPacks(request), ...earlier]))) {
    if (isDeclined(assetPack)) continue
    const local = installed.get(assetPackIDKey(assetPack.id))
    if (isPinned(assetPack.id) || (local?.version ?? -1) >= assetPack.version) continue
    const budget = assetPack.policy.kind === 'essential' ? budgets.essential : budgets.prefetch
    const moreBytes = assetPack.installedSize - replacedBytes(assetPack, local)
    const refusal = isHostAllowed ? overBudget(assetPack, moreBytes, budget) : disallowed
    if (refusal !== undefined) refused.push({ assetPack, ...refusal })
    else {
      budget.downloadBytes -= assetPack.downloadSize
      budget.installedBytes -= moreBytes
      assetPacks.push(assetPack)
    }
  }
  return { assetPacks, refused }
}

function essentialFirst(assetPacks: ReadonlySet<AssetPack>): readonly AssetPack[] {
  const rank = ({ policy }: AssetPack): number => (policy.kind === 'essential' ? 0 : 1)
  return [...assetPacks].sort((first, second) => rank(first) - rank(second))
}

/** What the new version takes the place of counts as installed already. */
function replacedBytes({ policy }: AssetPack, local: AssetPack | undefined): number {
  return local?.policy.kind === policy.kind ? local.installedSize : 0
}

type Refusal = Omit<RefusedPack, 'assetPack'>

const disallowed: Refusal = { code: 'sessionDownloadDisallowedByDomain', untilFirstLaunchEnds: true }

function overBudget({ downloadSize }: AssetPack, moreBytes: number, budget: Budget): Refusal | undefined {
  const code = 'downloadWouldExceedAllowance'
  if (downloadSize > budget.downloadBytes) return { code, untilFirstLaunchEnds: true }
  return moreBytes > budget.installedBytes ? { code, untilFirstLaunchEnds: false } : undefined
}

interface Budget {
  downloadBytes: number
  installedBytes: number
}

const unlimited = Number.POSITIVE_INFINITY

/** Bytes on the disk that packs with that policy take now. */
function takenBytes({ installed }: ContentPlanFacts, wanted: 'essential' | 'prefetch'): number {
  const packs = installed.filter(({ policy }) => policy.kind === wanted)
  return packs.reduce((sum, { installedSize }) => sum + installedSize, 0)
}

function essentialBudget(facts: ContentPlanFacts): Budget {
  const { configuration, isBeforeFirstLaunchEnds } = facts
  const allowance = configuration.initialDownloadRestrictions?.essentialDownloadAllowance
  return {
    downloadBytes: isBeforeFirstLaunchEnds ? (allowance ?? unlimited) : unlimited,
    installedBytes: (configuration.essentialMaxInstallSize ?? unlimited) - takenBytes(facts, 'essential'),
  }
}

function prefetchBudget(facts: ContentPlanFacts): Budget {
  const { configuration, isBeforeFirstLaunchEnds } = facts
  const allowance = configuration.initialDownloadRestrictions?.downloadAllowance
  return {
    downloadBytes: isBeforeFirstLaunchEnds ? (allowance ?? unlimited) : unlimited,
    installedBytes: (configuration.maxInstallSize ?? unlimited) - takenBytes(facts, 'prefetch'),
  }
}

/** A mirror may be asked at any time, so all of them have to be allowed. */
function hostsAreAllowed({ initialDownloadRestrictions, manifestURL, mirrors = [] }: Configuration): boolean {
  const allowed = initialDownloadRestrictions?.downloadDomainAllowList
  if (allowed === undefined) return true
  return [manifestURL, ...mirrors].every((url) => {
    const host = new URL(url).hostname.toLowerCase()
    return allowed.some((name) =>
      name.startsWith('*.') ? host.endsWith(name.slice(1).toLowerCase()) : host === name.toLowerCase(),
    )
  })
}
