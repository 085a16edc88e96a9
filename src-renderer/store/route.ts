import { libraryFilters, type LibraryFilter } from './selectors'

/** The screens of the window, in the order of the navigation and of Ctrl+1, Ctrl+2 and so on. */
export const screens = ['library', 'downloads', 'storage'] as const

/** One of {@link screens}. */
export type Screen = (typeof screens)[number]

/** How the library lays out packs. */
export type LibraryLayout = 'grid' | 'list'

/** What the window shows; lives in the page's address, so that Back works. */
export interface Route {
  readonly screen: Screen
  readonly filter: LibraryFilter
  /** Absent: chosen by the number of packs. */
  readonly layout?: LibraryLayout | undefined
}

/** Where the window starts. */
export const startRoute: Route = { screen: 'library', filter: 'all' }

/** The route of an address such as `#/library?filter=updates&layout=list`; what it does not understand, it ignores. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const parameters = new URLSearchParams(query)
  const layout = parameters.get('layout')
  return {
    screen: screens.find((screen) => screen === path) ?? startRoute.screen,
    filter: libraryFilters.find((filter) => filter === parameters.get('filter')) ?? startRoute.filter,
    ...(layout === 'grid' || layout === 'list' ? { layout } : {}),
  }
}

/** The address of a route; {@link parseRoute} reads it back. */
export function formatRoute(route: Route): string {
  const parameters = new URLSearchParams()
  if (route.filter !== startRoute.filter) parameters.set('filter', route.filter)
  if (route.layout !== undefined) parameters.set('layout', route.layout)
  const query = parameters.toString()
  return `#/${route.screen}${query === '' ? '' : `?${query}`}`
}
