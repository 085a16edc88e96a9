import { expect, it } from 'vitest'
import { nextTurn } from '../../../../src-main/platform/next-turn'
import { TurnLine } from '../../../../src-main/platform/turn-line'

it('runs the first piece of work at once, and one more in each turn', async () => {
  const line = new TurnLine()
  const done: string[] = []
  const all = ['a', 'b', 'c'].map((name) => line.run(() => done.push(name)))
  const seen = [done.join('')]
  await nextTurn()
  seen.push(done.join(''))
  await Promise.all(all)
  seen.push(done.join(''))
  expect(seen).toEqual(['a', 'ab', 'abc'])
})

it('runs work at once again when the turns are over', async () => {
  const line = new TurnLine()
  await line.run(() => undefined)
  await nextTurn()
  let isDone = false
  const run = line.run(() => {
    isDone = true
  })
  expect(isDone).toBe(true)
  await run
})

it('goes on after work that fails', async () => {
  const line = new TurnLine()
  const failing = line.run(() => {
    throw new RangeError('no')
  })
  const next = line.run(() => 'done')
  await expect(failing).rejects.toThrow(RangeError)
  expect(await next).toBe('done')
})
