import { expect, it } from 'vitest'
import { eachInTurns, nextTurn } from '../../../../src-main/platform/next-turn'

it('does a few of many in each turn, in their order', async () => {
  const done: number[] = []
  const firstTurn = nextTurn()
  const all = eachInTurns([1, 2, 3, 4, 5, 6], (item) => {
    done.push(item)
  })
  await firstTurn
  const first = done.length
  await all
  expect([first, done]).toEqual([4, [1, 2, 3, 4, 5, 6]])
})
