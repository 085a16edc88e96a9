import { expect, test } from 'vitest'
import { FinishPace, type FinishTask } from '../../../../src-main/installation/finish-pace'
import { decodePaths, encodePaths, type FinishOrder } from '../../../../src-main/installation/work-order'

const never = new AbortController().signal
const mebibyte = 1024 * 1024

/** Files a to d in two orders; a transfer writes to each of the files that its name is made of. */
const orders: readonly FinishOrder[] = ['ab', 'cd'].map((names) => ({
  paths: encodePaths(Array.from(names)),
  sizes: Float64Array.of(1, 1),
  executable: new Uint8Array(2),
}))

function fileNumbers(names: string): Uint32Array {
  return Uint32Array.from(Array.from(names), (name) => 'abcd'.indexOf(name))
}

function shown(tasks: readonly FinishTask[]): string {
  const named = (task: FinishTask, what: 'complete' | 'begun'): string =>
    Array.from(task[what], (position) => decodePaths(task.order.paths)[position]).join('')
  return tasks.map((task) => `${named(task, 'complete')}+${named(task, 'begun')}`).join(' ')
}

/** A pace whose passes end when the test lets them; one more transfer, which writes nothing, is still to come. */
class Scene {
  readonly passes: string[] = []
  readonly ends: (() => void)[] = []
  readonly pace: FinishPace
  hasRoom = false
  #placedBytes = 0

  constructor(
    transfers: readonly string[],
    {
      localFiles = '',
      finish = () => this.#untilEnded(),
    }: { readonly localFiles?: string; readonly finish?: () => Promise<void> } = {},
  ) {
    this.pace = new FinishPace({
      plan: {
        finish: orders,
        localFiles: fileNumbers(localFiles),
        transfers: [...transfers, ''].map((names) => ({
          ...{ sha256: names, bundleSize: 1, isWhole: true, offset: 0, length: 1, steps: [] },
          files: fileNumbers(names),
        })),
      },
      placedBytes: () => this.#placedBytes,
      hasRoom: () => this.hasRoom,
      finish: (tasks) => {
        this.passes.push(shown(tasks))
        return finish()
      },
    })
  }

  /** That transfer is in place, and brought so many MiB. */
  place(names: string, mebibytes: number): Promise<void> {
    this.#placedBytes += mebibytes * mebibyte
    return this.pace.unpacked({ files: fileNumbers(names) }, never)
  }

  get rest(): string {
    return shown(this.pace.rest())
  }

  #untilEnded(): Promise<void> {
    return new Promise((resolve) => this.ends.push(resolve))
  }
}

test('finishes the files that are complete after every 128 MiB, one time after the other', async () => {
  const scene = new Scene(['a', 'b', 'c', 'd'])
  await scene.place('a', 100)
  const first = scene.place('b', 28)
  await scene.place('c', 200)
  scene.ends[0]?.()
  await first
  const second = scene.place('d', 1)
  scene.ends[1]?.()
  await second
  expect([scene.passes, scene.rest]).toEqual([['ab+', 'cd+'], ''])
})

test('does so after every 16 MiB while the workers have nothing else to do', async () => {
  const scene = new Scene(['a', 'b', 'c'], { finish: () => Promise.resolve() })
  scene.hasRoom = true
  await scene.place('a', 15)
  await scene.place('b', 1)
  scene.hasRoom = false
  await scene.place('c', 16)
  expect([scene.passes, scene.rest]).toEqual([['ab+'], 'cd+'])
})

test('makes a file durable that still gets more, and finishes it when it has all', async () => {
  const scene = new Scene(['ab', 'bc'], { finish: () => Promise.resolve() })
  await scene.place('ab', 128)
  const between = scene.rest
  await scene.place('bc', 128)
  expect([scene.passes, between, scene.rest]).toEqual([['a+b', 'b+ c+'], 'b+ cd+', 'd+'])
})

test('begins no pass after the last transfer: what is left is finished by all workers', async () => {
  const scene = new Scene(['a'], { finish: () => Promise.resolve() })
  await scene.place('', 0)
  await scene.place('a', 128)
  expect([scene.passes, scene.rest]).toEqual([[], 'ab+ cd+'])
})

test('leaves files for the end to which something on this machine goes as well', async () => {
  const scene = new Scene(['ab'], { localFiles: 'bd', finish: () => Promise.resolve() })
  await scene.place('ab', 128)
  expect([scene.passes, scene.rest]).toEqual([['a+b'], 'b+ cd+'])
})

test('hands on what the disk says, and takes nothing for durable then', async () => {
  const scene = new Scene(['a', 'b'], { finish: () => Promise.reject(new Error('the disk failed')) })
  const place = (names: string): Promise<string> =>
    scene.place(names, 128).then(
      () => 'placed',
      (error: unknown) => String(error),
    )
  const told = [await place('a'), await place('b')]
  expect([told, scene.passes, scene.rest]).toEqual([
    ['Error: the disk failed', 'Error: the disk failed'],
    ['a+', 'b+'],
    'ab+ cd+',
  ])
})
