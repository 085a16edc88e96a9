import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { packPathKey } from '../../src-shared/domain/pack-path'
import { removeTree } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import { nextTurn } from '../platform/next-turn'
import type { InstalledPack } from './asset-pack-store'
import { foldersAbove } from './pack-listing'

const linksAtOnce = 16
/** How many paths are compared before others have their turn. */
const pathsAtOnce = 1_000

/** One pack's part of a merged folder. */
export interface MergedPart {
  /** The pack's files. */
  readonly directory: string
  /** Paths from there. */
  readonly paths: readonly string[]
}

/**
 * Names the folder below `merged/` that belongs to exactly these packs, in whichever order: another one as soon as any of them
 * changes.
 */
export function mergedGeneration(packs: readonly InstalledPack[]): string {
  const ordered = [...packs].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
  const identity = ordered.map(({ assetPack, installedAt }) => [assetPack.id, assetPack.version, installedAt])
  return shortDigest(JSON.stringify(identity))
}

/**
 * Where the merged folder `path` is, or will be, with its path from the packs' root below it: of these packs, put together from
 * the `parts` of them, the first of which wins.
 */
export function mergedRoot(
  containerDirectory: string,
  packs: readonly InstalledPack[],
  { path, parts }: { readonly path: string; readonly parts: readonly InstalledPack[] },
): string {
  const identity = JSON.stringify([path, ...parts.map(({ assetPack }) => assetPack.id)])
  return join(containerDirectory, 'merged', mergedGeneration(packs), shortDigest(identity))
}

/**
 * Makes a merged folder of links, or of copies where the disk has no links. It appears complete or not at all; one that
 * is there already stays.
 *
 * Where two parts hold the same path, or two that some file system takes for the same, or one a file where the other has
 * a folder, the earlier part wins.
 */
export async function makeMergedFolder(root: string, parts: readonly MergedPart[]): Promise<void> {
  if (await exists(root)) return
  const draft = join(dirname(root), `.draft-${randomUUID()}`)
  try {
    const sources = await chooseSources(parts)
    for (const folder of new Set([...sources.keys()].map((path) => dirname(join(draft, path)))))
      await mkdir(folder, { recursive: true })
    await inLanes([...sources], ([path, directory]) => linkOrCopy(join(directory, path), join(draft, path)))
    await rename(draft, root)
  } catch (error) {
    await removeTree(draft)
    // Somebody else made the same one meanwhile.
    if (!(await exists(root))) throw error
  }
}

/** Which part each path comes from. */
async function chooseSources(parts: readonly MergedPart[]): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>()
  const files = new Set<string>()
  const folders = new Set<string>()
  let compared = 0
  for (const { directory, paths } of parts) {
    for (const path of paths) {
      compared += 1
      if (compared % pathsAtOnce === 0) await nextTurn()
      const key = packPathKey(path)
      const above = [...foldersAbove(key)]
      if (files.has(key) || folders.has(key) || above.some((folder) => files.has(folder))) continue
      files.add(key)
      for (const folder of above) folders.add(folder)
      sources.set(path, directory)
    }
  }
  return sources
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target)
  } catch (error) {
    // Missing is missing; anything else is a disk without links, or with too many on this file.
    if (systemErrorCode(error) === 'ENOENT') throw error
    await copyFile(source, target)
  }
}

/** Waits for all, whatever fails: nothing is written any more when it throws. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]()
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item)
  }
  const lanes = await Promise.allSettled(Array.from({ length: linksAtOnce }, lane))
  for (const result of lanes) if (result.status === 'rejected') throw result.reason
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
