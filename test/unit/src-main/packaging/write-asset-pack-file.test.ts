import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAssetPackFile } from '../../../../src-main/packaging/write-asset-pack-file'
import { readAssetPackBundle, readAssetPackFile } from '../../../../src-main/repository/asset-pack-file'
import { packageAssetPackFile } from '../../../../src-main/packaging/package-asset-pack-file'
import { unpack } from '../../../support/packed-content'
import { seededBytes, writeTree } from '../../../support/file-tree'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

const { signal } = new AbortController()
const facts = { userInfo: { title: 'Maps' }, language: 'de', platforms: ['linux'] }

async function aFile(name = 'maps.assetpack', seed = 1): Promise<string> {
  const directory = await temporaryDirectory()
  await writeTree(join(directory, 'content'), { 'a.bin': seededBytes(700_000, seed), 'b.txt': 'text' })
  const path = join(directory, name)
  await writeAssetPackFile({ manifestPath: await writePackagingManifest(directory, facts), path, signal })
  return path
}

describe('.assetpack file', () => {
  it('holds the facts, the index and every byte', async () => {
    const file = await readAssetPackFile(await aFile())
    const positions = new Map(file.index.bundles.map(({ sha256 }, position) => [sha256, position]))
    const files = await unpack(file.index, (sha256) => readAssetPackBundle(file, positions.get(sha256) ?? -1))
    expect(file.facts).toEqual({ id: 'maps', policy: { kind: 'onDemand' }, ...facts })
    expect([...files.keys()]).toEqual(['a.bin', 'b.txt'])
    expect(Buffer.compare(files.get('a.bin') ?? new Uint8Array(0), seededBytes(700_000, 1))).toBe(0)
  })

  it('is the same bytes for the same content', async () => {
    expect(
      Buffer.compare(await readFile(await aFile()), await readFile(await aFile('other.assetpack'))),
    ).toBe(0)
  })

  it('is never overwritten, and leaves nothing behind when it fails', async () => {
    const path = await aFile()
    const manifestPath = join(path, '../Manifest.json')
    await expect(writeAssetPackFile({ manifestPath, path, signal })).rejects.toMatchObject({
      code: 'alreadyExists',
    })
    await writePackagingManifest(join(path, '..'), { fileSelectors: [{ file: 'nothing' }] })
    const other = join(path, '../other.assetpack')
    await expect(writeAssetPackFile({ manifestPath, path: other, signal })).rejects.toMatchObject({
      code: 'fileNotFound',
    })
    expect(await readdir(join(path, '..'))).toEqual(['Manifest.json', 'content', 'maps.assetpack'])
  })

  it('gives its bundles as they are to a first publish, and only what is new to a later one', async () => {
    const first = await aFile()
    const written: Uint8Array[] = []
    const writeBundle = (_bundle: unknown, bytes: Uint8Array): Promise<void> => {
      written.push(bytes)
      return Promise.resolve()
    }
    const packaged = await packageAssetPackFile({ path: first, version: 4, writeBundle, signal })
    const file = await readAssetPackFile(first)
    expect(packaged.index).toEqual({ ...file.index, version: 4 })
    expect(Buffer.compare(written[0] ?? new Uint8Array(0), await readAssetPackBundle(file, 0))).toBe(0)

    const again = await packageAssetPackFile({
      path: first,
      previous: [packaged.index],
      version: 5,
      writeBundle,
      signal,
    })
    expect([again.index.version, again.newBundles]).toEqual([5, []])

    const other = await aFile('other.assetpack', 2)
    const second = await packageAssetPackFile({
      path: other,
      previous: [packaged.index],
      version: 6,
      writeBundle,
      signal,
    })
    expect(second.newBundles).toHaveLength(1)
    const files = await unpack(second.index, () => written.at(-1) ?? new Uint8Array(0))
    expect(Buffer.compare(files.get('a.bin') ?? new Uint8Array(0), seededBytes(700_000, 2))).toBe(0)
  })
})
