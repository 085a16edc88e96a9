import { describe, expect, it } from 'vitest'
import { isolated, isolatedValues } from '../../../../src-renderer/format/isolated'

describe('what a publisher has written', () => {
  it.each([
    ['Maps (HD)', 'rtl', '\u2068Maps (HD)\u2069'],
    ['خرائط', 'ltr', '\u2068خرائط\u2069'],
    ['Maps (HD)', 'ltr', 'Maps (HD)'],
    ['地図', 'ltr', '地図'],
  ] as const)('%s in a sentence that goes %s', (text, direction, expected) => {
    expect(isolated(text, direction)).toBe(expected)
  })

  it('is told from the other values of a sentence, which are the reader’s own', () => {
    const values = { title: 'Maps', name: 'maps.assetpack', state: 'جاهز', count: 3 }
    expect(isolatedValues(values, 'rtl')).toEqual({
      title: '\u2068Maps\u2069',
      name: '\u2068maps.assetpack\u2069',
      state: 'جاهز',
      count: 3,
    })
  })
})
