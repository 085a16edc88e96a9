import type { TargetFile, Targets } from '@tufjs/models'
import { AssetPack, type AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { JsonObject } from '../../src-shared/base/json'
import { isSha256Hex } from '../repository/digest'
import { packIndexTargetName } from '../repository/layout'
import { targetCustomSchema, type PlainIndexFacts } from '../repository/target-custom'

/** One pack version that the signed list names, and where its index is. */
export interface OfferedPack {
  readonly assetPack: AssetPack
  readonly targetName: string
  /** Exact bytes of the index. */
  readonly indexLength: number
  readonly indexSha256: string
  readonly plainIndex?: PlainIndexFacts | undefined
}

/** What the bytes of an index may hash to: compressed as the host has it, or plain as a patch makes it. */
export function indexHashes({ indexSha256, plainIndex }: OfferedPack): readonly string[] {
  return plainIndex === undefined ? [indexSha256] : [indexSha256, plainIndex.sha256]
}

/** Everything that the signed list names, and what of it is the newest. */
export interface OfferedPacks {
  readonly manifest: AssetPackManifest
  /** By target name: every version that is still there. */
  readonly byTargetName: ReadonlyMap<string, OfferedPack>
}

/** Hears of targets that are left out, and why. */
export type OnSkippedTarget = (facts: JsonObject) => void

/**
 * Reads the list of packs out of the signed targets. A target that this program does not understand is left out, so that a
 * later publisher may add what an older client cannot read.
 */
export function offeredPacks(signed: Targets, onSkipped: OnSkippedTarget): OfferedPacks {
  const byTargetName = new Map<string, OfferedPack>()
  const newest = new Map<string, AssetPack>()
  for (const [name, target] of Object.entries(signed.targets)) {
    const offered = offeredPack(name, target, onSkipped)
    if (offered === undefined) continue
    byTargetName.set(name, offered)
    const key = assetPackIDKey(offered.assetPack.id)
    const other = newest.get(key)
    if (other === undefined || isNewer(offered.assetPack, other)) newest.set(key, offered.assetPack)
  }
  return { manifest: new AssetPackManifest([...newest.values()], signed.version), byTargetName }
}

// Two ids that differ in case only name one pack; with equal versions the first in order of code units wins, everywhere.
function isNewer(one: AssetPack, other: AssetPack): boolean {
  return one.version > other.version || (one.version === other.version && one.id < other.id)
}

function offeredPack(name: string, target: TargetFile, onSkipped: OnSkippedTarget): OfferedPack | undefined {
  const custom = targetCustomSchema.safeParse(target.custom)
  const sha256 = target.hashes['sha256'] ?? ''
  const assetPack = custom.success ? AssetPack.fromJSON(custom.data.assetPack) : undefined
  const problem = custom.success
    ? targetProblem(name, target.length, sha256, custom.data.assetPack)
    : (custom.error.issues[0]?.message ?? 'it cannot be read')
  if (assetPack !== undefined && problem === undefined) {
    const { plainIndex } = custom.data ?? {}
    return { assetPack, targetName: name, indexLength: target.length, indexSha256: sha256, plainIndex }
  }
  onSkipped({ target: name.slice(0, 300), why: problem ?? '' })
  return undefined
}

function targetProblem(
  name: string,
  length: number,
  sha256: string,
  { id, version }: AssetPackDescription,
): string | undefined {
  // The one form that a target's name may have: no other text is ever put into a URL.
  if (name !== packIndexTargetName(id, version)) return 'its name is another one than its pack'
  if (!isSha256Hex(sha256)) return 'it has no SHA-256'
  return Number.isSafeInteger(length) && length > 0 ? undefined : 'its length is impossible'
}
