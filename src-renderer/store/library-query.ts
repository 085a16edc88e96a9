import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { isActive, packState } from '../../src-shared/domain/pack-state'
import { sortedEntries, usualOrder, type LibraryOrder } from './library-order'
import { searchPacks, type PackSearch } from './pack-search'
import { hasUpdate } from './selectors'

/** What packs can be narrowed down to, by where they stand and by how much they are wanted. */
export const libraryFilters = [
  'installed',
  'notInstalled',
  'updates',
  'active',
  'failed',
  'essential',
  'prefetch',
  'onDemand',
] as const

/** One of {@link libraryFilters}. */
export type LibraryFilter = (typeof libraryFilters)[number]

const isPassing: Readonly<Record<LibraryFilter, (entry: LibraryEntry) => boolean>> = {
  installed: ({ local }) => local !== undefined,
  notInstalled: ({ local }) => local === undefined,
  updates: hasUpdate,
  active: (entry) => isActive(packState(entry)),
  failed: (entry) => packState(entry) === 'failed',
  essential: ({ assetPack }) => assetPack.policy.kind === 'essential',
  prefetch: ({ assetPack }) => assetPack.policy.kind === 'prefetch',
  onDemand: ({ assetPack }) => assetPack.policy.kind === 'onDemand',
}

const wantedness: ReadonlySet<LibraryFilter> = new Set(['essential', 'prefetch', 'onDemand'])

/** What a person asked the library to show. */
export interface LibraryQuery extends Partial<LibraryOrder> {
  /** Of those of one kind a pack passes one, of both kinds both; none of a kind lets all pass. */
  readonly filters: readonly LibraryFilter[]
  readonly search: string
}

type Entries = ReadonlyMap<AssetPackID, LibraryEntry>

/** The packs that a query shows, and where the search was found in them. */
export interface FoundEntries {
  readonly entries: readonly LibraryEntry[]
  /** Absent when nothing was searched. */
  readonly search: PackSearch | undefined
}

/** The packs that a query shows, sorted. */
export function foundEntries(entries: Entries, query: LibraryQuery, locale: string): FoundEntries {
  const { filters, sort = usualOrder.sort, isReversed = usualOrder.isReversed } = query
  const passing = [...entries.values()].filter((entry) => passes(entry, filters))
  const search = searchPacks(passing, query.search)
  const shown =
    search === undefined ? passing : passing.filter(({ assetPack }) => search.matches.has(assetPack.id))
  return { entries: sortedEntries(shown, locale, { sort, isReversed }), search }
}

function passes(entry: LibraryEntry, filters: readonly LibraryFilter[]): boolean {
  const passesOneOf = (some: readonly LibraryFilter[]): boolean =>
    some.length === 0 || some.some((filter) => isPassing[filter](entry))
  return (
    passesOneOf(filters.filter((filter) => wantedness.has(filter))) &&
    passesOneOf(filters.filter((filter) => !wantedness.has(filter)))
  )
}

/** How many packs each filter would leave, beside the chosen ones of the other kind. */
export function filterCounts(
  entries: Entries,
  chosen: readonly LibraryFilter[],
): Readonly<Record<LibraryFilter, number>> {
  const all = [...entries.values()]
  const count = (filter: LibraryFilter): number => {
    const others = chosen.filter((other) => wantedness.has(other) !== wantedness.has(filter))
    return all.filter((entry) => isPassing[filter](entry) && passes(entry, others)).length
  }
  return Object.fromEntries(libraryFilters.map((filter) => [filter, count(filter)])) as Record<
    LibraryFilter,
    number
  >
}
