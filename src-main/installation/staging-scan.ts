import { closeSync, fchmodSync, readdirSync, rmSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { JobContext } from '../platform/worker-protocol'
import { placementCount, placementStarts } from '../planning/chunk-placements'
import type { PackFile, PackIndex } from '../repository/pack-index'
import { isChunk } from './chunk-reader'
import { expectedEntries } from './expected-entries'
import { stopIfCancelled } from './job-cancellation'
import { openToRead } from './safe-path'
import { readFully, Scratch } from './staged-files'

/** What an earlier attempt left. */
export interface StagingScan {
  /** 1 for each placement of the index whose bytes are right. */
  readonly staged: Uint8Array
  /** What somebody else put there and was deleted, relative to the folder: links, foreign files. */
  readonly removed: readonly string[]
}

const scratch = new Scratch()

/**
 * Looks through a staging folder and clears away what does not belong there, so that afterwards it holds nothing but real
 * folders and regular files of the index. Every chunk that counts as staged has been hashed: what a crash or a power cut
 * left of the others is fetched again. With `changesNothing` it only looks: all stays as it is. With `isPart` the index has
 * only some files of the version: others are left alone.
 */
export function scanStaging(
  index: PackIndex,
  directory: string,
  context: JobContext,
  {
    changesNothing = false,
    isPart = false,
  }: { readonly changesNothing?: boolean; readonly isPart?: boolean } = {},
): StagingScan {
  const staged = new Uint8Array(placementCount(index))
  const removed: string[] = []
  const starts = placementStarts(index)
  const expected = expectedEntries(index)
  const remove = (path: string): void => {
    stopIfCancelled(context)
    rmSync(join(directory, path), { recursive: true, force: true })
  }
  const inside = (folder: string, { name }: Dirent): string => (folder === '' ? name : `${folder}/${name}`)
  const entriesOf = (folder: string): readonly Dirent[] => {
    const all = readdirSync(join(directory, folder), { withFileTypes: true })
    if (!isPart) return all
    return all.filter((entry) => {
      const path = inside(folder, entry)
      return expected.files.has(path) || expected.folders.has(path)
    })
  }
  const visit = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      const path = inside(folder, entry)
      if (entry.isDirectory() && expected.folders.has(path)) {
        visit(path)
        continue
      }
      const number = expected.files.get(path)
      const isWritten = !changesNothing
      const right =
        number === undefined
          ? undefined
          : rightChunksOf(index, number, { directory, entry, isWritten }, context)
      if (number !== undefined && right !== undefined) staged.set(right, starts[number])
      else if (!changesNothing) {
        remove(path)
        // A file of the index of which nothing is right is what a death in the middle leaves.
        if (number === undefined || !entry.isFile()) removed.push(path)
      }
    }
  }
  visit('')
  return { staged, removed }
}

/**
 * Which chunks of an open file are right: 1 per chunk of `file`. Bytes beyond the end of the file are wrong ones.
 */
export function rightChunks(
  descriptor: number,
  file: PackFile,
  { chunks }: PackIndex,
  context: JobContext,
): Uint8Array {
  const right = new Uint8Array(file.chunks.length)
  let offset = 0
  for (const [ordinal, chunk] of file.chunks.entries()) {
    stopIfCancelled(context)
    const bytes = scratch.take(chunks.sizes[chunk] ?? 0)
    if (readFully(descriptor, bytes, offset) === bytes.length && isChunk(bytes, chunks, chunk))
      right[ordinal] = 1
    offset += bytes.length
  }
  return right
}

/** Right chunks of a staged file; `undefined` when the file must go. */
function rightChunksOf(
  index: PackIndex,
  number: number,
  { directory, entry, isWritten }: { directory: string; entry: Dirent; isWritten: boolean },
  context: JobContext,
): Uint8Array | undefined {
  const file = index.files[number]
  if (file === undefined || !entry.isFile()) return undefined
  const path = join(directory, file.path)
  const { descriptor, stats } = openToRead(path)
  try {
    if (stats.size > file.size) return undefined
    const right = rightChunks(descriptor, file, index, context)
    const isComplete = stats.size === file.size && !right.includes(0)
    if (isComplete) return right
    // A link must not be written to, and a file of which nothing is right may be taken over whole from elsewhere.
    if (stats.nlink > 1 || !right.includes(1)) return undefined
    // One that was finished must be writable again.
    if (isWritten) fchmodSync(descriptor, 0o644)
    return right
  } finally {
    closeSync(descriptor)
  }
}
