import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { bytesToDownload } from './library-order'
import { activeEntries } from './selectors'

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

/** The room on the disk, and what the queue takes of it before anything else comes. */
export interface DiskRoom extends PlaceNeeded {
  /** Free now; `undefined` while nobody knows. */
  readonly freeBytes: number | undefined
}

/** The room that there is, beside what is in the queue already. */
export function diskRoom(
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
  { freeBytes }: Pick<LibraryFacts, 'freeBytes'>,
): DiskRoom {
  return { freeBytes, ...placeFor(activeEntries(entries)) }
}

/** What can be done with these packs. What is on its way already is left to itself. */
export function bulkOffer(entries: readonly LibraryEntry[], room: DiskRoom): BulkOffer {
  const installable = entries.filter(canInstall)
  const updatable = entries.filter(canUpdate)
  const coming = [...installable, ...updatable]
  const { freeBytes } = room
  const needed = coming.length === 0 ? 0 : total(both(room, placeFor(coming)))
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

/** What packs take that are installed one after the other. */
interface PlaceNeeded {
  /** All of them: the version before is kept beside each. */
  readonly wholeBytes: number
  /** What comes of the largest, while it is put together. */
  readonly largestBytes: number
}

function placeFor(entries: readonly LibraryEntry[]): PlaceNeeded {
  return {
    wholeBytes: entries.reduce((sum, entry) => sum + bytesToPlace(entry), 0),
    largestBytes: entries.reduce((most, entry) => Math.max(most, bytesToDownload(entry)), 0),
  }
}

function both(one: PlaceNeeded, other: PlaceNeeded): PlaceNeeded {
  return {
    wholeBytes: one.wholeBytes + other.wholeBytes,
    largestBytes: Math.max(one.largestBytes, other.largestBytes),
  }
}

function total({ wholeBytes, largestBytes }: PlaceNeeded): number {
  return wholeBytes + largestBytes
}

/**
 * What must be free at most while all of these are installed one after the other: each whole, for the version before is kept
 * beside it, and what has come of the largest while it is put together. What a download has put in place, or has brought,
 * is on the disk already and no longer counted as free there.
 */
export function spaceFor(entries: readonly LibraryEntry[]): number {
  return total(placeFor(entries))
}

function bytesToPlace({ assetPack, download }: LibraryEntry): number {
  return Math.max(0, assetPack.installedSize - (download?.progress.placedBytes ?? 0))
}

/** Those of the packs for which there is room beside the queue, as many as there can be. */
export function fittingEntries(entries: readonly LibraryEntry[], room: DiskRoom): readonly LibraryEntry[] {
  const { freeBytes } = room
  if (freeBytes === undefined || total(both(room, placeFor(entries))) <= freeBytes) return entries
  const smallestFirst = [...entries].sort((a, b) => a.assetPack.installedSize - b.assetPack.installedSize)
  const fitting: LibraryEntry[] = []
  let taken: PlaceNeeded = room
  for (const entry of smallestFirst) {
    const next = both(taken, placeFor([entry]))
    if (total(next) > freeBytes) continue
    taken = next
    fitting.push(entry)
  }
  return fitting
}
