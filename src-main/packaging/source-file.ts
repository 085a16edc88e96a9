import { constants, type BigIntStats, type Stats } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { translateFileSystemError } from '../platform/file-system-errors'

/** A file that comes along. */
export interface SelectedFile {
  /** Its path in the pack. */
  readonly path: string
  /** Its absolute path on this machine. */
  readonly source: string
  /** Bytes. */
  readonly size: number
  readonly executable: boolean
}

/** A file open for reading, and what it was like then. */
export interface OpenSource {
  readonly handle: FileHandle
  readonly stats: BigIntStats
}

/** What the file system says about something under the source root, every folder on the way included. */
export interface SourceEntry {
  readonly kind: 'file' | 'directory'
  readonly stats: Stats
}

/**
 * Looks at `relativePath` under `root` without following a link anywhere on the way.
 *
 * @throws AssetPackError `fileNotFound`, or `unsafePath` for links, devices, pipes and sockets.
 */
export async function inspectSource(root: string, relativePath: string): Promise<SourceEntry> {
  const parts = relativePath === '.' ? [] : relativePath.split('/')
  let entry = await inspectEntry(root, relativePath)
  let path = root
  for (const part of parts) {
    path = join(path, part)
    entry = await inspectEntry(path, relativePath)
  }
  return entry
}

/**
 * Opens a selected file for reading, without following a link or waiting on a pipe that may have taken its place.
 *
 * @throws AssetPackError `fileNotFound`, `unsafePath` or `diskFailed`.
 */
export async function openSource(path: string): Promise<OpenSource> {
  // Windows has neither flag.
  const flags = constants as { readonly O_NOFOLLOW?: number; readonly O_NONBLOCK?: number }
  const handle = await translated(
    open(path, constants.O_RDONLY | (flags.O_NOFOLLOW ?? 0) | (flags.O_NONBLOCK ?? 0)),
    path,
  )
  const stats = await handle.stat({ bigint: true })
  if (stats.isFile()) return { handle, stats }
  await handle.close()
  throw notRegular(path)
}

/** The refusal for a file that is not the same from its first byte to its last. */
export function changedWhileRead(path: string): AssetPackError {
  return new AssetPackError(
    'integrityCheckFailed',
    `${path} changed while it was read. Pack it when nothing writes to it.`,
    {
      details: { path },
    },
  )
}

/** Lets `action` fail as an AssetPackError that names `path`. */
export async function translated<T>(action: Promise<T>, path: string): Promise<T> {
  try {
    return await action
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AssetPackError('fileNotFound', `${path} does not exist. Check the path.`, {
        cause: error,
        details: { path },
      })
    }
    if (code === 'ELOOP') throw notRegular(path, error)
    if (code === 'EISDIR') {
      throw new AssetPackError('invalidArgument', `${path} is a folder. Name the file in it.`, {
        cause: error,
        details: { path },
      })
    }
    throw translateFileSystemError(error, path)
  }
}

/** The refusal for what is neither a file nor a folder. */
export function notRegular(path: string, cause?: unknown): AssetPackError {
  return new AssetPackError(
    'unsafePath',
    `${path} is a link or a special file; packs hold regular files only.`,
    {
      cause,
      details: { path, rule: 'is not a regular file' },
    },
  )
}

/**
 * Looks at `path`, whose folders were looked at before.
 *
 * @throws like {@link inspectSource}; `shown` is what the refusal names.
 */
export async function inspectEntry(path: string, shown: string): Promise<SourceEntry> {
  const stats = await translated(lstat(path), path)
  if (stats.isFile()) return { kind: 'file', stats }
  if (stats.isDirectory()) return { kind: 'directory', stats }
  throw notRegular(shown)
}
