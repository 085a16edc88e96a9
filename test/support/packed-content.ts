import { decompressFrame, initializeCompression } from '../../src-main/repository/compression'
import { plainSizeOf } from '../../src-main/repository/chunk-table'
import type { PackIndex } from '../../src-main/repository/pack-index'

/**
 * Rebuilds every file of a pack from its index and bundles (by hash), the way a client that has nothing would: frames
 * that lean on what it does not have are of no use to it.
 */
export async function unpack(
  index: PackIndex,
  bundle: (sha256: string) => Uint8Array | Promise<Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  await initializeCompression()
  const chunks = new Map<number, Uint8Array>()
  for (const frame of index.frames) {
    const prefix = Array.from(frame.prefixChunks, (position) => chunks.get(position))
    if (prefix.includes(undefined)) continue
    const bytes = await bundle(index.bundles[frame.bundle]?.sha256 ?? '')
    const stored = bytes.subarray(frame.offset, frame.offset + frame.storedLength)
    const plain = decompressFrame(stored, {
      plainSize: plainSizeOf(frame.chunks, index.chunks),
      prefix: Buffer.concat(prefix.flatMap((part) => part ?? [])),
    })
    let offset = 0
    for (const position of frame.chunks) {
      const size = index.chunks.sizes[position] ?? 0
      chunks.set(position, plain.subarray(offset, offset + size))
      offset += size
    }
  }
  return new Map(
    index.files.map((file) => [
      file.path,
      Buffer.concat(Array.from(file.chunks, (position) => chunks.get(position) ?? Buffer.from('missing'))),
    ]),
  )
}
