import { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'

/** What the status of a pack depends on. */
export interface StatusFacts {
  /** Version on this machine. */
  readonly localVersion?: number | undefined
  /** Version that the answer is relative to. */
  readonly referenceVersion?: number | undefined
  /** Newest version that the repository offers. */
  readonly offeredVersion?: number | undefined
  /** Whether the repository's list is known at all. */
  readonly isListKnown: boolean
  /** Whether a download could start now. */
  readonly isReachable: boolean
  readonly isDownloading: boolean
}

/** The status set of a pack: one row of the table of situations, and no other combination. */
export function packStatus(facts: StatusFacts): AssetPackStatus {
  return facts.localVersion === undefined ? remoteStatus(facts) : localStatus(facts, facts.localVersion)
}

function remoteStatus({ referenceVersion, offeredVersion, isDownloading }: StatusFacts): AssetPackStatus {
  // A stale reference: that version is no longer offered.
  if (offeredVersion === undefined || referenceVersion !== offeredVersion) return AssetPackStatus.of()
  const available = AssetPackStatus.of('downloadAvailable')
  return isDownloading ? available.with('downloading') : available
}

function localStatus(facts: StatusFacts, localVersion: number): AssetPackStatus {
  const { referenceVersion = localVersion, offeredVersion, isListKnown, isReachable, isDownloading } = facts
  if (isListKnown && offeredVersion === undefined) return AssetPackStatus.of('downloaded', 'obsolete')
  if (localVersion >= referenceVersion) return AssetPackStatus.of('downloaded', 'upToDate')
  const outOfDate = AssetPackStatus.of('downloaded', 'outOfDate')
  if (offeredVersion !== referenceVersion || !isReachable) return outOfDate
  return isDownloading
    ? outOfDate.with('updateAvailable').with('downloading')
    : outOfDate.with('updateAvailable')
}
