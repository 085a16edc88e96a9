import { describe, expect, it } from 'vitest'
import { hasSameItems, remembered, rememberedOf } from '../../../../src-shared/base/remembered'

describe('remembered', () => {
  const [one, two] = [{}, {}]

  it('works anew only for other items, another order or another rest', () => {
    let times = 0
    const work = remembered((items: readonly object[], rest: string) => {
      times += 1
      return `${rest} ${String(items.length)}`
    })
    const asked = [
      work([one, two], 'a'),
      work([one, two], 'a'),
      work([two, one], 'a'),
      work([two, one], 'b'),
      work([two], 'b'),
    ]
    expect([asked, times]).toEqual([['a 2', 'a 2', 'a 2', 'b 2', 'b 1'], 4])
  })

  it('tells lists with the same objects from lists with equal ones', () => {
    expect([hasSameItems([one], [one]), hasSameItems([one], [two]), hasSameItems([one], [one, two])]).toEqual(
      [true, false, false],
    )
  })
})

describe('rememberedOf', () => {
  it('works once for each object, also when nothing comes of it', () => {
    let times = 0
    const work = rememberedOf<object, undefined>(() => {
      times += 1
      return undefined
    })
    const [first, second] = [{}, {}]
    for (const source of [first, second, first]) work(source)
    expect(times).toBe(2)
  })
})
