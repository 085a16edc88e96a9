import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { sha256, sha256Hex } from '../../src-main/repository/digest'
import type { PackIndex } from '../../src-main/repository/pack-index'
import { encodePackIndex } from '../../src-main/repository/pack-index-codec'
import type { AssetPackStore, InstalledPack, StagingArea } from '../../src-main/store/asset-pack-store'
import { writeTree } from './file-tree'

/** Path -> text. */
export type StoredFiles = Readonly<Record<string, string>>

/** The index of exactly these files: each content is one chunk, all of them one frame. */
export function storedIndex(pack: AssetPack, files: StoredFiles): PackIndex {
  const contents = [...new Set(Object.values(files))].filter((text) => text !== '')
  return {
    formatVersion: 1,
    assetPackID: pack.id,
    version: pack.version,
    files: Object.entries(files)
      .map(([path, text]) => ({
        path,
        size: Buffer.byteLength(text),
        executable: false,
        sha256: sha256Hex(Buffer.from(text)),
        chunks: Uint32Array.from(text === '' ? [] : [contents.indexOf(text)]),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    chunks: {
      count: contents.length,
      hashes: Buffer.concat(contents.map((text) => sha256(Buffer.from(text)))),
      sizes: Uint32Array.from(contents, (text) => Buffer.byteLength(text)),
    },
    ...(contents.length === 0 ? { frames: [], bundles: [] } : inOneFrame(contents.length)),
  }
}

function inOneFrame(chunkCount: number): Pick<PackIndex, 'frames' | 'bundles'> {
  const storedLength = 1_000
  const chunks = Uint32Array.from({ length: chunkCount }, (_, position) => position)
  return {
    frames: [{ bundle: 0, offset: 0, storedLength, chunks, prefixChunks: new Uint32Array() }],
    bundles: [{ sha256: '0'.repeat(64), size: storedLength }],
  }
}

/** What an installer does up to I-5: every file is in its staging area. */
export async function stage(
  store: AssetPackStore,
  pack: AssetPack,
  files: StoredFiles,
): Promise<StagingArea> {
  const staging = await store.openStaging(pack.id, pack.version)
  await writeTree(staging.filesDirectory, files)
  return staging
}

/** Installs a version without a network. */
export async function installFiles(
  store: AssetPackStore,
  pack: AssetPack,
  files: StoredFiles,
): Promise<InstalledPack> {
  const staging = await stage(store, pack, files)
  return store.commit(staging, pack, await encodePackIndex(storedIndex(pack, files)))
}
