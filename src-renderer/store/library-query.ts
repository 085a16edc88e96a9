import { rememberedOf } from '../../src-shared/base/remembered'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { isActive, packState } from '../../src-shared/domain/pack-state'
import { byName, inOrder, usualOrder, type LibraryOrder } from './library-order'
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

/** One bit for each of the filters. */
type Filters = number

const bitOf = (filter: LibraryFilter): Filters => 1 << libraryFilters.indexOf(filter)

const setOf = (filters: readonly LibraryFilter[]): Filters =>
  filters.reduce((set, filter) => set | bitOf(filter), 0)

/** Which filters let a pack pass. It is asked of each pack whenever any is another, and most stay as they are. */
const passedFilters = rememberedOf((entry: LibraryEntry): Filters => {
  const { assetPack, local } = entry
  const state = packState(entry)
  return setOf([
    local === undefined ? 'notInstalled' : 'installed',
    assetPack.policy.kind,
    ...(hasUpdate(entry) ? (['updates'] as const) : []),
    ...(isActive(state) ? (['active'] as const) : []),
    ...(state === 'failed' ? (['failed'] as const) : []),
  ])
})

const wantedness = setOf(['essential', 'prefetch', 'onDemand'])

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
  const isWanted = filtering(filters)
  const all = [...entries.values()]
  // In what order they are searched stays, so that the search is remembered; and the order stays whatever is searched.
  const search = searchPacks(all, query.search)
  const shown = byName(all, locale).filter(
    (entry) =>
      isWanted(passedFilters(entry)) && (search === undefined || search.matches.has(entry.assetPack.id)),
  )
  return { entries: inOrder(shown, { sort, isReversed }), search }
}

/** How many packs a query shows. */
export function foundCount(
  entries: Entries,
  { filters, search }: Pick<LibraryQuery, 'filters' | 'search'>,
): number {
  const isWanted = filtering(filters)
  return searchedEntries(entries, search).reduce(
    (count, entry) => (isWanted(passedFilters(entry)) ? count + 1 : count),
    0,
  )
}

/** Those in which the search is found, whatever filters say, in no order: all of them where nothing is searched. */
function searchedEntries(entries: Entries, words: string): readonly LibraryEntry[] {
  const all = [...entries.values()]
  const search = searchPacks(all, words)
  return search === undefined ? all : all.filter(({ assetPack }) => search.matches.has(assetPack.id))
}

type Filtering = (passed: Filters) => boolean

/** Whether what a pack passes is enough for the chosen filters. */
function filtering(chosen: readonly LibraryFilter[]): Filtering {
  const set = setOf(chosen)
  const passesOneOf = (some: Filters, passed: Filters): boolean => some === 0 || (some & passed) !== 0
  return (passed) => passesOneOf(set & wantedness, passed) && passesOneOf(set & ~wantedness, passed)
}

/** How many packs each filter would leave of those in which the search is found, beside the chosen ones of the other kind. */
export function filterCounts(
  entries: Entries,
  { filters: chosen, search }: Pick<LibraryQuery, 'filters' | 'search'>,
): Readonly<Record<LibraryFilter, number>> {
  const isWanted = (filter: LibraryFilter): boolean => (bitOf(filter) & wantedness) !== 0
  const besideWantedness = filtering(chosen.filter((filter) => !isWanted(filter)))
  const besideStanding = filtering(chosen.filter(isWanted))
  const tally = [...tallyOf(searchedEntries(entries, search))]
  const countOf = (filter: LibraryFilter): number => {
    const counts = isWanted(filter) ? besideWantedness : besideStanding
    return tally.reduce(
      (sum, [passed, count]) => sum + ((passed & bitOf(filter)) !== 0 && counts(passed) ? count : 0),
      0,
    )
  }
  return Object.fromEntries(libraryFilters.map((filter) => [filter, countOf(filter)])) as Record<
    LibraryFilter,
    number
  >
}

/** How many packs pass the very same filters: of thousands of packs that is a dozen of numbers. */
function tallyOf(entries: readonly LibraryEntry[]): ReadonlyMap<Filters, number> {
  const tally = new Map<Filters, number>()
  for (const entry of entries) {
    const passed = passedFilters(entry)
    tally.set(passed, (tally.get(passed) ?? 0) + 1)
  }
  return tally
}
