import { remembered } from '../../src-shared/base/remembered'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { hasNewest, packState, type PackState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'

/** What the library can be sorted by. */
export const librarySorts = ['needed', 'name', 'size', 'download', 'updated', 'status'] as const

/** One of {@link librarySorts}: `needed` is needed packs first, then recommended, then optional. */
export type LibrarySort = (typeof librarySorts)[number]

/** How the library is sorted. */
export interface LibraryOrder {
  readonly sort: LibrarySort
  /** The other way round than is usual for it: names from the end, sizes from the smallest. */
  readonly isReversed: boolean
}

/** How the library is sorted until somebody wants it otherwise. */
export const usualOrder: LibraryOrder = { sort: 'needed', isReversed: false }

const policyOrder = { essential: 0, prefetch: 1, onDemand: 2 } as const

/** The numbers that each order sorts by, the usual way round from the smallest; packs with the same one are by name. */
const sortKeys: Readonly<Record<Exclude<LibrarySort, 'name'>, (entry: LibraryEntry) => number>> = {
  needed: ({ assetPack }) => policyOrder[assetPack.policy.kind],
  size: (entry) => -sizeOnDisk(entry),
  download: (entry) => -bytesOffered(entry),
  updated: ({ local }) => -(local?.installedAt ?? 0),
  status: urgency,
}

/** Where in the list each pack stands, in the order of their names: it stays the same through most changes of thousands of packs. */
const namePlaces = remembered((packs: readonly AssetPackDescription[], locale: string): readonly number[] => {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const named = packs.map((pack, index) => ({ title: packTitle(pack), id: pack.id, index }))
  named.sort((a, b) => collator.compare(a.title, b.title) || collator.compare(a.id, b.id))
  return named.map(({ index }) => index)
})

/** Sorted as wanted; numbers in names in their natural order. */
export function sortedEntries(
  entries: Iterable<LibraryEntry>,
  locale: string,
  order: LibraryOrder = usualOrder,
): readonly LibraryEntry[] {
  return inOrder(byName([...entries], locale), order)
}

/** Sorted by their names. */
export function byName(entries: readonly LibraryEntry[], locale: string): readonly LibraryEntry[] {
  return namePlaces(
    entries.map(({ assetPack }) => assetPack),
    locale,
  ).flatMap((index) => entries[index] ?? [])
}

/** What is sorted by name, sorted as wanted. */
export function inOrder(
  entriesByName: readonly LibraryEntry[],
  { sort, isReversed }: LibraryOrder,
): readonly LibraryEntry[] {
  if (sort === 'name') return isReversed ? entriesByName.toReversed() : entriesByName
  const direction = isReversed ? -1 : 1
  const keyOf = sortKeys[sort]
  return entriesByName
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => direction * (a.key - b.key))
    .map(({ entry }) => entry)
}

/** Bytes that the installed version takes; of one that is not here nothing. */
export function sizeOnDisk({ local }: LibraryEntry): number {
  return local?.installedSize ?? 0
}

/** Bytes of the newest version, unless it is here; while it comes they stay what they were, and so does the pack's place. */
function bytesOffered(entry: LibraryEntry): number {
  return hasNewest(entry) ? 0 : entry.assetPack.downloadSize
}

/** Bytes that are to come at most before the newest version is here. */
export function bytesToDownload(entry: LibraryEntry): number {
  const { download } = entry
  if (download !== undefined)
    return Math.max(0, download.progress.totalBytes - download.progress.completedBytes)
  return bytesOffered(entry)
}

/** What wants something of the person first, then what goes on, then what rests. */
const byUrgency = [
  'failed',
  'updateAvailable',
  'downloading',
  'verifying',
  'installing',
  'waiting',
  'paused',
  'upToDate',
  'obsolete',
  'notInstalled',
] as const satisfies readonly PackState[]

function urgency(entry: LibraryEntry): number {
  return byUrgency.indexOf(packState(entry))
}

/** What the library can be grouped by. */
export const libraryGroupings = ['none', 'policy', 'status'] as const

/** One of {@link libraryGroupings}. */
export type LibraryGrouping = (typeof libraryGroupings)[number]

/** Where packs of one group stand, told by what the person would do about them. */
export const statusGroups = ['attention', 'updates', 'active', 'installed', 'available'] as const

/** One of {@link statusGroups}. */
export type StatusGroup = (typeof statusGroups)[number]

/** The group of a pack by its status. */
export function statusGroup(entry: LibraryEntry): StatusGroup {
  switch (packState(entry)) {
    case 'failed':
    case 'obsolete':
      return 'attention'
    case 'updateAvailable':
      // Whoever turned its updates off does not look for it among those to be made.
      return entry.local?.isPinned === true ? 'installed' : 'updates'
    case 'upToDate':
      return 'installed'
    case 'notInstalled':
      return 'available'
    case 'waiting':
    case 'downloading':
    case 'verifying':
    case 'installing':
    case 'paused':
      return 'active'
  }
}

/** What a group of packs has in common. */
export type GroupName = StatusGroup | keyof typeof policyOrder | 'all'

/** Some packs under one heading. */
export interface EntryGroup {
  readonly name: GroupName
  readonly entries: readonly LibraryEntry[]
}

/** The sorted packs in groups, each as sorted; empty ones are left out. */
export function groupedEntries(
  sorted: readonly LibraryEntry[],
  grouping: LibraryGrouping,
): readonly EntryGroup[] {
  if (grouping === 'none') return sorted.length === 0 ? [] : [{ name: 'all', entries: sorted }]
  const names: readonly GroupName[] =
    grouping === 'policy' ? (['essential', 'prefetch', 'onDemand'] as const) : statusGroups
  const nameOf = (entry: LibraryEntry): GroupName =>
    grouping === 'policy' ? entry.assetPack.policy.kind : statusGroup(entry)
  return names.flatMap((name) => {
    const entries = sorted.filter((entry) => nameOf(entry) === name)
    return entries.length === 0 ? [] : [{ name, entries }]
  })
}
