import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Updater } from 'tuf-js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeAssetPackFile } from '../../../../src-main/packaging/write-asset-pack-file'
import {
  createSigningKeys,
  publish,
  refreshMetadata,
  withdraw,
  type PublishOptions,
  type PublishReport,
} from '../../../../src-main/publishing/publish'
import { withRepositoryLock } from '../../../../src-main/publishing/repository-lock'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { bundlePath, consistentTargetPath, packIndexTargetName } from '../../../../src-main/repository/layout'
import { decodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import { targetCustomSchema } from '../../../../src-main/repository/target-custom'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { unpack } from '../../../support/packed-content'
import { fileTree, seededBytes, writeTree } from '../../../support/file-tree'
import { ManualClock } from '../../../support/manual-clock'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

const id = parseAssetPackID('maps')
const dayMs = 24 * 60 * 60 * 1000

/** A publisher with a repository, and a client that trusts its first root. */
class Scene {
  readonly directory: string
  readonly repository: string
  readonly keys: string
  readonly clock = new ManualClock(Date.now())

  constructor(directory: string) {
    this.directory = directory
    this.repository = join(directory, 'repository')
    this.keys = join(directory, 'keys')
  }

  static async open(): Promise<Scene> {
    const scene = new Scene(await temporaryDirectory())
    await createSigningKeys({ directory: scene.keys })
    return scene
  }

  get place(): {
    readonly repositoryDirectory: string
    readonly keysDirectory: string
    readonly clock: ManualClock
  } {
    return { repositoryDirectory: this.repository, keysDirectory: this.keys, clock: this.clock }
  }

  async source(
    name: string,
    files: Readonly<Record<string, Uint8Array | string>>,
    changes: object = {},
  ): Promise<string> {
    await writeTree(join(this.directory, name, 'content'), files)
    return writePackagingManifest(join(this.directory, name), changes)
  }

  publish(sources: readonly string[], changes: Partial<PublishOptions> = {}): Promise<PublishReport> {
    return publish({ ...this.place, sources, level: 3, ...changes })
  }

  /** What a fresh client sees, verified by the reference library from the first root on. */
  async client(): Promise<ReadonlyMap<string, unknown>> {
    const metadataDir = join(this.directory, 'client', String(Math.trunc(performance.now() * 1000)))
    await mkdir(metadataDir, { recursive: true })
    await writeFile(
      join(metadataDir, 'root.json'),
      await readFile(join(this.repository, 'metadata/root.json')),
    )
    const updater = new Updater({ metadataDir, metadataBaseUrl: `${await serve(this.repository)}/metadata` })
    await updater.refresh()
    const { signed } = JSON.parse(await readFile(join(metadataDir, 'targets.json'), 'utf8')) as {
      signed: { targets: Record<string, unknown> }
    }
    const found = new Map<string, unknown>()
    for (const name of Object.keys(signed.targets)) {
      const target = await updater.getTargetInfo(name)
      const bytes = await readFile(
        join(this.repository, consistentTargetPath(name, target?.hashes['sha256'] ?? '')),
      )
      expect([bytes.length, sha256Hex(bytes)]).toEqual([target?.length, target?.hashes['sha256']])
      found.set(name, targetCustomSchema.parse(target?.custom).assetPack)
    }
    return found
  }

  /** Hashes of all files of a version, rebuilt from the repository alone. */
  async contentOf(version: number): Promise<Readonly<Record<string, string>>> {
    const metadata = join(this.repository, 'metadata')
    const newest =
      (await readdir(metadata))
        .filter((entry) => entry.endsWith('.targets.json'))
        .sort()
        .at(-1) ?? ''
    const { signed } = JSON.parse(await readFile(join(metadata, newest), 'utf8')) as {
      signed: { targets: Record<string, { hashes: { sha256: string } }> }
    }
    const name = packIndexTargetName(id, version)
    const path = consistentTargetPath(name, signed.targets[name]?.hashes.sha256 ?? '')
    const index = await decodePackIndex(await readFile(join(this.repository, path)))
    const files = await unpack(index, (sha256) => readFile(join(this.repository, bundlePath(sha256))))
    return Object.fromEntries([...files].map(([path, bytes]) => [path, sha256Hex(bytes)]))
  }
}

/** Serves a folder over HTTP, as any static host would, until the test has finished. */
async function serve(directory: string): Promise<string> {
  const server = createServer((request, response) => {
    readFile(join(directory, request.url ?? '')).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

const firstFiles = { 'a.bin': seededBytes(3_000_000, 1), 'b/c.txt': 'text' }
const secondFiles = { ...firstFiles, 'b/c.txt': 'changed', 'd.txt': 'new' }

async function refusal(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => 'accepted',
    (error: unknown) => (error as AssetPackError).code,
  )
}

describe('publish', () => {
  it('makes a repository that the reference client verifies, with every byte in it', async () => {
    const scene = await Scene.open()
    const source = await scene.source('one', firstFiles, { userInfo: { title: 'Maps', scale: 0.5 } })
    const { packs } = await scene.publish([source])
    const offered = await scene.client()
    expect(packs).toEqual([
      {
        id,
        version: 1,
        changed: true,
        files: 2,
        chunks: expect.any(Number) as number,
        newBundles: 1,
        newBytes: expect.any(Number) as number,
        downloadSize: packs[0]?.newBytes,
        installedSize: 3_000_004,
        updateCosts: [],
        emptyFolders: [],
        damagedVersions: [],
        seconds: 0,
      },
    ])
    expect([...offered]).toEqual([
      [
        'maps/1.packindex',
        {
          id,
          version: 1,
          downloadSize: packs[0]?.downloadSize,
          installedSize: 3_000_004,
          policy: { kind: 'onDemand' },
          platforms: [],
          userInfo: { title: 'Maps', scale: 0.5 },
        },
      ],
    ])
    expect(await scene.contentOf(1)).toEqual(await fileTree(join(scene.directory, 'one/content')))
  })

  it('adds only new bundles for a new version, and says what updates cost', async () => {
    const scene = await Scene.open()
    await scene.publish([await scene.source('one', firstFiles)])
    const before = await fileTree(join(scene.repository, 'bundles'))
    const { packs } = await scene.publish([await scene.source('two', secondFiles)])
    const after = await fileTree(join(scene.repository, 'bundles'))
    expect(after).toEqual({ ...after, ...before })
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 1)
    expect(packs[0]?.newBytes).toBeLessThan(10_000)
    const [patch = ''] = (await readdir(join(scene.repository, 'targets/maps'))).filter((name) =>
      name.endsWith('.2.from-1.indexpatch'),
    )
    const sizes = await Promise.all(
      [
        join('targets/maps', patch),
        ...Object.keys(after)
          .filter((path) => !(path in before))
          .map((path) => join('bundles', path)),
      ].map(async (path) => (await stat(join(scene.repository, path))).size),
    )
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    expect(packs[0]?.updateCosts).toEqual([{ fromVersion: 1, bytes }])
    expect([...(await scene.client()).keys()]).toEqual(['maps/1.packindex', 'maps/2.packindex'])
    expect(await scene.contentOf(2)).toEqual(await fileTree(join(scene.directory, 'two/content')))
  })

  it('makes no new version when nothing changed, and one when only the facts did', async () => {
    const scene = await Scene.open()
    const source = await scene.source('one', firstFiles, { userInfo: { b: 1, a: 2 } })
    await scene.publish([source])
    const before = await fileTree(scene.repository)
    const same = await scene.publish([await scene.source('one', firstFiles, { userInfo: { a: 2, b: 1 } })])
    expect([same.packs[0]?.version, same.packs[0]?.changed]).toEqual([1, false])
    expect(await fileTree(scene.repository)).toEqual(before)
    const renamed = await scene.publish([await scene.source('one', firstFiles, { userInfo: { a: 3 } })])
    expect([renamed.packs[0]?.version, renamed.packs[0]?.newBundles]).toEqual([2, 0])
  })

  it('goes on offering the newest versions only, and goes on counting', async () => {
    const scene = await Scene.open()
    for (const version of ['1', '2', '3', '4']) {
      await scene.publish([await scene.source('one', { ...firstFiles, version })], { keep: 3 })
    }
    expect([...(await scene.client()).keys()]).toEqual([
      'maps/2.packindex',
      'maps/3.packindex',
      'maps/4.packindex',
    ])
    await withdraw({ ...scene.place, id })
    expect([...(await scene.client()).keys()]).toEqual([])
    const { packs } = await scene.publish([await scene.source('one', firstFiles)])
    expect(packs[0]?.version).toBe(5)
  })

  it('publishes several sources at once, two versions of one pack included, and .assetpack files', async () => {
    const scene = await Scene.open()
    const first = await scene.source('one', firstFiles)
    const second = await scene.source('two', secondFiles)
    const other = await scene.source('three', { x: 'x' }, { assetPackID: 'other' })
    const packed = join(scene.directory, 'two.assetpack')
    await writeAssetPackFile({ manifestPath: second, path: packed, signal: new AbortController().signal })
    const { packs } = await scene.publish([first, other, packed])
    expect(packs.map(({ id: pack, version }) => `${pack} ${String(version)}`)).toEqual([
      'maps 1',
      'other 1',
      'maps 2',
    ])
    expect([...(await scene.client()).keys()]).toEqual([
      packIndexTargetName(id, 1),
      packIndexTargetName(id, 2),
      'other/1.packindex',
    ])
    expect(await scene.contentOf(2)).toEqual(await fileTree(join(scene.directory, 'two/content')))
  })

  it('refuses a name in another spelling, other keys, a damaged repository and a second publisher', async () => {
    const scene = await Scene.open()
    const source = await scene.source('one', firstFiles)
    await scene.publish([source])
    const before = await scene.client()
    const otherKeys = join(scene.directory, 'other-keys')
    await createSigningKeys({ directory: otherKeys })
    const spelled = await scene.source('two', firstFiles, { assetPackID: 'MAPS' })
    const results = {
      spelling: await refusal(scene.publish([spelled])),
      otherKeys: await refusal(scene.publish([source], { keysDirectory: otherKeys })),
      noKeys: await refusal(scene.publish([source], { keysDirectory: join(scene.directory, 'nowhere') })),
      atOnce: await withRepositoryLock(scene.repository, () => refusal(scene.publish([source]))),
    }
    expect(results).toEqual({
      spelling: 'alreadyExists',
      otherKeys: 'keysInvalid',
      noKeys: 'keysInvalid',
      atOnce: 'fileInUse',
    })
    expect(await scene.client()).toEqual(before)
    const targets = join(scene.repository, 'metadata/1.targets.json')
    await writeFile(targets, (await readFile(targets, 'utf8')).replace('"version":1', '"version":2'))
    expect(await refusal(scene.publish([source]))).toBe('signatureInvalid')
  })

  it('signs no version whose bundles are missing or cut off, and writes damaged ones anew', async () => {
    const scene = await Scene.open()
    const source = await scene.source('one', { 'a.bin': seededBytes(1_000_000, 1) })
    await scene.publish([source])
    const bundles = join(scene.repository, 'bundles')
    const [name = ''] = Object.keys(await fileTree(bundles)).filter((path) => path.endsWith('.bundle'))
    const bytes = await readFile(join(bundles, name))
    const more = await scene.source('two', { 'a.bin': seededBytes(1_000_000, 1), 'b.txt': 'b' })
    await rm(join(bundles, name))
    const missing = await refusal(scene.publish([more]))
    await writeFile(join(bundles, name), bytes.subarray(1))
    const cut = await refusal(scene.publish([more]))
    await writeFile(join(bundles, name), Buffer.from(bytes).fill(0, 0, 10))
    await withdraw({ ...scene.place, id })
    await scene.publish([source])
    expect([missing, cut, Buffer.compare(await readFile(join(bundles, name)), bytes)]).toEqual([
      'integrityCheckFailed',
      'integrityCheckFailed',
      0,
    ])
  })

  it('signs no version that goes on with a bundle in which damage came to light', async () => {
    const scene = await Scene.open()
    const files = { 'a.bin': seededBytes(3_000_000, 1), 'b.bin': seededBytes(3_000_000, 2) }
    await scene.publish([await scene.source('one', files)])
    const bundles = join(scene.repository, 'bundles')
    const [name = ''] = Object.keys(await fileTree(bundles)).filter((path) => path.endsWith('.bundle'))
    await writeFile(join(bundles, name), (await readFile(join(bundles, name))).fill(0))
    const second = await scene.source('two', { ...files, 'b.bin': seededBytes(3_000_000, 3) })
    expect(await refusal(scene.publish([second]))).toBe('integrityCheckFailed')
  })

  it.each([
    [2, [1]],
    [1, []],
  ])('names a damaged version while it offers the newest %i', async (keep, damagedVersions) => {
    const scene = await Scene.open()
    await scene.publish([await scene.source('one', { 'a.bin': seededBytes(100_000, 1) })])
    for (const path of Object.keys(await fileTree(join(scene.repository, 'bundles'))))
      await writeFile(join(scene.repository, 'bundles', path), 'damaged')
    const source = await scene.source('two', { 'a.bin': seededBytes(100_000, 2) })
    const { packs } = await scene.publish([source], { keep })
    expect(packs[0]?.damagedVersions).toEqual(damagedVersions)
  })

  it('changes nothing that a client sees when it is cancelled or fails, and goes on afterwards', async () => {
    const scene = await Scene.open()
    await scene.publish([await scene.source('one', firstFiles)])
    const before = await scene.client()
    const files = await fileTree(scene.repository)
    const controller = new AbortController()
    const good = await scene.source('two', secondFiles)
    const bad = await scene.source(
      'three',
      { x: 'x' },
      { assetPackID: 'other', fileSelectors: [{ file: 'y' }] },
    )
    expect(await refusal(scene.publish([good, bad]))).toBe('fileNotFound')
    const cancelled = scene.publish([await scene.source('two', { ...secondFiles, e: 'e' })], {
      signal: controller.signal,
      onProgress: () => {
        controller.abort()
      },
    })
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' })
    expect(await scene.client()).toEqual(before)
    expect(await fileTree(scene.repository)).toEqual(files)
    const { packs } = await scene.publish([good])
    expect(packs[0]?.version).toBe(2)
    expect(await scene.contentOf(2)).toEqual(await fileTree(join(scene.directory, 'two/content')))
  })
})

describe('refreshMetadata', () => {
  it('lets clients that the old signatures would lock out go on, years later too', async () => {
    const scene = await Scene.open()
    const past = new ManualClock(Date.now() - 300 * dayMs)
    await publish({ ...scene.place, clock: past, sources: [await scene.source('one', firstFiles)] })
    await expect(scene.client()).rejects.toThrow('expired')
    await refreshMetadata(scene.place)
    expect([...(await scene.client()).keys()]).toEqual(['maps/1.packindex'])
    expect((await readdir(join(scene.repository, 'metadata'))).sort()).toEqual([
      '1.root.json',
      '1.snapshot.json',
      '1.targets.json',
      '2.root.json',
      '2.snapshot.json',
      '2.targets.json',
      'root.json',
      'timestamp.json',
    ])
  })

  it('keeps a new root that clients may have seen, whatever fails after it', async () => {
    const scene = await Scene.open()
    const past = new ManualClock(Date.now() - 300 * dayMs)
    await publish({ ...scene.place, clock: past, sources: [await scene.source('one', firstFiles)] })
    const metadata = join(scene.repository, 'metadata')
    await mkdir(join(metadata, '2.targets.json', 'in the way'), { recursive: true })
    await expect(refreshMetadata(scene.place)).rejects.toMatchObject({ name: 'AssetPackError' })
    const root = await readFile(join(metadata, '2.root.json'), 'utf8')
    await rm(join(metadata, '2.targets.json'), { recursive: true })
    await refreshMetadata(scene.place)
    expect(await readFile(join(metadata, '2.root.json'), 'utf8')).toBe(root)
    expect([...(await scene.client()).keys()]).toEqual(['maps/1.packindex'])
  })

  it('signs with the days asked for', async () => {
    const scene = await Scene.open()
    await scene.publish([await scene.source('one', firstFiles)], { expiresInDays: 30 })
    const { signed } = JSON.parse(
      await readFile(join(scene.repository, 'metadata/timestamp.json'), 'utf8'),
    ) as {
      signed: { expires: string }
    }
    expect(Math.round((Date.parse(signed.expires) - scene.clock.now()) / dayMs)).toBe(30)
  })
})
