import type { LibraryEntry } from '../../src-shared/domain/library'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'

/** What these packs would take of a disk of 500 GB: an earlier version half as much as the present one. */
export function usageOf(
  entries: readonly LibraryEntry[],
  left: ReadonlyMap<string, number>,
  directory: string,
): StorageUsage {
  const packs = entries.flatMap(({ assetPack: { id }, local, download }) =>
    local === undefined && download === undefined && !left.has(id)
      ? []
      : [
          {
            id,
            ...versionsOf(local),
            unfinishedBytes: download?.progress.completedBytes ?? left.get(id) ?? 0,
          },
        ],
  )
  return { directory, volumeBytes: 500e9, freeBytes: 142e9, packs, otherBytes: 84e6 }
}

type Versions = Omit<StorageUsage['packs'][number], 'id' | 'unfinishedBytes'>

function versionsOf(local: LibraryEntry['local']): Versions {
  if (local === undefined) return { installedBytes: 0, keptVersions: [], keptBytes: 0 }
  const { version, installedSize: installedBytes, keptVersion } = local
  if (keptVersion === undefined) return { version, installedBytes, keptVersions: [], keptBytes: 0 }
  return { version, installedBytes, keptVersions: [keptVersion], keptBytes: installedBytes / 2 }
}
