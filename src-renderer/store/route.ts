import { isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import {
  libraryGroupings,
  librarySorts,
  usualOrder,
  type LibraryGrouping,
  type LibraryOrder,
} from './library-order'
import { libraryFilters, type LibraryFilter } from './library-query'

/** The screens of the navigation, in its order and that of Ctrl+1, Ctrl+2 and so on. */
export const screens = ['library', 'downloads', 'storage', 'settings'] as const

/** One of {@link screens}. */
export type NavigationScreen = (typeof screens)[number]

/** What the window can show: a screen of the navigation, or one pack. */
export type Screen = NavigationScreen | 'pack'

/** How the library lays out packs. */
export type LibraryLayout = 'grid' | 'list'

/** The parts of a pack's screen, in their order. */
export const packTabs = ['overview', 'news', 'files', 'versions', 'details'] as const

/** One of {@link packTabs}. */
export type PackTab = (typeof packTabs)[number]

/** What the window shows; lives in the page's address, so that Back works. */
export interface Route extends LibraryOrder {
  readonly screen: Screen
  /** In the order of `libraryFilters`. */
  readonly filters: readonly LibraryFilter[]
  readonly grouping: LibraryGrouping
  /** Absent: chosen by the number of packs. */
  readonly layout?: LibraryLayout | undefined
  /** The pack of the screen `pack`; on any other it means nothing. */
  readonly pack?: PackPlace | undefined
}

/** What is shown of a pack, and where a person came from to see it. */
export interface PackPlace {
  readonly id: AssetPackID
  readonly tab: PackTab
  readonly from: NavigationScreen
}

/** Where the window starts. */
export const startRoute: Route = { screen: 'library', filters: [], grouping: 'none', ...usualOrder }

/**
 * The route of an address such as `#/library?filter=updates,onDemand&sort=size&layout=list` or `#/pack/tutorial?tab=files`; what it does not
 * understand, it ignores.
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const parameters = new URLSearchParams(query)
  const layout = parameters.get('layout')
  const [, id = ''] = /^pack\/(.+)$/.exec(path) ?? []
  return {
    screen: screens.find((screen) => screen === path) ?? startRoute.screen,
    ...libraryPlace(parameters),
    ...(layout === 'grid' || layout === 'list' ? { layout } : {}),
    ...(isAssetPackID(id) ? { screen: 'pack', pack: packPlace(id, parameters) } : {}),
  }
}

/** How the library is shown. */
type LibraryPlace = LibraryOrder & Pick<Route, 'filters' | 'grouping'>

function libraryPlace(parameters: URLSearchParams): LibraryPlace {
  const named = new Set(parameters.get('filter')?.split(','))
  return {
    filters: libraryFilters.filter((filter) => named.has(filter)),
    sort: librarySorts.find((sort) => sort === parameters.get('sort')) ?? startRoute.sort,
    isReversed: parameters.get('order') === 'reversed',
    grouping: libraryGroupings.find((name) => name === parameters.get('group')) ?? startRoute.grouping,
  }
}

function packPlace(id: AssetPackID, parameters: URLSearchParams): PackPlace {
  return {
    id,
    tab: packTabs.find((tab) => tab === parameters.get('tab')) ?? 'overview',
    from: screens.find((screen) => screen === parameters.get('from')) ?? 'library',
  }
}

/** The address of a route; {@link parseRoute} reads it back. */
export function formatRoute(route: Route): string {
  const pack = route.screen === 'pack' ? route.pack : undefined
  const parameters = new URLSearchParams([...packParameters(pack), ...libraryParameters(route)])
  // A comma may stand in a query as it is.
  const query = parameters.toString().replaceAll('%2C', ',')
  const path = pack === undefined ? route.screen : `pack/${pack.id}`
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

type Parameters = readonly [name: string, value: string][]

function packParameters(pack: PackPlace | undefined): Parameters {
  const parameters: [string, string][] = []
  if (pack !== undefined && pack.tab !== 'overview') parameters.push(['tab', pack.tab])
  if (pack !== undefined && pack.from !== 'library') parameters.push(['from', pack.from])
  return parameters
}

/** What is not as usual. */
function libraryParameters({ filters, sort, isReversed, grouping, layout }: Route): Parameters {
  const parameters: [string, string][] = []
  if (filters.length > 0) parameters.push(['filter', filters.join(',')])
  if (sort !== startRoute.sort) parameters.push(['sort', sort])
  if (isReversed) parameters.push(['order', 'reversed'])
  if (grouping !== startRoute.grouping) parameters.push(['group', grouping])
  if (layout !== undefined) parameters.push(['layout', layout])
  return parameters
}

/** The screen of the navigation that a route belongs to: a pack's to the one it was opened from. */
export function sectionOf({ screen, pack }: Route): NavigationScreen {
  return screen === 'pack' ? (pack?.from ?? 'library') : screen
}

/** The route to a pack from where the window is now. */
export function packRoute(route: Route, id: AssetPackID): Route {
  return { ...route, screen: 'pack', pack: { id, tab: 'overview', from: sectionOf(route) } }
}

/** Whether two routes differ in no more than the part of a pack that is shown: that is no step to go back over. */
export function isSamePlace(one: Route, other: Route): boolean {
  if (one.pack === undefined || other.pack === undefined) return false
  return formatRoute(one) === formatRoute({ ...other, pack: { ...other.pack, tab: one.pack.tab } })
}
