import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, startRoute, type Route } from '../../../../src-renderer/store/route'

describe('parseRoute', () => {
  it('reads back what formatRoute writes', () => {
    const routes: readonly Route[] = [
      startRoute,
      { screen: 'downloads', filter: 'installed' },
      { screen: 'library', filter: 'updates', layout: 'list' },
    ]
    expect(routes.map((route) => parseRoute(formatRoute(route)))).toEqual(routes)
  })

  it('ignores what it does not understand', () => {
    expect(['', '#', '#/nowhere?filter=none&layout=pile', '#library'].map(parseRoute)).toEqual([
      startRoute,
      startRoute,
      startRoute,
      startRoute,
    ])
  })
})
