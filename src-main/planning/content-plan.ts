import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
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
  readonly installedVersion: (id: AssetPackID) => number | undefined
  /** Whether the pack is to stay at the version that is here. */
  readonly isPinned: (id: AssetPackID) => boolean
  /** Whether the restrictions that end with the first launch are in force. */
  readonly isBeforeFirstLaunchEnds: boolean
}

/**
 * Chooses the packs of a content request, with the original's allowances: bytes as downloaded and the allowed hosts until
 * the first launch has ended, bytes as installed always. A pack that does not fit is left out; smaller ones after it may
 * still fit.
 */
export function contentPlan(facts: ContentPlanFacts): ContentPlan {
  const { manifest, request, configuration, installedVersion, isPinned } = facts
  if (!configuration.hasManagedAssetPacks) return { assetPacks: [], refused: [] }
  const budgets = { essential: essentialBudget(facts), prefetch: prefetchBudget(facts) }
  const isHostAllowed = !facts.isBeforeFirstLaunchEnds || hostsAreAllowed(configuration)
  const assetPacks: AssetPack[] = []
  const refused: RefusedPack[] = []
  for (const assetPack of manifest.automaticAssetPacks(request)) {
    if (isPinned(assetPack.id) || (installedVersion(assetPack.id) ?? -1) >= assetPack.version) continue
    const budget = assetPack.policy.kind === 'essential' ? budgets.essential : budgets.prefetch
    if (!isHostAllowed) {
      refused.push({ assetPack, code: 'sessionDownloadDisallowedByDomain', untilFirstLaunchEnds: true })
    } else if (assetPack.downloadSize > budget.downloadBytes) {
      refused.push({ assetPack, code: 'downloadWouldExceedAllowance', untilFirstLaunchEnds: true })
    } else if (assetPack.installedSize > budget.installedBytes) {
      refused.push({ assetPack, code: 'downloadWouldExceedAllowance', untilFirstLaunchEnds: false })
    } else {
      budget.downloadBytes -= assetPack.downloadSize
      budget.installedBytes -= assetPack.installedSize
      assetPacks.push(assetPack)
    }
  }
  return { assetPacks, refused }
}

interface Budget {
  downloadBytes: number
  installedBytes: number
}

const unlimited = Number.POSITIVE_INFINITY

function essentialBudget({ configuration, isBeforeFirstLaunchEnds }: ContentPlanFacts): Budget {
  const allowance = configuration.initialDownloadRestrictions?.essentialDownloadAllowance
  return {
    downloadBytes: isBeforeFirstLaunchEnds ? (allowance ?? unlimited) : unlimited,
    installedBytes: configuration.essentialMaxInstallSize ?? unlimited,
  }
}

function prefetchBudget({ configuration, isBeforeFirstLaunchEnds }: ContentPlanFacts): Budget {
  const allowance = configuration.initialDownloadRestrictions?.downloadAllowance
  return {
    downloadBytes: isBeforeFirstLaunchEnds ? (allowance ?? unlimited) : unlimited,
    installedBytes: configuration.maxInstallSize ?? unlimited,
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
