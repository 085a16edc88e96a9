import { join } from 'node:path'
import { expect } from 'vitest'
import type { FrameCompressor } from '../../src-main/packaging/frame-compressor'
import { packageAssetPack, type PackagedAssetPack } from '../../src-main/packaging/package-asset-pack'
import { chunkHash } from '../../src-main/repository/chunk-table'
import { decompressFrame } from '../../src-main/repository/compression'
import { sha256Hex } from '../../src-main/repository/digest'
import type { PackIndex } from '../../src-main/repository/pack-index'
import { writeTree } from './file-tree'
import { unpack } from './packed-content'
import { writePackagingManifest } from './packaging-source'
import { temporaryDirectory } from './temporary-directory'

/** Writes these files below a folder and gives the path of a packaging manifest for them. */
export async function packagingSource(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const directory = await temporaryDirectory()
  await writeTree(join(directory, 'content'), files)
  return writePackagingManifest(directory)
}

/** Packages versions of a pack and keeps their bundles in memory. */
export class Bundles {
  readonly byHash = new Map<string, Uint8Array>()
  /** Bytes that were read back of bundles. */
  bytesRead = 0
  readonly #compressor: FrameCompressor | undefined

  /** Packages in this thread when there is no compressor. */
  constructor(compressor?: FrameCompressor) {
    this.#compressor = compressor
  }

  async package(
    manifestPath: string,
    previous: readonly PackIndex[] = [],
    level = 3,
  ): Promise<PackagedAssetPack> {
    return packageAssetPack({
      manifestPath,
      previous,
      level,
      compressor: this.#compressor,
      version: previous.length + 1,
      signal: new AbortController().signal,
      readBundle: ({ sha256 }, offset, length) => {
        this.bytesRead += length
        return Promise.resolve(
          (this.byHash.get(sha256) ?? new Uint8Array(0)).subarray(offset, offset + length),
        )
      },
      writeBundle: (bundle, bytes) => {
        expect([bundle.sha256, bundle.size]).toEqual([sha256Hex(bytes), bytes.length])
        this.byHash.set(bundle.sha256, bytes)
        return Promise.resolve()
      },
    })
  }

  /** Numbers of the frames that do not give their chunks to who has all `chunks`, by hash. */
  wrongFrames(index: PackIndex, chunks: ReadonlyMap<string, Uint8Array>): readonly number[] {
    const bytesOf = (positions: Uint32Array): Buffer =>
      Buffer.concat(
        Array.from(positions, (position) => chunks.get(chunkHash(index.chunks, position)) ?? Buffer.alloc(1)),
      )
    return index.frames.flatMap((frame, number) => {
      const bundle = this.byHash.get(index.bundles[frame.bundle]?.sha256 ?? '') ?? new Uint8Array(0)
      const expected = bytesOf(frame.chunks)
      const plain = decompressFrame(bundle.subarray(frame.offset, frame.offset + frame.storedLength), {
        plainSize: expected.length,
        prefix: bytesOf(frame.prefixChunks),
      })
      return expected.equals(plain) ? [] : [number]
    })
  }

  unpack(index: PackIndex): Promise<ReadonlyMap<string, Uint8Array>> {
    return unpack(index, (sha256) => this.byHash.get(sha256) ?? new Uint8Array(0))
  }
}
