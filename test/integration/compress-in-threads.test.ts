import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { withCompressorThreads } from '../../src-main/packaging/compressor-threads'
import { ownThread, type FrameCompressor } from '../../src-main/packaging/frame-compressor'
import { initializeCompression } from '../../src-main/repository/compression'
import { builtCode } from '../support/built-code'
import { Bundles, packagingSource } from '../support/packaged-bundles'

const entry = pathToFileURL(resolve(import.meta.dirname, '../../out/main/compress-worker.js'))
const files = {
  'a.js': builtCode(40_000, 'aa'),
  'b.js': builtCode(40_000, 'bb'),
  'c.js': builtCode(9_000, 'cc', 2),
}

async function bundlesBy(compressor: FrameCompressor | undefined): Promise<readonly string[]> {
  const bundles = new Bundles(compressor)
  await bundles.package(await packagingSource(files), [], 9)
  return [...bundles.byHash.keys()]
}

test('threads compress to the same bytes as one thread', async () => {
  const byThreads = await withCompressorThreads((compressor) => bundlesBy(compressor), entry)

  expect(byThreads).toEqual(await bundlesBy(undefined))
})

test('what a thread refuses comes back by its code', async () => {
  const dictionary = Uint8Array.of(0x37, 0xa4, 0x30, 0xec, 0, 0, 0, 0)
  const refused = withCompressorThreads(
    (compressor) =>
      compressor.compress(dictionary, { level: 9, prefix: dictionary }, new AbortController().signal),
    entry,
  )

  await expect(refused).rejects.toMatchObject({ code: 'wrongUse' })
})

test('where the script of the threads is missing this thread compresses', async () => {
  await initializeCompression()
  const used = await withCompressorThreads(
    (compressor) => Promise.resolve(compressor),
    new URL('./nowhere.js', import.meta.url),
  )

  expect(used).toBe(ownThread)
})
