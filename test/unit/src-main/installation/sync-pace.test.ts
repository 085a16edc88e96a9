import { expect, test } from 'vitest'
import { SyncPace } from '../../../../src-main/installation/sync-pace'

const never = new AbortController().signal
const mebibyte = 1024 * 1024

test('makes what is placed durable after every 128 MiB, one at a time', async () => {
  const ends: (() => void)[] = []
  const pace = new SyncPace(() => new Promise((resolve) => ends.push(resolve)))
  const begun: number[] = []
  const place = (bytes: number): Promise<void> => {
    const placed = pace.placed(bytes, never)
    begun.push(ends.length)
    return placed
  }
  await place(100 * mebibyte)
  const first = place(28 * mebibyte)
  await place(200 * mebibyte)
  ends[0]?.()
  await first
  const second = place(mebibyte)
  ends[1]?.()
  await second
  await place(mebibyte)
  expect(begun).toEqual([0, 1, 1, 2, 2])
})

test('hands on what the disk says, and goes on afterwards', async () => {
  let calls = 0
  const pace = new SyncPace(() => {
    calls += 1
    return Promise.reject(new Error('the disk failed'))
  })
  const place = (): Promise<string> =>
    pace.placed(128 * mebibyte, never).then(
      () => 'placed',
      (error: unknown) => String(error),
    )
  expect([await place(), await place(), calls]).toEqual([
    'Error: the disk failed',
    'Error: the disk failed',
    2,
  ])
})
