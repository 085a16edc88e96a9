import {
  chmod,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'

/** What was done to a folder of installed files. */
export interface Damage {
  readonly what: string
  /** Paths that a verification must name. */
  readonly paths: readonly string[]
}

/** Does one of many bad things to one or two of these files, chosen by the seed. */
export async function damageAnything(
  folder: string,
  files: readonly string[],
  seed: number,
): Promise<Damage> {
  const one = files[seed % files.length] ?? ''
  const other = files[(seed + 1) % files.length] ?? ''
  const way = ways[seed % ways.length]
  if (way === undefined) throw new Error('there is no such way')
  return { what: way.name, paths: await way(folder, one, other, seed) }
}

type Way = (folder: string, one: string, other: string, seed: number) => Promise<readonly string[]>

const ways: readonly Way[] = [
  async function flipOneBit(folder, one, _other, seed) {
    const path = join(folder, one)
    const { mtime, size } = await stat(path)
    // An empty file has no bit.
    if (size === 0) return []
    const bytes = await readFile(path)
    const at = (seed * 7_919) % size
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (seed % 8)), at)
    await rewrite(path, bytes)
    // As a disk that fails does it: nothing looks changed.
    await utimes(path, mtime, mtime)
    return [one]
  },
  async function cutOff(folder, one, _other, seed) {
    const path = join(folder, one)
    const { size } = await stat(path)
    await chmod(path, 0o644)
    await truncate(path, size === 0 ? 1 : (seed * 7_919) % size)
    return [one]
  },
  async function deleteIt(folder, one) {
    await rm(join(folder, one))
    return [one]
  },
  async function linkInstead(folder, one, other) {
    await rm(join(folder, one))
    await symlink(join(folder, other), join(folder, one))
    return [one]
  },
  async function folderInstead(folder, one) {
    await rm(join(folder, one))
    await mkdir(join(folder, one, 'inside'), { recursive: true })
    return [one]
  },
  async function swap(folder, one, other) {
    await rename(join(folder, one), join(folder, 'aside'))
    await rename(join(folder, other), join(folder, one))
    await rename(join(folder, 'aside'), join(folder, other))
    return [one, other]
  },
  async function addAnother(folder, one) {
    await writeFile(join(folder, `${one}.copy`), 'copy')
    return [`${one}.copy`]
  },
]

async function rewrite(path: string, bytes: Uint8Array): Promise<void> {
  await chmod(path, 0o644)
  await writeFile(path, bytes)
}
