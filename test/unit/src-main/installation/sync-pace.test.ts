import { expect, test } from 'vitest'
import { SyncPace } from '../../../../src-main/installation/sync-pace'
import {
  decodePaths,
  encodePaths,
  type ListedFiles,
  type PlacedChunks,
  type UnpackOrder,
} from '../../../../src-main/installation/work-order'

const never = new AbortController().signal
const mebibyte = 1024 * 1024

/** A pace whose syncs end when the test lets them. */
class Scene {
  readonly synced: string[] = []
  readonly ends: (() => void)[] = []
  readonly pace: SyncPace
  #placedBytes = 0

  constructor(sync: (lists: readonly ListedFiles[]) => Promise<void> = () => this.#untilEnded()) {
    this.pace = new SyncPace({
      placedBytes: () => this.#placedBytes,
      sync: (lists) => {
        this.synced.push(lists.flatMap(({ paths }) => decodePaths(paths)).join(' '))
        return sync(lists)
      },
    })
  }

  /** A transfer placed that much of that file. */
  place(file: string, bytes: number): Promise<void> {
    this.#placedBytes += bytes
    const listed: ListedFiles = { roots: ['/'], pathRoots: Uint32Array.of(0), paths: encodePaths([file]) }
    const order = { chunks: listed as PlacedChunks } as UnpackOrder
    return this.pace.unpacked({ steps: [{ number: 0, dependsOn: [], order }] }, never)
  }

  #untilEnded(): Promise<void> {
    return new Promise((resolve) => this.ends.push(resolve))
  }
}

test('makes the files that got something durable after every 128 MiB, one time after the other', async () => {
  const scene = new Scene()
  await scene.place('a', 100 * mebibyte)
  const first = scene.place('b', 28 * mebibyte)
  await scene.place('c', 200 * mebibyte)
  scene.ends[0]?.()
  await first
  const second = scene.place('d', mebibyte)
  scene.ends[1]?.()
  await second
  await scene.place('e', 127 * mebibyte)
  expect(scene.synced).toEqual(['a b', 'c d'])
})

test('hands on what the disk says, and goes on afterwards', async () => {
  const scene = new Scene(() => Promise.reject(new Error('the disk failed')))
  const place = (file: string): Promise<string> =>
    scene.place(file, 128 * mebibyte).then(
      () => 'placed',
      (error: unknown) => String(error),
    )
  const told = [await place('a'), await place('b')]
  expect([told, scene.synced]).toEqual([
    ['Error: the disk failed', 'Error: the disk failed'],
    ['a', 'b'],
  ])
})
