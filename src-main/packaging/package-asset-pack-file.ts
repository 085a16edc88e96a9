import { decompressFrame, initializeCompression } from '../repository/compression'
import { chunkHash, plainSizeOf } from '../repository/chunk-table'
import { sha256Hex } from '../repository/digest'
import type { PackFrame } from '../repository/pack-index'
import { AssetPackError } from '../../src-shared/domain/errors'
import { readAssetPackBundle, readAssetPackFile, type AssetPackFile } from './asset-pack-file'
import type { ChunkMap, MappedChunk } from './chunk-map'
import { packageChunks, type PackagedAssetPack, type PackageOptions } from './package-asset-pack'

/**
 * Packages the content of an `.assetpack` file for publishing. Where there is no earlier version its bundles are taken
 * as they are; else only the chunks that no earlier version holds are stored, as from a folder.
 *
 * @throws AssetPackError `integrityCheckFailed` when the file is damaged, and what `writeBundle` throws; the signal's
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
  }
}

async function packageAnew(file: AssetPackFile, options: Options): Promise<PackagedAssetPack> {
  const reader = new FrameReader(file)
  return packageChunks({
    ...options,
    facts: file.facts,
    map: chunkMapOf(file),
    readChunk: (chunk) => reader.read(chunk),
    onChunkDone: undefined,
  })
}

/** Packed files hold exactly the chunks that their files name. */
function chunkMapOf({ index }: AssetPackFile): ChunkMap {
  return {
    files: index.files,
    chunks: Array.from(index.chunks.sizes, (size, position) => ({
      hash: chunkHash(index.chunks, position),
      size,
      file: 0,
      offset: 0,
    })),
  }
}

/** Reads chunks out of an `.assetpack` file's frames; neighbours share a bundle and a frame, so the last is kept. */
class FrameReader {
  readonly #file: AssetPackFile
  readonly #frameOf = new Map<string, PackFrame>()
  #bundle: { readonly position: number; readonly bytes: Uint8Array } | undefined
  #frame: { readonly frame: PackFrame; readonly plain: Uint8Array } | undefined

  constructor(file: AssetPackFile) {
    this.#file = file
    for (const frame of file.index.frames) {
      for (const position of frame.chunks) this.#frameOf.set(chunkHash(file.index.chunks, position), frame)
    }
  }

  async read({ hash }: MappedChunk): Promise<Uint8Array> {
    const frame = this.#frameOf.get(hash)
    if (frame === undefined) throw this.#damaged()
    const plain = await this.#plainOf(frame)
    const { chunks } = this.#file.index
    let offset = 0
    for (const position of frame.chunks) {
      const size = chunks.sizes[position] ?? 0
      if (chunkHash(chunks, position) === hash) {
        const bytes = plain.slice(offset, offset + size)
        if (sha256Hex(bytes) === hash) return bytes
      }
      offset += size
    }
    throw this.#damaged()
  }

  async #plainOf(frame: PackFrame): Promise<Uint8Array> {
    if (this.#frame?.frame === frame) return this.#frame.plain
    if (this.#bundle?.position !== frame.bundle) {
      this.#bundle = { position: frame.bundle, bytes: await readAssetPackBundle(this.#file, frame.bundle) }
    }
    const stored = this.#bundle.bytes.subarray(frame.offset, frame.offset + frame.storedLength)
    const plain = decompressFrame(stored, { plainSize: plainSizeOf(frame.chunks, this.#file.index.chunks) })
    this.#frame = { frame, plain }
    return plain
  }

  #damaged(): AssetPackError {
    const { path } = this.#file
    return new AssetPackError('integrityCheckFailed', `${path} cannot be used: a chunk is damaged.`, {
      details: { path },
    })
  }
}
