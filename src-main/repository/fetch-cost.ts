import { bundleReads, bytesOfReads, type BundleRange } from './bundle-reads'
import { chunkHash } from './chunk-table'
import type { PackFrame, PackIndex } from './pack-index'

/** What a machine must fetch of a pack's bundles. */
export interface FetchCost {
  readonly bytes: number
  readonly requests: number
}

/**
 * What a machine fetches that has the chunks of which `isHere` is true: every missing chunk from the first frame that
 * stands alone and holds it.
 */
export function fetchCost(index: PackIndex, isHere: (chunkHash: string) => boolean): FetchCost {
  const wanted = new Map<number, BundleRange[]>()
  for (const frame of framesToFetch(index, isHere)) {
    const ranges = wanted.get(frame.bundle) ?? []
    ranges.push({ offset: frame.offset, length: frame.storedLength })
    wanted.set(frame.bundle, ranges)
  }
  let bytes = 0
  let requests = 0
  for (const [position, ranges] of wanted) {
    const bundle = index.bundles[position]
    if (bundle === undefined) continue
    const reads = bundleReads(bundle, ranges)
    bytes += bytesOfReads(bundle, reads)
    requests += reads.kind === 'whole' ? 1 : reads.ranges.length
  }
  return { bytes, requests }
}

/** The hashes of every chunk that the files of `index` are made of. */
export function chunkHashesOf(index: PackIndex): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const position of filePositions(index)) hashes.add(chunkHash(index.chunks, position))
  return hashes
}

function framesToFetch(index: PackIndex, isHere: (chunkHash: string) => boolean): readonly PackFrame[] {
  const missing = new Set<number>()
  for (const position of filePositions(index)) {
    if (!isHere(chunkHash(index.chunks, position))) missing.add(position)
  }
  return index.frames.filter((frame) => {
    if (frame.prefixChunks.length > 0 || !frame.chunks.some((position) => missing.has(position))) return false
    for (const position of frame.chunks) missing.delete(position)
    return true
  })
}

function filePositions({ files }: PackIndex): ReadonlySet<number> {
  const positions = new Set<number>()
  for (const file of files) for (const position of file.chunks) positions.add(position)
  return positions
}
