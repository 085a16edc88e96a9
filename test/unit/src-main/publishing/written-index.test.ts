import { expect, test } from 'vitest'
import {
  indexTransferBytes,
  writeIndex,
  type EarlierIndex,
} from '../../../../src-main/publishing/written-index'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import { letterIndex } from '../../../support/index-builder'

const letters = Array.from({ length: 400 }, (_, number) => String.fromCodePoint(0x4e00 + number))

/** A version whose file has these chunks. */
async function earlier(version: number, chunks: readonly string[]): Promise<EarlierIndex> {
  const text = chunks.join('')
  const index = letterIndex({ version, files: { a: text }, frames: [{ chunks: text }] })
  return { index, bytes: await encodePackIndex(index) }
}

test('patches come from the two newest versions that have much in common with the new one, and from no other', async () => {
  const { index } = await earlier(5, letters.slice(0, 200))
  const written = await writeIndex(index, [
    await earlier(4, letters.slice(1, 201)),
    await earlier(3, letters.slice(200)),
    await earlier(2, letters.slice(0, 200)),
  ])
  const [patch] = written.patches
  expect(written.patches.map(({ fromVersion }) => fromVersion)).toEqual([4])
  expect([indexTransferBytes(written, 4), indexTransferBytes(written, 3)]).toEqual([
    patch?.bytes.length,
    written.bytes.length,
  ])
})
