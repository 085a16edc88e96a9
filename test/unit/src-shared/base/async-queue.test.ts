import { describe, expect, test } from 'vitest'
import { AsyncQueue } from '../../../../src-shared/base/async-queue'

describe('AsyncQueue', () => {
  test('keeps what is pushed before the first read, in order, and ends after it', async () => {
    const queue = new AsyncQueue<number>()
    queue.push(1)
    queue.push(2)
    queue.end()
    queue.push(3)
    expect(await collected(queue)).toEqual([1, 2])
  })

  test('hands an item to a reader that already waits', async () => {
    const queue = new AsyncQueue<string>()
    const read = queue.next()
    queue.push('a')
    expect(await read).toEqual({ done: false, value: 'a' })
  })

  test('shows a slow reader what absorb left', async () => {
    const queue = new AsyncQueue<number>({ absorb: (_waiting, next) => [next] })
    for (const item of [1, 2, 3]) queue.push(item)
    expect([queue.length, await queue.next()]).toEqual([1, { done: false, value: 3 }])
  })

  test('fails the reader once, after what waits has been read', async () => {
    const queue = new AsyncQueue<number>()
    queue.push(1)
    queue.fail(new Error('broken'))
    const first = await queue.next()
    await expect(queue.next()).rejects.toThrow('broken')
    expect([first, await queue.next()]).toEqual([
      { done: false, value: 1 },
      { done: true, value: undefined },
    ])
  })

  test('says once that the reader left, whoever ends it', async () => {
    let left = 0
    const queue = new AsyncQueue<number>({ onLeave: () => (left += 1) })
    queue.push(1)
    await queue.return()
    queue.end()
    expect([left, await queue.next()]).toEqual([1, { done: true, value: undefined }])
  })

  test('releases every reader at the end', async () => {
    const queue = new AsyncQueue<number>()
    const reads = [queue.next(), queue.next()]
    queue.end()
    expect((await Promise.all(reads)).map(({ done }) => done)).toEqual([true, true])
  })
})

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
