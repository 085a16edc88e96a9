import {
  readAssetPackBundle,
  readAssetPackBytes,
  readAssetPackFile,
  type AssetPackFile,
} from '../repository/asset-pack-file'
import { chunkHash } from '../repository/chunk-table'
import { initializeCompression } from '../repository/compression'
import type { ChunkMap } from './chunk-map'
import { PackedChunks } from './packed-chunks'
import { packageChunks, type PackagedAssetPack, type PackageOptions } from './package-asset-pack'

/**
 * Packages the content of an `.assetpack` file for publishing. Where there is no earlier version its bundles are taken
 * as they are; else only the chunks that no earlier version holds are stored, as from a folder.
 *
 * @throws AssetPackError `packFileInvalid` or `packFileDamaged`, and what `writeBundle` throws; the signal's
 * reason.
 */
export async function packageAssetPackFile({
  path,
  ...options
}: Omit<PackageOptions, 'manifestPath'> & { readonly path: string }): Promise<PackagedAssetPack> {
  options.signal.throwIfAborted()
  await initializeCompression()
  const file = await readAssetPackFile(path)
  const totalBytes = file.index.files.reduce((sum, { size }) => sum + size, 0)
  options.onProgress?.({ bytesRead: 0, totalBytes })
  const packaged =
    (options.previous ?? []).length === 0
      ? await copyBundles(file, options)
      : await packageAnew(file, options)
  options.onProgress?.({ bytesRead: totalBytes, totalBytes })
  return packaged
}

type Options = Omit<PackageOptions, 'manifestPath'>

async function copyBundles(file: AssetPackFile, options: Options): Promise<PackagedAssetPack> {
  for (const [position, bundle] of file.index.bundles.entries()) {
    options.signal.throwIfAborted()
    await options.writeBundle(bundle, await readAssetPackBundle(file, position))
  }
  return {
    facts: file.facts,
    index: { ...file.index, version: options.version ?? file.index.version },
    newBundles: file.index.bundles,
    installedSize: file.index.files.reduce((sum, { size }) => sum + size, 0),
    emptyFolders: [],
    damagedVersions: [],
  }
}

async function packageAnew(file: AssetPackFile, options: Options): Promise<PackagedAssetPack> {
  const { index } = file
  const bundles = new Map(index.bundles.map((bundle, position) => [bundle, position]))
  const packed = new PackedChunks({
    name: file.path,
    index,
    readBundle: (bundle, offset, length) =>
      readAssetPackBytes(file, bundles.get(bundle) ?? -1, offset, length),
  })
  const map = chunkMapOf(file)
  const positions = new Map(map.chunks.map(({ hash }, position) => [hash, position]))
  return packageChunks({
    ...options,
    facts: file.facts,
    map,
    readChunk: async ({ hash }, bytes) => {
      bytes.set(await packed.read(positions.get(hash) ?? -1))
    },
    onChunkDone: undefined,
  })
}

/** Packed files hold exactly the chunks that their files name. */
function chunkMapOf({ index: { files, chunks: table } }: AssetPackFile): ChunkMap {
  const chunks = Array.from(table.sizes, (size, position) => ({
    hash: chunkHash(table, position),
    size,
    file: 0,
    offset: 0,
  }))
  const isPlaced = new Uint8Array(table.count)
  for (const [file, { chunks: positions }] of files.entries()) {
    let offset = 0
    for (const position of positions) {
      const chunk = chunks[position]
      if (chunk !== undefined && isPlaced[position] === 0) chunks[position] = { ...chunk, file, offset }
      isPlaced[position] = 1
      offset += table.sizes[position] ?? 0
    }
  }
  return { files, chunks }
}
