import { describe, expect, it } from 'vitest'
import { parseAssetPackID as anID } from '../../../../src-shared/domain/asset-pack-id'
import {
  formatRoute,
  isSamePlace,
  packRoute,
  parseRoute,
  sectionOf,
  startRoute,
  type Route,
} from '../../../../src-renderer/store/route'

const library = startRoute

describe('the screen of a pack', () => {
  it('belongs to the screen that it was opened from, also when another pack is opened from it', () => {
    const downloads: Route = { ...library, screen: 'downloads' }
    const first = packRoute(downloads, anID('a'))
    const second = packRoute(first, anID('b'))
    expect([sectionOf(first), sectionOf(second), sectionOf(library), formatRoute(second)]).toEqual([
      'downloads',
      'downloads',
      'library',
      '#/pack/b?from=downloads',
    ])
  })

  it('is the same place whichever of its parts is shown', () => {
    const overview = parseRoute('#/pack/a')
    const places = ['#/pack/a?tab=files', '#/pack/b', '#/library'].map(parseRoute)
    expect(places.map((place) => isSamePlace(overview, place))).toEqual([true, false, false])
  })
})

describe('parseRoute', () => {
  it('reads back what formatRoute writes', () => {
    const routes: readonly Route[] = [
      startRoute,
      { screen: 'downloads', filter: 'installed' },
      { screen: 'library', filter: 'updates', layout: 'list' },
      { screen: 'pack', filter: 'all', pack: { id: anID('com.example'), tab: 'overview', from: 'library' } },
      { screen: 'pack', filter: 'updates', pack: { id: anID('a'), tab: 'files', from: 'downloads' } },
    ]
    expect(routes.map((route) => parseRoute(formatRoute(route)))).toEqual(routes)
  })

  it('ignores what it does not understand', () => {
    const strange = ['', '#', '#/nowhere?filter=none&layout=pile', '#library', '#/pack/', '#/pack/../x']
    expect(strange.map(parseRoute)).toEqual([
      startRoute,
      startRoute,
      startRoute,
      startRoute,
      startRoute,
      startRoute,
    ])
  })
})
