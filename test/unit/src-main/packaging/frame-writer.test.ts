import { describe, expect, it } from 'vitest'
import { updateCost } from '../../../../src-main/packaging/update-cost'
import { chunkHash } from '../../../../src-main/repository/chunk-table'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { fetchCost } from '../../../../src-main/repository/fetch-cost'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { builtCode } from '../../../support/built-code'
import { seededBytes } from '../../../support/file-tree'
import { Bundles, packagingSource as aSource } from '../../../support/packaged-bundles'

/** So many files of a megabyte that does not compress; a frame holds two of them. */
function big(count: number): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `big/${String(number).padStart(2, '0')}`,
      seededBytes(1_000_000, number),
    ]),
  )
}

/** The same files under other names, each with a few other bytes. */
function changed(files: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [
      `${path}.changed`,
      Uint8Array.from(bytes).fill(0, 500, 600),
    ]),
  )
}

/** Every chunk of the files, by hash. */
function chunksOf(
  index: PackIndex,
  files: ReadonlyMap<string, Uint8Array>,
): readonly (readonly [string, Uint8Array])[] {
  return index.files.flatMap(({ path, chunks }) => {
    let end = 0
    return Array.from(chunks, (position) => {
      const start = end
      end += index.chunks.sizes[position] ?? 0
      return [
        chunkHash(index.chunks, position),
        (files.get(path) ?? Buffer.alloc(0)).subarray(start, end),
      ] as const
    })
  })
}

function digestsOf(
  files: Iterable<readonly [string, Uint8Array | string]>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files]
      .map(([path, content]) => [path, sha256Hex(Buffer.from(content))] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

describe('the frames of a pack whose files resemble each other', () => {
  // Far enough from each other to be in different frames.
  const variants = { 'a.js': builtCode(4_000, 'aa'), 'z.js': builtCode(4_000, 'bb') }
  const other = { 'zz.js': builtCode(4_000, 'cc', 9) }

  it('makes the second one of them a fraction of the first, and gives both back', async () => {
    const bundles = new Bundles()
    const { index } = await bundles.package(await aSource({ ...variants, ...big(3) }), [], 9)
    const alone = await new Bundles().package(await aSource({ 'a.js': variants['a.js'], ...big(3) }), [], 9)
    const [both, one] = [index, alone.index].map((either) => fetchCost(either, () => false).bytes)
    expect(both).toBeLessThan((one ?? 0) * 1.05)
    expect(digestsOf(await bundles.unpack(index))).toEqual(
      digestsOf(Object.entries({ ...variants, ...big(3) })),
    )
  })

  it('leans on nothing at a level that could not make use of it', async () => {
    const { index } = await new Bundles().package(await aSource({ ...variants, ...big(3) }), [], 8)
    expect(index.frames.filter(({ prefixChunks }) => prefixChunks.length > 0)).toEqual([])
  })

  it('leans on what is in the same bundle before it, and on nothing else', async () => {
    const bundles = new Bundles()
    const { index } = await bundles.package(await aSource({ ...big(20), ...changed(big(20)) }), [], 9)
    const givers = new Map<number, PackIndex['frames'][number]>()
    const outside: number[] = []
    for (const frame of index.frames) {
      for (const chunk of frame.prefixChunks)
        if (givers.get(chunk)?.bundle !== frame.bundle) outside.push(chunk)
      for (const chunk of frame.chunks) givers.set(chunk, frame)
    }
    const leaning = index.frames.filter(({ prefixChunks }) => prefixChunks.length > 0)
    expect([outside, index.bundles.length > 1, leaning.length > 0]).toEqual([[], true, true])
  })

  it('lets them lean on the smaller frames of an update', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(await aSource({ 'a.js': builtCode(20_000, 'aa') }), [], 9)
    const files = { 'a.js': builtCode(20_000, 'dd'), ...big(3), 'z.js': builtCode(20_000, 'ee') }
    const second = await bundles.package(await aSource(files), [first.index], 9)
    const [full, update] = [
      fetchCost(second.index, () => false).bytes - 3_000_000,
      updateCost(first.index, second.index) - 3_000_000,
    ]
    expect(update / full).toBeLessThan(0.2)
  })

  it('gives, in every frame, the chunks that the index says', async () => {
    const bundles = new Bundles()
    const before = { '0.js': builtCode(8_000, 'aa', 3) }
    const after = { '0.js': builtCode(8_000, 'bb', 3), ...variants, ...big(3) }
    const first = await bundles.package(await aSource(before), [], 9)
    const second = await bundles.package(await aSource(after), [first.index], 9)
    const known = [
      ...chunksOf(first.index, await bundles.unpack(first.index)),
      ...chunksOf(second.index, await bundles.unpack(second.index)),
    ]
    expect(bundles.wrongFrames(second.index, new Map(known))).toEqual([])
    expect(second.index.frames.length).toBe(5)
  })

  it('takes over frames that lean on each other while all that they lean on stays', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(await aSource({ ...variants, ...big(3) }), [], 9)
    const second = await bundles.package(
      await aSource({ ...variants, ...big(3), ...other }),
      [first.index],
      9,
    )
    expect(second.index.frames.slice(0, first.index.frames.length)).toEqual(first.index.frames)
  })

  it('takes over frames that lean on what only comes along with others', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(await aSource({ ...variants, ...big(3) }), [], 9)
    const files = { ...big(3), 'z.js': variants['z.js'] }
    const second = await bundles.package(await aSource(files), [first.index], 9)
    expect([second.newBundles, digestsOf(await bundles.unpack(second.index))]).toEqual([
      [],
      digestsOf(Object.entries(files)),
    ])
  })

  it('keeps what is stored anew out of the frames of what is new', async () => {
    const bundles = new Bundles()
    const code = { 'a.js': builtCode(20_000, 'aa'), 'z.js': builtCode(20_000, 'bb') }
    const first = await bundles.package(await aSource({ ...code, ...big(3) }), [], 9)
    const added = { 'zz.bin': seededBytes(300_000, 99) }
    const files = { ...big(3), 'z.js': code['z.js'], ...added }
    const second = await bundles.package(await aSource(files), [first.index], 9)
    expect(updateCost(first.index, second.index)).toBeLessThan(301_000)
    expect(digestsOf(await bundles.unpack(second.index))).toEqual(digestsOf(Object.entries(files)))
  })

  it('stores a frame anew when what it leans on is gone', async () => {
    const bundles = new Bundles()
    const code = { 'a.js': builtCode(20_000, 'aa'), 'z.js': builtCode(20_000, 'bb') }
    const first = await bundles.package(await aSource({ ...code, ...big(3) }), [], 9)
    const files = { ...big(3), 'z.js': code['z.js'] }
    const second = await bundles.package(await aSource(files), [first.index], 9)
    expect(digestsOf(await bundles.unpack(second.index))).toEqual(digestsOf(Object.entries(files)))
    expect([second.newBundles.length, updateCost(first.index, second.index)]).toEqual([1, 0])
    // A machine without anything has to be able to read it.
    expect(fetchCost(second.index, () => false).bytes).toBeGreaterThan(3_000_000)
  })
})
