import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, type Stats } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { parsePackPath } from '../../src-shared/domain/pack-path'

/** Windows has no such flag; there the look at the file before and after opening must do. */
const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW

/**
 * The absolute path of a pack's file below `root`. Every path of a pack that this folder of the program touches on disk
 * comes from here.
 *
 * @throws AssetPackError `unsafePath` when the path breaks the path rule or leaves the root.
 */
export function pathInside(root: string, path: string): string {
  const absolute = join(root, ...parsePackPath(path).split('/'))
  const inside = relative(root, absolute)
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw unsafe(path, 'it leads out of its folder')
  }
  return absolute
}

/** Makes the folders of pack files below one root, and refuses to go through a link on the way. */
export class SafeFolders {
  readonly #root: string
  readonly #known = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  /** The absolute path of a file; all folders above it, below the root, are real folders by then. */
  prepare(path: string): string {
    const absolute = pathInside(this.#root, path)
    this.#ensure(dirname(absolute))
    return absolute
  }

  #ensure(folder: string): void {
    if (folder === this.#root || this.#known.has(folder)) return
    this.#ensure(dirname(folder))
    try {
      mkdirSync(folder)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      // Something is there already: only a folder of its own will do.
      if (!lstatSync(folder).isDirectory()) throw unsafe(folder, 'a folder on its way is none', error)
    }
    this.#known.add(folder)
  }
}

/** A regular file, opened. */
export interface OpenFile {
  readonly descriptor: number
  readonly stats: Stats
}

/**
 * Opens a regular file to read it; never through a link.
 *
 * @throws AssetPackError `unsafePath` for what is no regular file; the file system's error as it is.
 */
export function openToRead(path: string): OpenFile {
  return openRegular(path, constants.O_RDONLY)
}

/**
 * Opens a file of the staging area to write chunks into it; creates it when it is missing. What is there already must be
 * a regular file with one name only: writing through a hard link would change an installed version.
 *
 * @throws AssetPackError `unsafePath`; the file system's error as it is.
 */
export function openToPlace(path: string): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, 0o644)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  const { descriptor, stats } = openRegular(path, constants.O_WRONLY)
  if (stats.nlink === 1) return descriptor
  closeSync(descriptor)
  throw unsafe(path, 'it is a hard link to another file')
}

function openRegular(path: string, flags: number): OpenFile {
  // A pipe or a device must not be opened at all: that can block, or do something.
  if (!lstatSync(path).isFile()) throw unsafe(path, 'it is no regular file')
  let descriptor: number
  try {
    descriptor = openSync(path, flags | noFollow)
  } catch (error) {
    if (errorCode(error) === 'ELOOP') throw unsafe(path, 'it is a link', error)
    throw error
  }
  const stats = fstatSync(descriptor)
  if (stats.isFile()) return { descriptor, stats }
  closeSync(descriptor)
  throw unsafe(path, 'it is no regular file')
}

/** The name of a file system error (`ENOENT`); empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function unsafe(path: string, problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError('unsafePath', `${path} is not touched: ${problem}.`, {
    cause,
    details: { path, problem },
  })
}
