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
      { ...library, screen: 'downloads', filters: ['installed'] },
      { ...library, filters: ['installed', 'updates', 'onDemand'], layout: 'list' },
      { ...library, sort: 'size', isReversed: true, grouping: 'status' },
      { ...library, screen: 'pack', pack: { id: anID('com.example'), tab: 'overview', from: 'library' } },
      {
        ...library,
        screen: 'pack',
        filters: ['updates'],
        pack: { id: anID('a'), tab: 'files', from: 'downloads' },
      },
    ]
    expect(routes.map((route) => parseRoute(formatRoute(route)))).toEqual(routes)
  })

  it('ignores what it does not understand', () => {
    const strange = [
      '',
      '#',
      '#/nowhere?filter=none&layout=pile&sort=colour&order=odd&group=of',
      '#library',
      '#/pack/',
      '#/pack/../x',
    ]
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
