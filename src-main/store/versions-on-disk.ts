import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { orNothing } from '../platform/what-is-there'
import { decodePackIndex } from '../repository/pack-index-codec'
import type { InstalledPack } from './asset-pack-store'
import { parseVersionName, type ContainerLayout } from './container-layout'
import { installedPackFrom } from './pack-description'

/** How many files are looked at together. */
const filesAtOnce = 64

/** The names in a folder; none when it is not there. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  return (await orNothing(readdir(directory))) ?? []
}

/**
 * Whether a version has its folder and its index. The folder around both is read, which says so with one question to the
 * disk instead of two: every start asks this of every pack.
 */
export async function isPresent(layout: ContainerLayout, { assetPack }: InstalledPack): Promise<boolean> {
  const { id, version } = assetPack
  const entries = (await orNothing(readdir(layout.packVersions(id), { withFileTypes: true }))) ?? []
  const kindOf = async (path: string): Promise<Kind | undefined> => {
    const entry = entries.find(({ name }) => name === basename(path))
    // Somebody may have put a pack elsewhere, and a link in its place.
    return entry?.isSymbolicLink() === true ? orNothing(stat(path)) : entry
  }
  const [files, index] = await Promise.all([
    kindOf(layout.packFiles(id, version)),
    kindOf(layout.packIndex(id, version)),
  ])
  return files?.isDirectory() === true && index?.isFile() === true
}

type Kind = Pick<Dirent, 'isDirectory' | 'isFile'>

/** Whether a version has every file that its index names, with its size. Contents are not read. */
export async function isWhole(layout: ContainerLayout, installed: InstalledPack): Promise<boolean> {
  if (!(await isPresent(layout, installed))) return false
  const { id, version } = installed.assetPack
  const bytes = await readFile(layout.packIndex(id, version))
  const index = await decodePackIndex(bytes).catch(() => undefined)
  if (index === undefined) return false
  for (let start = 0; start < index.files.length; start += filesAtOnce) {
    const files = index.files.slice(start, start + filesAtOnce)
    const found = await Promise.all(files.map(({ path }) => orNothing(stat(join(installed.directory, path)))))
    if (!files.every(({ size }, i) => found[i]?.isFile() === true && found[i].size === size)) return false
  }
  return true
}

/** The versions of that pack that are whole on disk, by their descriptions: the one that was active last first. */
export async function wholeVersions(layout: ContainerLayout, key: string): Promise<readonly InstalledPack[]> {
  const folder = join(layout.packs, key)
  const whole: InstalledPack[] = []
  for (const name of await namesIn(folder)) {
    const version = parseVersionName(name)
    if (version === undefined) continue
    const installed = await describedIn(layout, join(folder, `${name}.json`))
    const isItself =
      installed?.assetPack.version === version && assetPackIDKey(installed.assetPack.id) === key
    if (isItself && (await isWhole(layout, installed))) whole.push(installed)
  }
  return whole.sort((a, b) => b.installedAt - a.installedAt || b.assetPack.version - a.assetPack.version)
}

async function describedIn(layout: ContainerLayout, path: string): Promise<InstalledPack | undefined> {
  const text = (await orNothing(readFile(path, 'utf8'))) ?? ''
  try {
    return installedPackFrom(text, layout)
  } catch {
    // A description that cannot be read describes nothing; the version beside it is left out.
    return undefined
  }
}
