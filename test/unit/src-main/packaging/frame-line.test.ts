import { expect, test } from 'vitest'
import { ownThread, type FrameCompressor } from '../../../../src-main/packaging/frame-compressor'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { builtCode } from '../../../support/built-code'
import { seededBytes } from '../../../support/file-tree'
import { Bundles, packagingSource } from '../../../support/packaged-bundles'

/** Compresses several frames at a time, of which those that came last are ready first. */
class LastFirst implements FrameCompressor {
  readonly size = 3
  /** Frames that were compressed. */
  count = 0
  #waiting: (() => void)[] = []

  async compress(...job: Parameters<FrameCompressor['compress']>): Promise<Uint8Array> {
    this.count += 1
    const stored = await ownThread.compress(...job)
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      setImmediate(() => {
        this.#waiting.pop()?.()
      })
    })
    return stored
  }
}

/** Several bundles of frames, many of which lean on ones before them, also across the end of a bundle. */
function manyFrames(build: string): Readonly<Record<string, Uint8Array | string>> {
  const files: Record<string, Uint8Array | string> = {}
  for (let number = 10; number < 34; number += 1) {
    files[`${String(number)}.a`] = seededBytes(1_200_000, number)
    files[`${String(number)}.b.js`] = builtCode(6_000, `${build}${String(number)}`, number % 3)
    files[`${String(number)}.c`] = seededBytes(900_000, (number % 5) + 10)
  }
  return files
}

async function packagedTwice(bundles: Bundles): Promise<readonly PackIndex[]> {
  const first = await bundles.package(await packagingSource(manyFrames('a')), [], 9)
  const second = await bundles.package(await packagingSource(manyFrames('b')), [first.index], 9)
  return [first.index, second.index]
}

test('several frames at a time come out byte for byte as one after the other', async () => {
  const compressor = new LastFirst()
  const [together, inTurn] = [new Bundles(compressor), new Bundles()]
  const [these, those] = [await packagedTwice(together), await packagedTwice(inTurn)]

  expect(these).toEqual(those)
  expect([...together.byHash.keys()]).toEqual([...inTurn.byHash.keys()])
  // Some were begun for the wrong bundle, and begun anew: otherwise this would show nothing.
  const frames = new Set(
    these.flatMap((index) =>
      index.frames.map(({ bundle, offset }) => `${index.bundles[bundle]?.sha256 ?? ''} ${String(offset)}`),
    ),
  )
  expect([(these[0]?.bundles.length ?? 0) > 1, compressor.count > frames.size]).toEqual([true, true])
}, 60_000)

test('a frame that cannot be compressed ends the packaging with what went wrong', async () => {
  const failing: FrameCompressor = { size: 3, compress: () => Promise.reject(new Error('out of luck')) }
  const source = await packagingSource({ 'a.bin': seededBytes(9_000_000, 1) })

  await expect(new Bundles(failing).package(source, [], 9)).rejects.toThrow('out of luck')
})
