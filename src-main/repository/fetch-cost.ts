import { chunkHash } from './chunk-table'
import { bytesOf, chooseFrames } from './frame-choice'
import type { PackIndex } from './pack-index'

/** What a machine must fetch of a pack's bundles. */
export interface FetchCost {
  readonly bytes: number
  readonly requests: number
}

/** What a machine fetches that has the chunks of which `isHere` is true; the way it chooses is {@link chooseFrames}. */
export function fetchCost(index: PackIndex, isHere: (chunkHash: string) => boolean): FetchCost {
  const isWanted = filePositions(index)
  const isLocal = Uint8Array.from({ length: index.chunks.count }, (_, position) =>
    isHere(chunkHash(index.chunks, position)) ? 1 : 0,
  )
  const { fetches } = chooseFrames({
    index,
    isWanted: (chunk) => isWanted.has(chunk) && isLocal[chunk] === 0,
    isLocal: (chunk) => isLocal[chunk] === 1,
  })
  return { bytes: bytesOf(fetches), requests: fetches.length }
}

/** The hashes of every chunk that the files of `index` are made of. */
export function chunkHashesOf(index: PackIndex): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const position of filePositions(index)) hashes.add(chunkHash(index.chunks, position))
  return hashes
}

function filePositions({ files }: PackIndex): ReadonlySet<number> {
  const positions = new Set<number>()
  for (const file of files) for (const position of file.chunks) positions.add(position)
  return positions
}
