import { appendFile, chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageAssetPack, type PackagedAssetPack } from '../../../../src-main/packaging/package-asset-pack'
import { chunkHash } from '../../../../src-main/repository/chunk-table'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { updateCost } from '../../../../src-main/packaging/update-cost'
import { fetchCost } from '../../../../src-main/repository/fetch-cost'
import { decodePackIndex, encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import { builtCode } from '../../../support/built-code'
import { seededBytes } from '../../../support/file-tree'
import { Bundles, packagingSource } from '../../../support/packaged-bundles'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

const contents = {
  'big.bin': seededBytes(5_000_000, 1),
  'copy/of-big.bin': seededBytes(5_000_000, 1),
  'empty.txt': '',
  'small/a.txt': 'a',
  'small/b.txt': 'what compresses well '.repeat(10_000),
}

const aSource = (files: Readonly<Record<string, Uint8Array | string>> = contents): Promise<string> =>
  packagingSource(files)

function failed(): never {
  throw new Error('There are fewer versions.')
}

/** Notes the chunks of a file by their hashes. */
function addChunks(
  chunks: Map<string, Uint8Array>,
  { files, chunks: table }: PackagedAssetPack['index'],
  path: string,
  bytes: Uint8Array,
): void {
  let offset = 0
  for (const chunk of files.find((file) => file.path === path)?.chunks ?? []) {
    const size = table.sizes[chunk] ?? 0
    chunks.set(chunkHash(table, chunk), bytes.subarray(offset, (offset += size)))
  }
}

describe('packageAssetPack', () => {
  it('gives an index and bundles from which every file comes back, through the codec too', async () => {
    const bundles = new Bundles()
    const { index, installedSize } = await bundles.package(await aSource())
    const decoded = await decodePackIndex(await encodePackIndex(index))
    const digests = [...(await bundles.unpack(decoded))].map(([path, bytes]) => [path, sha256Hex(bytes)])
    expect(digests).toEqual(
      Object.entries(contents).map(([path, content]) => [path, sha256Hex(Buffer.from(content))]),
    )
    expect(installedSize).toBe(10_210_001)
  })

  it('packs what an npm package ships, byte for byte', async () => {
    const root = join(import.meta.dirname, '../../../../node_modules/@fontsource-variable/inter')
    const directory = await temporaryDirectory()
    const manifestPath = await writePackagingManifest(directory, { sourceRoot: root })
    const bundles = new Bundles()
    const { index } = await bundles.package(manifestPath)
    const unpacked = await bundles.unpack(index)
    for (const [path, bytes] of unpacked)
      expect(Buffer.compare(bytes, await readFile(join(root, path)))).toBe(0)
    expect(unpacked.size).toBeGreaterThan(10)
  })

  it('stores the same content once, and finds it again where it is stored', async () => {
    const { index } = await new Bundles().package(await aSource())
    const [big, copy] = index.files
    expect(copy?.chunks).toEqual(big?.chunks)
    expect(fetchCost(index, () => false).bytes).toBeLessThan(5_010_000)
  })

  it('C-33 gives the same bytes for the same content, whenever and wherever it was written', async () => {
    const first = new Bundles()
    const second = new Bundles()
    const firstIndex = (await first.package(await aSource())).index
    const reversed = await aSource(Object.fromEntries(Object.entries(contents).reverse()))
    const secondIndex = (await second.package(reversed)).index
    expect(await encodePackIndex(firstIndex)).toEqual(await encodePackIndex(secondIndex))
    expect([...first.byHash.keys()]).toEqual([...second.byHash.keys()])
  })

  it('stores only what no earlier version holds', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(await aSource())
    const changed = Buffer.from(contents['big.bin'])
    changed.set(seededBytes(100, 5), 2_000_000)
    const second = await bundles.package(
      await aSource({ ...contents, 'big.bin': changed, 'new.txt': 'new' }),
      [first.index],
    )
    const stored = second.newBundles.reduce((sum, { size }) => sum + size, 0)
    expect(stored).toBeLessThan(600_000)
    const unpacked = await bundles.unpack(second.index)
    expect(Buffer.from(unpacked.get('big.bin') ?? []).equals(changed)).toBe(true)
    expect(Buffer.from(unpacked.get('new.txt') ?? []).toString()).toBe('new')
  })

  it('stores anew what an earlier version holds only among much else', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(
      await aSource({ 'a.bin': seededBytes(60_000, 1), 'b.bin': seededBytes(1_000_000, 2) }),
    )
    const second = await bundles.package(await aSource({ 'a.bin': seededBytes(60_000, 1) }), [first.index])
    expect(second.index.bundles).toEqual(second.newBundles)
    expect(fetchCost(second.index, () => false).bytes).toBeLessThan(61_000)
  })

  describe('for machines that have an earlier version', () => {
    const built = (build: string): Readonly<Record<string, string>> => ({
      [`app-${build}.js`]: builtCode(20_000, build),
      'style.css': builtCode(500, build, 2),
    })

    it('writes frames that lean on it, a fraction as large', async () => {
      const bundles = new Bundles()
      const first = await bundles.package(await aSource(built('aa')))
      const second = await bundles.package(await aSource(built('bb')), [first.index])
      const [full, update] = [
        fetchCost(second.index, () => false).bytes,
        updateCost(first.index, second.index),
      ]
      expect(update / full).toBeLessThan(0.1)
    })

    it('leaves the full download as it is for everybody else', async () => {
      const bundles = new Bundles()
      const first = await bundles.package(await aSource(built('aa')))
      const second = await bundles.package(await aSource(built('bb')), [first.index])
      const alone = await new Bundles().package(await aSource(built('bb')))
      expect(fetchCost(second.index, () => false)).toEqual(fetchCost(alone.index, () => false))
      const unpacked = await bundles.unpack(second.index)
      expect(Buffer.from(unpacked.get('app-bb.js') ?? []).toString()).toBe(built('bb')['app-bb.js'])
    })

    it('writes a frame once when it serves two versions', async () => {
      const bundles = new Bundles()
      const first = await bundles.package(await aSource(built('aa')))
      const second = await bundles.package(await aSource({ ...built('aa'), 'new.txt': 'new' }), [first.index])
      const third = await bundles.package(await aSource(built('bb')), [second.index, first.index])
      const leaning = third.index.frames.filter(({ prefixChunks }) => prefixChunks.length > 0)
      expect(leaning.length).toBe(third.index.frames.length - leaning.length)
      expect(updateCost(first.index, third.index)).toBe(updateCost(second.index, third.index))
    })

    it('writes none that save little', async () => {
      const bundles = new Bundles()
      const first = await bundles.package(await aSource({ 'a.bin': seededBytes(3_000_000, 1) }))
      const second = await bundles.package(await aSource({ 'a.bin': seededBytes(3_000_000, 2) }), [
        first.index,
      ])
      expect(second.index.frames.filter(({ prefixChunks }) => prefixChunks.length > 0)).toEqual([])
    })

    it('gives the same bytes every time', async () => {
      const twice = await Promise.all(
        [1, 2].map(async () => {
          const bundles = new Bundles()
          const first = await bundles.package(await aSource(built('aa')))
          return (await bundles.package(await aSource(built('bb')), [first.index])).newBundles
        }),
      )
      expect(twice[0]).toEqual(twice[1])
    })

    it('leaves out what cannot be read of an earlier version, and says which one it is', async () => {
      const bundles = new Bundles()
      const first = await bundles.package(await aSource(built('aa')))
      for (const bytes of bundles.byHash.values()) bytes.fill(0, 100, 200)
      const second = await bundles.package(await aSource(built('bb')), [first.index])
      expect([first.damagedVersions, second.damagedVersions]).toEqual([[], [1]])
      const unpacked = await bundles.unpack(second.index)
      expect(Buffer.from(unpacked.get('app-bb.js') ?? []).toString()).toBe(built('bb')['app-bb.js'])
    })

    it('reads of an earlier version little more than what changed', async () => {
      const bundles = new Bundles()
      const kept = { 'big.bin': seededBytes(8_000_000, 1) }
      const first = await bundles.package(await aSource({ ...kept, 'z.js': builtCode(500, 'aa') }))
      await bundles.package(await aSource({ ...kept, 'z.js': builtCode(500, 'bb') }), [first.index])
      expect(bundles.bytesRead).toBeLessThan(3_000_000)
    })

    /** Versions that are published one after the other, each beside the two before it. */
    const published = async (
      bundles: Bundles,
      builds: readonly string[],
    ): Promise<readonly PackagedAssetPack['index'][]> => {
      const indexes: PackagedAssetPack['index'][] = []
      for (const build of builds) {
        const previous = indexes.slice(-2).reverse()
        const { index } = await bundles.package(await aSource({ 'a.js': builtCode(20_000, build) }), previous)
        indexes.push({ ...index, version: indexes.length + 1 })
      }
      return indexes
    }

    it('leads machines that missed some over the versions between', async () => {
      const indexes = await published(new Bundles(), ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg'])
      const newest = indexes.at(-1) ?? failed()
      const full = fetchCost(newest, () => false).bytes
      const costs = indexes.slice(0, -1).map((from) => updateCost(from, newest) < full / 3)
      expect(costs).toEqual([true, true, true, true, true, true])
    })

    it('gives what every frame says, also in a row of versions that take things back', async () => {
      const bundles = new Bundles()
      const chunks = new Map<string, Uint8Array>()
      const wrong: (readonly number[])[] = []
      const builds = ['aa', 'bb', 'aa', 'cc', 'bb', 'dd', 'aa', 'ee']
      let previous: readonly PackagedAssetPack['index'][] = []
      for (const [number, build] of builds.entries()) {
        const files = { 'a.js': builtCode(3_000, build), 'b.js': builtCode(3_000, build, 1 + (number % 3)) }
        const { index } = await bundles.package(await aSource(files), previous)
        for (const [path, bytes] of await bundles.unpack(index)) addChunks(chunks, index, path, bytes)
        wrong.push(bundles.wrongFrames(index, chunks))
        previous = [{ ...index, version: number + 1 }, ...previous.slice(0, 1)]
      }
      expect(wrong).toEqual(builds.map(() => []))
    })

    it('carries nothing on that others pay for: the full download stays as it is', async () => {
      const newest = (await published(new Bundles(), ['aa', 'bb', 'cc', 'dd'])).at(-1) ?? failed()
      const [alone = failed()] = await published(new Bundles(), ['dd'])
      expect(fetchCost(newest, () => false)).toEqual(fetchCost(alone, () => false))
      const sizes = await Promise.all(
        [newest, alone].map(async (index) => (await encodePackIndex(index)).length),
      )
      expect((sizes[0] ?? 0) - (sizes[1] ?? 0)).toBeLessThan(fetchCost(alone, () => false).bytes / 50)
    })

    it('carries no frame on whose bundle has been cleared away', async () => {
      const bundles = new Bundles()
      const [first = failed(), second = failed(), third = failed()] = await published(bundles, [
        'aa',
        'bb',
        'cc',
      ])
      const kept = new Set([...second.bundles, ...third.bundles].map(({ sha256 }) => sha256))
      const leaning = second.bundles.filter(
        ({ sha256 }) => !first.bundles.some((one) => one.sha256 === sha256),
      )
      for (const { sha256 } of leaning) bundles.byHash.delete(sha256)
      const manifest = await aSource({ 'a.js': builtCode(20_000, 'dd') })
      const { index } = await bundles.package(manifest, [third, second])
      const missing = index.bundles.filter(({ sha256 }) => kept.has(sha256) && !bundles.byHash.has(sha256))
      expect(missing).toEqual([])
    })

    it('takes no prefix that zstd would read as a dictionary, even when small files spell it together', async () => {
      const bundles = new Bundles()
      const text = builtCode(600, 'aa')
      const [start, end] = [Buffer.from([0x37, 0xa4]), Buffer.from([0x30, 0xec])]
      const first = await bundles.package(
        await aSource({
          'a.bin': start,
          'b.bin': Buffer.concat([end, Buffer.from(text)]),
        }),
      )
      const second = await bundles.package(
        await aSource({ 'a.bin': Buffer.from([0x37, 0xa5]), 'b.bin': Buffer.from(`--${text}`) }),
        [first.index],
      )
      expect((await bundles.unpack(second.index)).size).toBe(2)
    })
  })

  it('writes nothing when nothing changed', async () => {
    const bundles = new Bundles()
    const first = await bundles.package(await aSource())
    const second = await bundles.package(await aSource(), [first.index])
    expect(second).toEqual({ ...first, index: { ...first.index, version: 2 }, newBundles: [] })
  })

  it('notices that a file is executable', async () => {
    const manifestPath = await aSource({ run: 'x', plain: 'x' })
    await chmod(join(manifestPath, '../content/run'), 0o755)
    const { index } = await new Bundles().package(manifestPath)
    expect(index.files.map(({ path, executable }) => [path, executable])).toEqual([
      ['plain', false],
      ['run', process.platform !== 'win32'],
    ])
  })

  it('C-32 refuses a file that changes while it is read', async () => {
    const manifestPath = await aSource()
    const growing = join(manifestPath, '../content/big.bin')
    let hasGrown = false
    const packaged = packageAssetPack({
      manifestPath,
      signal: new AbortController().signal,
      writeBundle: () => Promise.resolve(),
      onProgress: () => {
        if (hasGrown) return
        hasGrown = true
        void appendFile(growing, 'more')
      },
    })
    await expect(packaged).rejects.toMatchObject({ code: 'integrityCheckFailed', details: { path: growing } })
  })

  it('stops with the reason of the signal and writes nothing more', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const packaged = packageAssetPack({
      manifestPath: await aSource(),
      signal: controller.signal,
      writeBundle: () => Promise.reject(new Error('written after all')),
      onProgress: () => {
        controller.abort(reason)
      },
    })
    await expect(packaged).rejects.toBe(reason)
  })

  it('says how far it is, to the end', async () => {
    const seen: number[] = []
    await packageAssetPack({
      manifestPath: await aSource(),
      signal: new AbortController().signal,
      writeBundle: () => Promise.resolve(),
      onProgress: ({ bytesRead, totalBytes }) => seen.push(bytesRead / totalBytes),
    })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
  })
})
