import type { PackIndex } from '../repository/pack-index'

/**
 * A *placement* is one chunk at one place of one file. Placements are numbered file after file, chunk after chunk;
 * element `i` is the number of the first one of file `i`, the last element is how many there are.
 */
export function placementStarts({ files }: Pick<PackIndex, 'files'>): Uint32Array {
  const starts = new Uint32Array(files.length + 1)
  let next = 0
  for (const [number, { chunks }] of files.entries()) {
    starts[number] = next
    next += chunks.length
  }
  starts[files.length] = next
  return starts
}

/** How many placements an index has. */
export function placementCount({ files }: Pick<PackIndex, 'files'>): number {
  return files.reduce((sum, { chunks }) => sum + chunks.length, 0)
}

/** Where each chunk of a table goes: its places are those from `starts[chunk]` to before `starts[chunk + 1]`. */
export interface ChunkPlacements {
  readonly starts: Uint32Array
  /** The file's number in the index. */
  readonly files: Uint32Array
  /** Bytes before the chunk in that file. */
  readonly offsets: Float64Array
}

/** The places of those files whose placements are not marked with 1 in `done`. */
export function pendingPlacements(index: PackIndex, done: Uint8Array): ChunkPlacements {
  const starts = new Uint32Array(index.chunks.count + 1)
  eachPlacement(index, (chunk, number) => {
    if (done[number] !== 1) starts[chunk + 1] = (starts[chunk + 1] ?? 0) + 1
  })
  for (let chunk = 0; chunk < index.chunks.count; chunk += 1) {
    starts[chunk + 1] = (starts[chunk + 1] ?? 0) + (starts[chunk] ?? 0)
  }
  const total = starts[index.chunks.count] ?? 0
  const placements = { starts, files: new Uint32Array(total), offsets: new Float64Array(total) }
  const next = starts.slice()
  eachPlacement(index, (chunk, number, file, offset) => {
    if (done[number] === 1) return
    const at = next[chunk] ?? 0
    next[chunk] = at + 1
    placements.files[at] = file
    placements.offsets[at] = offset
  })
  return placements
}

/** Visits every placement in the order of its number. */
export function eachPlacement(
  { files, chunks: { sizes } }: Pick<PackIndex, 'files' | 'chunks'>,
  visit: (chunk: number, placement: number, file: number, offset: number) => void,
): void {
  let placement = 0
  for (const [file, { chunks }] of files.entries()) {
    let offset = 0
    for (const chunk of chunks) {
      visit(chunk, placement, file, offset)
      placement += 1
      offset += sizes[chunk] ?? 0
    }
  }
}
