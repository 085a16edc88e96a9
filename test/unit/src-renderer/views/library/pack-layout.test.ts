import { Rect, Size, type Key } from 'react-aria-components'
import { describe, expect, it } from 'vitest'
import { PackLayout, type PackLayoutOptions } from '../../../../../src-renderer/views/library/pack-layout'

const cards: PackLayoutOptions = { narrowestColumn: 264, gap: 16, likelyHeight: 248 }
const rows: PackLayoutOptions = { gap: 0, likelyHeight: 69 }

/** A layout of packs with these names in a list of that width. */
function layoutOf(keys: readonly Key[], width: number, options: PackLayoutOptions): PackLayout {
  const layout = new PackLayout()
  const virtualizer = {
    size: new Size(width, 900),
    collection: keys.map((key) => ({ key })),
    persistedKeys: new Set<Key>(),
  }
  layout.virtualizer = virtualizer as unknown as typeof layout.virtualizer
  layout.update({ layoutOptions: options })
  return layout
}

function placeOf(layout: PackLayout, key: Key): readonly (number | undefined)[] {
  const { x, y, width, height } = layout.getLayoutInfo(key)?.rect ?? {}
  return [x, y, width, height]
}

function inSight(layout: PackLayout, from: number, height: number): readonly Key[] {
  return layout.getVisibleLayoutInfos(new Rect(0, from, 998, height)).map(({ key }) => key)
}

const names = Array.from('abcdefgh')

describe('the layout of packs', () => {
  it('has as many columns of one width as fit', () => {
    const layout = layoutOf(names, 998, cards)
    expect([
      placeOf(layout, 'a'),
      placeOf(layout, 'c'),
      placeOf(layout, 'd'),
      layout.getContentSize(),
    ]).toEqual([[0, 0, 322, 248], [676, 0, 322, 248], [0, 264, 322, 248], new Size(998, 776)])
  })

  it('keeps one column where not even one fits', () => {
    expect(placeOf(layoutOf(names, 200, cards), 'b')).toEqual([0, 264, 200, 248])
  })

  it('makes a row as high as its highest pack, and moves those below', () => {
    const layout = layoutOf(names, 998, cards)
    layout.updateItemSize('a', new Size(322, 248))
    const isMoved = layout.updateItemSize('b', new Size(322, 300))
    layout.update({ layoutOptions: cards })
    expect([isMoved, placeOf(layout, 'a'), placeOf(layout, 'd')]).toEqual([
      true,
      [0, 0, 322, 300],
      [0, 316, 322, 248],
    ])
  })

  it('moves nothing for a pack that is as high as it was thought to be', () => {
    expect(layoutOf(names, 998, rows).updateItemSize('a', new Size(998, 69))).toBe(false)
  })

  it('takes what was not drawn yet to be as high as the lowest that was', () => {
    const layout = layoutOf(names, 998, rows)
    layout.updateItemSize('a', new Size(998, 100))
    layout.updateItemSize('b', new Size(998, 65))
    layout.updateItemSize('c', new Size(998, 100))
    layout.update({ layoutOptions: rows })
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => placeOf(layout, key))).toEqual([
      [0, 0, 998, 100],
      [0, 100, 998, 65],
      [0, 165, 998, 100],
      [0, 265, 998, 65],
      [0, 330, 998, 65],
    ])
  })

  it('draws the rows in sight, and the pack with the focus wherever it is', () => {
    const layout = layoutOf(names, 998, rows)
    const before = inSight(layout, 150, 100)
    layout.virtualizer?.persistedKeys.add('h')
    expect([before, inSight(layout, 150, 100)]).toEqual([
      ['c', 'd', 'e'],
      ['c', 'd', 'e', 'h'],
    ])
  })

  it('gives up one card for each that it takes, and never one in sight', () => {
    const layout = layoutOf(
      Array.from({ length: 60 }, (_, index) => index),
      998,
      cards,
    )
    const steps = Array.from({ length: 31 }, (_, step) => inSight(layout, 300 + step * 88, 500))
    const lastSteps = steps.slice(1).map((keys, index) => {
      const before = new Set(steps[index])
      return keys.filter((key) => !before.has(key)).length
    })
    expect({
      drawn: new Set(steps.map((keys) => keys.length)),
      taken: new Set(lastSteps),
      // From the second row on, whose cards are 3 to 5, the first of them in sight until it ends at 512.
      first: steps.slice(0, 4).map(([first]) => first),
    }).toEqual({ drawn: new Set([11]), taken: new Set([1]), first: [1, 2, 3, 4] })
  })
})
