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
            ...(local === undefined ? {} : { version: local.version }),
            installedBytes: local?.installedSize ?? 0,
            keptVersions: local?.keptVersion === undefined ? [] : [local.keptVersion],
            keptBytes: local?.keptVersion === undefined ? 0 : local.installedSize / 2,
            unfinishedBytes: download?.progress.completedBytes ?? left.get(id) ?? 0,
          },
        ],
  )
  return { directory, volumeBytes: 500e9, freeBytes: 142e9, packs, otherBytes: 84e6 }
}
