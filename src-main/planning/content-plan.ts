import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import type { AssetPackErrorCode } from '../../src-shared/domain/errors'

/** Which packs the system fetches by itself for content requests. */
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
  /** What is wanted is what any of them wants. */
  readonly requests: readonly ContentRequest[]
  readonly configuration: Configuration
  /** What is here. */
  readonly installed: readonly AssetPack[]
  /** What is in the queue because the system registered it. */
  readonly underWay: readonly AssetPack[]
  /** Whether the system fetched what is here. */
  readonly cameByItself: (id: AssetPackID) => boolean
  /** Whether the pack is to stay at the version that is here. */
  readonly isPinned: (id: AssetPackID) => boolean
  /** Packs that earlier requests would have brought, had they not been declined or kept back. */
  readonly earlier: readonly AssetPack[]
  /** Whether the app does not want the pack now: it takes nothing of an allowance. */
  readonly isDeclined: (assetPack: AssetPack) => boolean
  /** Whether the restrictions that end with the first launch are in force. */
  readonly isBeforeFirstLaunchEnds: boolean
}

/**
 * Chooses the packs of content requests, with the original's allowances: bytes as downloaded and the allowed hosts until
 * the first launch has ended, together with what came or comes by itself already; bytes as installed always, together with
 * what is here or under way. A pack that does not fit is left out; smaller ones after it may still fit. What is under way is
 * chosen again, for it was registered.
 */
export function contentPlan(facts: ContentPlanFacts): ContentPlan {
  const { manifest, requests, configuration, earlier, isPinned, isDeclined } = facts
  const installed = byKey(facts.installed)
  const budgets = { essential: budget(facts, 'essential'), prefetch: budget(facts, 'prefetch') }
  const underWay = byKey(facts.underWay)
  const isHostAllowed = !facts.isBeforeFirstLaunchEnds || hostsAreAllowed(configuration)
  const automatic = requests.flatMap((request) => manifest.automaticAssetPacks(request))
  const assetPacks: AssetPack[] = []
  const refused: RefusedPack[] = []
  for (const assetPack of essentialFirst(byKey([...automatic, ...earlier]))) {
    if (isDeclined(assetPack)) continue
    const key = assetPackIDKey(assetPack.id)
    const local = installed.get(key)
    if (isPinned(assetPack.id) || (local?.version ?? -1) >= assetPack.version) continue
    if (underWay.has(key)) {
      assetPacks.push(assetPack)
      continue
    }
    const left = assetPack.policy.kind === 'essential' ? budgets.essential : budgets.prefetch
    const moreBytes = assetPack.installedSize - replacedBytes(assetPack, local)
    const refusal = isHostAllowed ? overBudget(assetPack, moreBytes, left) : disallowed
    if (refusal !== undefined) refused.push({ assetPack, ...refusal })
    else {
      left.downloadBytes -= assetPack.downloadSize
      left.installedBytes -= moreBytes
      assetPacks.push(assetPack)
    }
  }
  return { assetPacks, refused }
}

function essentialFirst(assetPacks: ReadonlyMap<string, AssetPack>): readonly AssetPack[] {
  const rank = ({ policy }: AssetPack): number => (policy.kind === 'essential' ? 0 : 1)
  return [...assetPacks.values()].sort((first, second) => rank(first) - rank(second))
}

function byKey(assetPacks: readonly AssetPack[]): ReadonlyMap<string, AssetPack> {
  return new Map(assetPacks.map((assetPack) => [assetPackIDKey(assetPack.id), assetPack]))
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

type AutomaticKind = 'essential' | 'prefetch'

const unlimited = Number.POSITIVE_INFINITY

/** What packs with that policy may still take. */
function budget(facts: ContentPlanFacts, wantedKind: AutomaticKind): Budget {
  const { configuration, isBeforeFirstLaunchEnds, cameByItself } = facts
  const restrictions = isBeforeFirstLaunchEnds ? configuration.initialDownloadRestrictions : undefined
  const [allowance = unlimited, maxInstallSize = unlimited] =
    wantedKind === 'essential'
      ? [restrictions?.essentialDownloadAllowance, configuration.essentialMaxInstallSize]
      : [restrictions?.downloadAllowance, configuration.maxInstallSize]
  const ofKind = ({ policy }: AssetPack): boolean => policy.kind === wantedKind
  const installed = facts.installed.filter(ofKind)
  const underWay = facts.underWay.filter(ofKind)
  const fetched = [...installed.filter(({ id }) => cameByItself(id)), ...underWay]
  return {
    downloadBytes: allowance - sum(fetched, ({ downloadSize }) => downloadSize),
    installedBytes: maxInstallSize - sum([...installed, ...underWay], ({ installedSize }) => installedSize),
  }
}

function sum(assetPacks: readonly AssetPack[], bytes: (assetPack: AssetPack) => number): number {
  return assetPacks.reduce((total, assetPack) => total + bytes(assetPack), 0)
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
