import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { DownloadPolicy } from '../../src-shared/domain/download-policy'
import type { LibraryEntry, LibraryFacts } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { LibraryState } from './apply-update'
import type { PackUsage, StorageUsage } from '../../src-shared/domain/storage-usage'

/** What takes space, in the order in which it is shown. */
export const storageKinds = ['packs', 'leaving', 'kept', 'unfinished', 'other', 'elsewhere', 'free'] as const

/**
 * One of {@link storageKinds}. `leaving` is what was removed and takes its room until it can no longer be taken back, `elsewhere`
 * what other programs have on the same disk.
 */
export type StorageKind = (typeof storageKinds)[number]

/** One kind of what takes space. */
export interface StorageShare {
  readonly kind: StorageKind
  readonly bytes: number
  /** How many there are of it, where that means something. */
  readonly count?: number | undefined
}

/** The packs that are still on the disk though the library shows them as removed; before it is known it shows nothing. */
export function leavingIDs(
  { packs }: Pick<StorageUsage, 'packs'>,
  { entries, loaded }: Pick<LibraryState, 'entries' | 'loaded'>,
): readonly AssetPackID[] {
  if (!loaded) return []
  return packs.flatMap(({ id, version }) =>
    version !== undefined && entries.get(id)?.local === undefined ? id : [],
  )
}

/** What takes space on the disk, kind by kind; together they are the disk. What leaves is there only while something does. */
export function storageShares(
  { packs, volumeBytes, freeBytes, otherBytes }: StorageUsage,
  leaving: readonly AssetPackID[],
): readonly StorageShare[] {
  const isLeaving = ({ id }: PackUsage): boolean => leaving.includes(id)
  const staying = packs.filter((usage) => !isLeaving(usage))
  const installedBytes = sum(staying, ({ installedBytes }) => installedBytes)
  const keptBytes = sum(staying, ({ keptBytes }) => keptBytes)
  const leavingBytes = sum(packs.filter(isLeaving), (usage) => usage.installedBytes + usage.keptBytes)
  const unfinishedBytes = sum(packs, ({ unfinishedBytes }) => unfinishedBytes)
  const ours = installedBytes + keptBytes + leavingBytes + unfinishedBytes + otherBytes
  return [
    {
      kind: 'packs',
      bytes: installedBytes,
      count: staying.filter(({ version }) => version !== undefined).length,
    },
    ...(leaving.length === 0
      ? []
      : [{ kind: 'leaving', bytes: leavingBytes, count: leaving.length } as const]),
    { kind: 'kept', bytes: keptBytes, count: sum(staying, ({ keptVersions }) => keptVersions.length) },
    {
      kind: 'unfinished',
      bytes: unfinishedBytes,
      count: packs.filter((usage) => usage.unfinishedBytes > 0).length,
    },
    { kind: 'other', bytes: otherBytes },
    // A file system that shares blocks between files counts some of them twice.
    { kind: 'elsewhere', bytes: Math.max(0, volumeBytes - freeBytes - ours) },
    { kind: 'free', bytes: freeBytes },
  ]
}

/** An installed pack and what it takes. */
export interface StoredPack {
  readonly id: AssetPackID
  readonly title: string
  readonly policy: DownloadPolicy['kind']
  readonly isObsolete: boolean
  readonly version: number
  readonly keptVersions: number
  /** What removing it frees: every version of it, and what of a download has come. */
  readonly bytes: number
}

/** The installed packs, the one that takes most first. */
export function storedPacks(
  { packs }: Pick<StorageUsage, 'packs'>,
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
): readonly StoredPack[] {
  const stored = packs.flatMap((usage): StoredPack[] => {
    const entry = entries.get(usage.id)
    if (entry?.local === undefined) return []
    return [
      {
        id: usage.id,
        title: packTitle(entry.assetPack),
        policy: entry.assetPack.policy.kind,
        isObsolete: packState(entry) === 'obsolete',
        version: entry.local.version,
        keptVersions: usage.keptVersions.length,
        bytes: allBytes(usage),
      },
    ]
  })
  return stored.sort((a, b) => b.bytes - a.bytes || (a.id < b.id ? -1 : 1))
}

/** The packs of which earlier versions are kept; one that leaves takes its own along, or has them again when it is taken back. */
export function packsWithKept(
  { packs }: Pick<StorageUsage, 'packs'>,
  leaving: readonly AssetPackID[],
): readonly AssetPackID[] {
  const withKept = packs.filter(({ id, keptVersions }) => keptVersions.length > 0 && !leaving.includes(id))
  return withKept.map(({ id }) => id)
}

/**
 * The downloads that nothing pursues: paused ones, and what others left, whether they failed, were dismissed, or their pack is
 * in no list any more.
 */
export function abandonedDownloads(
  { packs }: Pick<StorageUsage, 'packs'>,
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
): readonly AssetPackID[] {
  return packs.flatMap(({ id, unfinishedBytes }) => {
    const entry = entries.get(id)
    const isPursued = entry?.download !== undefined && entry.download.state !== 'paused'
    return unfinishedBytes > 0 && !isPursued ? [id] : []
  })
}

/** What is different once this changes: a new measurement is due then. */
export function storageSignature(
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
  leaving: LibraryFacts['leaving'] = [],
): string {
  // What was removed takes its room until it can no longer be taken back.
  const parts: string[] = leaving.map(({ id }) => id)
  for (const [id, { local, download }] of entries)
    if (local !== undefined || download !== undefined)
      parts.push(
        `${id} ${String(local?.version)} ${String(local?.keptVersion)} ${String(download === undefined)}`,
      )
  return parts.join('\n')
}

function allBytes({ installedBytes, keptBytes, unfinishedBytes }: PackUsage): number {
  return installedBytes + keptBytes + unfinishedBytes
}

function sum(packs: readonly PackUsage[], bytesOf: (usage: PackUsage) => number): number {
  return packs.reduce((total, usage) => total + bytesOf(usage), 0)
}
