import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle } from '../../src-shared/domain/pack-text'
import { isFailed, queueCounts, type LibraryByID } from './library-summary'

/** A pack whose download has ended. */
export interface EndedPack {
  readonly id: AssetPackID
  readonly title: string
}

/** What has ended between two states of the library. */
export interface NewEndings {
  /** The packs that have come. */
  readonly arrived: readonly EndedPack[]
  /** The packs that could not, each failure once. */
  readonly failed: readonly EndedPack[]
  /** Nothing is wanted any more that was before: no download runs, waits or is paused. */
  readonly isBatchOver: boolean
}

/** Failures that have been told of, or were there before anybody could be told: the pack, and what happened to which version. */
export type KnownFailures = ReadonlyMap<AssetPackID, string>

/** What has ended on the way from `before` to `after`; the failures of `known` are no news. */
export function downloadEndings(before: LibraryByID, after: LibraryByID, known: KnownFailures): NewEndings {
  const [past, now] = [queueCounts(before), queueCounts(after)]
  const arrived: EndedPack[] = []
  const failed: EndedPack[] = []
  for (const entry of after.values()) {
    const { id } = entry.assetPack
    const ended = { id, title: packTitle(entry.assetPack) }
    if (hasCome(before.get(id), entry)) arrived.push(ended)
    const failure = failureOf(entry)
    if (failure !== undefined && known.get(id) !== failure) failed.push(ended)
  }
  return { arrived, failed, isBatchOver: past.active + past.paused > 0 && now.active + now.paused === 0 }
}

/**
 * The failures that are known once `library` has been seen. One that is tried again by the system, and fails in the same way,
 * stays known; when somebody asks for the pack again, or it has come, it is forgotten.
 */
export function knownFailures(known: KnownFailures, library: LibraryByID): KnownFailures {
  const next = new Map<AssetPackID, string>()
  for (const entry of library.values()) {
    const { id } = entry.assetPack
    const isAskedFor = entry.download?.isAskedFor === true
    const before = entry.download === undefined || isAskedFor ? undefined : known.get(id)
    const failure = failureOf(entry) ?? before
    if (failure !== undefined) next.set(id, failure)
  }
  return next
}

function hasCome(past: LibraryEntry | undefined, { local, download }: LibraryEntry): boolean {
  const wasComing = past?.download !== undefined && download === undefined
  return wasComing && local !== undefined && local.version !== past.local?.version
}

function failureOf(entry: LibraryEntry): string | undefined {
  if (!isFailed(entry)) return undefined
  return `${String(entry.assetPack.version)} ${entry.error?.code ?? ''}`
}
