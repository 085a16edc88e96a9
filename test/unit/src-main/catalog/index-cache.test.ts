import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IndexCache } from '../../../../src-main/catalog/index-cache'
import { nextTurn } from '../../../../src-main/platform/next-turn'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { seededBytes } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

const indexes = Array.from({ length: 3 }, (_, seed) => seededBytes(1_000, seed))
const hashes = indexes.map(sha256Hex)

test('clearing away old indexes does not disturb one that is on its way in', async () => {
  const directory = await temporaryDirectory()
  const cache = new IndexCache(() => directory)
  const bytes = new Uint8Array(30_000_000)
  const hash = sha256Hex(bytes)
  const written = cache.write(hash, bytes)
  while ((await readdir(directory)).length === 0) await nextTurn()
  await Promise.all([written, cache.keepOnly(new Set([hash]))])
  expect((await cache.read(hash))?.length).toBe(bytes.length)
})

test('clears away what is not wanted, and what a crash left of a file on its way in', async () => {
  const directory = await temporaryDirectory()
  const cache = new IndexCache(() => directory)
  for (const number of [0, 1]) await cache.write(hashes[number] ?? '', indexes[number] ?? new Uint8Array())
  await writeFile(join(directory, `.${hashes[2] ?? ''}.packindex.0a1b2c3d4e5f.tmp`), 'half')
  await cache.keepOnly(new Set([hashes[1] ?? '']))
  expect(await readdir(directory)).toEqual([`${hashes[1] ?? ''}.packindex`])
})
