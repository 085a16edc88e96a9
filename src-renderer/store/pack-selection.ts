import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { bytesToDownload } from './library-order'

/** What can be done with several packs at once, and what it takes. */
export interface BulkOffer {
  readonly installable: readonly LibraryEntry[]
  readonly updatable: readonly LibraryEntry[]
  readonly removable: readonly LibraryEntry[]
  /** Of what would be installed and updated, at most. */
  readonly downloadBytes: number
  /** What is missing on the disk at most for all of that; `undefined` when there is room, or nobody knows how much there is. */
  readonly missingBytes: number | undefined
}

/** What can be done with these packs. What is on its way already is left to itself. */
export function bulkOffer(entries: readonly LibraryEntry[], freeBytes: number | undefined): BulkOffer {
  const installable = entries.filter(canInstall)
  const updatable = entries.filter(canUpdate)
  const coming = [...installable, ...updatable]
  const needed = spaceFor(coming)
  return {
    installable,
    updatable,
    removable: entries.filter(({ local }) => local !== undefined),
    downloadBytes: coming.reduce((sum, entry) => sum + bytesToDownload(entry), 0),
    missingBytes: freeBytes === undefined || needed <= freeBytes ? undefined : needed - freeBytes,
  }
}

function canInstall(entry: LibraryEntry): boolean {
  const state = packState(entry)
  return entry.local === undefined && (state === 'notInstalled' || state === 'failed')
}

/** Not one that a person keeps at an older version: asking for the newest one would end that. */
function canUpdate({ local, assetPack, download }: LibraryEntry): boolean {
  if (local === undefined || local.isPinned || download !== undefined) return false
  return local.version < assetPack.version
}

/**
 * What must be free at most while all of these are installed one after the other: each whole, for the version before is kept
 * beside it, and what has come of the largest while it is put together. What a download has put in place, or has brought,
 * is on the disk already and no longer counted as free there.
 */
export function spaceFor(entries: readonly LibraryEntry[]): number {
  const whole = entries.reduce((sum, entry) => sum + bytesToPlace(entry), 0)
  return whole + Math.max(0, ...entries.map(bytesToDownload))
}

function bytesToPlace({ assetPack, download }: LibraryEntry): number {
  return Math.max(0, assetPack.installedSize - (download?.progress.placedBytes ?? 0))
}

/** Those of the packs for which there is room, as many as there can be. */
export function fittingEntries(
  entries: readonly LibraryEntry[],
  freeBytes: number | undefined,
): readonly LibraryEntry[] {
  if (freeBytes === undefined || spaceFor(entries) <= freeBytes) return entries
  const smallestFirst = [...entries].sort((a, b) => a.assetPack.installedSize - b.assetPack.installedSize)
  const fitting: LibraryEntry[] = []
  let [whole, largest] = [0, 0]
  for (const entry of smallestFirst) {
    const { installedSize } = entry.assetPack
    const beside = Math.max(largest, bytesToDownload(entry))
    if (whole + installedSize + beside > freeBytes) continue
    ;[whole, largest] = [whole + installedSize, beside]
    fitting.push(entry)
  }
  return fitting
}
