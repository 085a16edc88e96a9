import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assetPackFileEnd } from '../../../../src-main/repository/asset-pack-file'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { InstallationScene, sampleContent, treeOf, type Content } from '../../../support/installation-scene'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface FileScene {
  readonly scene: InstallationScene
  readonly assetPack: AssetPack
  readonly path: string
}

/** The newest of these versions of a pack, offered and in a file. */
async function opened(...versions: readonly Content[]): Promise<FileScene> {
  const scene = await InstallationScene.open()
  let assetPack: AssetPack | undefined
  for (const content of versions) assetPack = await scene.publish('maps', content)
  if (assetPack === undefined) throw new Error('no version')
  return { scene, assetPack, path: await fileOf(scene, assetPack) }
}

async function fileOf(scene: InstallationScene, assetPack: AssetPack): Promise<string> {
  const index = scene.index('maps')
  const { version: _v, downloadSize: _d, installedSize: _i, ...facts } = assetPack.toJSON()
  const bundles = index.bundles.map(({ sha256 }) => scene.bundle(sha256))
  const path = join(await temporaryDirectory(), 'maps.assetpack')
  await writeFile(path, Buffer.concat([...bundles, assetPackFileEnd(facts, await encodePackIndex(index))]))
  return path
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'installed',
    (error: unknown) => toAssetPackError(error).code,
  )
}

const fromFileOnly = { mayUseNetwork: false }

describe('an installation from a file', () => {
  it('installs the pack without asking the host for anything', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    const report = await scene.install(assetPack, { file: { path, ...fromFileOnly } })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(sampleContent))
    expect([scene.transport.requests, report.bytesFetched, report.requests]).toEqual([[], 0, 0])
    expect(await scene.verify('maps')).toEqual([])
  })

  it('updates what is here from a file of a later version', async () => {
    const before = { ...sampleContent, 'old.bin': seededBytes(300_000, 7) }
    const { scene, assetPack: first } = await opened(before)
    await scene.install(first)
    const after = { ...sampleContent, 'new.bin': seededBytes(300_000, 8) }
    const second = await scene.publish('maps', after)
    const asked = scene.transport.requests.length
    await scene.install(second, { file: { path: await fileOf(scene, second), ...fromFileOnly } })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(after))
    expect(scene.transport.requests.length).toBe(asked)
  })

  it('fails with what is wrong when a chunk is damaged, and leaves nothing installed', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    await flip(path, 700_000)
    expect(await codeOf(scene.install(assetPack, { file: { path, ...fromFileOnly } }))).toBe(
      'packFileDamaged',
    )
    expect([scene.store.installedPacks(), scene.transport.requests]).toEqual([[], []])
  })

  it('goes on with a file that was accepted, after the list has left its version behind', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    const indexSha256 = sha256Hex(await encodePackIndex(scene.index('maps')))
    scene.forget(assetPack)
    await scene.install(assetPack, { file: { path, ...fromFileOnly, indexSha256 } })
    expect(await scene.verify('maps')).toEqual([])
  })

  it('refuses an accepted file when the list names another index for its version by now', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    const indexSha256 = sha256Hex(await encodePackIndex(scene.index('maps')))
    await scene.offer({ ...scene.index('maps'), files: [] })
    const installed = scene.install(assetPack, { file: { path, ...fromFileOnly, indexSha256 } })
    expect(await codeOf(installed)).toBe('packFileUnsigned')
  })

  it('refuses a file of a version that the list does not name, and that was never accepted', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    scene.forget(assetPack)
    const installed = scene.install(assetPack, { file: { path, ...fromFileOnly } })
    expect(await codeOf(installed)).toBe('packFileUnsigned')
  })

  it('takes a damaged part from the host when it may, and only that', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    await flip(path, 700_000)
    await scene.install(assetPack, { file: { path, mayUseNetwork: true } })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(sampleContent))
    expect(scene.transport.requests.length).toBe(1)
  })

  it('refuses a file whose index is not the signed one, or goes on without it when it may', async () => {
    const { scene, assetPack, path } = await opened(sampleContent)
    const other = await opened({ ...sampleContent, 'text/a.txt': 'forged' })
    await writeFile(path, await readFile(other.path))
    expect(await codeOf(scene.install(assetPack, { file: { path, ...fromFileOnly } }))).toBe(
      'packFileUnsigned',
    )
    expect(scene.transport.requests).toEqual([])
    await scene.install(assetPack, { file: { path, mayUseNetwork: true } })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(sampleContent))
  })

  it('refuses a file of another version', async () => {
    const { scene, path } = await opened(sampleContent)
    const second = await scene.publish('maps', { ...sampleContent, 'text/a.txt': 'b' })
    expect(await codeOf(scene.install(second, { file: { path, ...fromFileOnly } }))).toBe(
      'packFileOtherVersion',
    )
  })

  it('notices a file that is made shorter while it is read', async () => {
    const { scene, assetPack, path } = await opened({ 'big.bin': seededBytes(40_000_000, 3) })
    let isCut = false
    const installing = scene.install(assetPack, {
      file: { path, ...fromFileOnly },
      onProgress: ({ placedBytes }) => {
        if (isCut || placedBytes === 0) return
        isCut = true
        cutting = truncate(path, 1_000_000)
      },
    })
    let cutting: Promise<void> | undefined
    expect(await codeOf(installing)).toBe('packFileDamaged')
    await cutting
    expect(isCut).toBe(true)
  })

  it('stops when it is cancelled, and goes on with what was placed', async () => {
    const { scene, assetPack, path } = await opened({ 'big.bin': seededBytes(40_000_000, 3) })
    const stopping = new AbortController()
    const file = { path, ...fromFileOnly }
    const first = scene.install(assetPack, {
      file,
      signal: stopping.signal,
      onProgress: ({ placedBytes }) => {
        if (placedBytes > 0) stopping.abort()
      },
    })
    await expect(first).rejects.toMatchObject({ name: 'AbortError' })
    let placedAtFirst: number | undefined
    await scene.install(assetPack, {
      file,
      onProgress: ({ placedBytes, totalPlacedBytes }) => {
        if (totalPlacedBytes > 0) placedAtFirst ??= placedBytes
      },
    })
    expect(placedAtFirst).toBeGreaterThan(0)
    expect(await scene.verify('maps')).toEqual([])
  })
})

async function flip(path: string, position: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[position] = (bytes[position] ?? 0) ^ 1
  await writeFile(path, bytes)
}
