import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { withFileSystemErrors } from './file-system-errors'
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database'
import { orNothing } from './what-is-there'

/** Stands behind the process id of a holder in the background. */
const background = 'background'

/** The locks of this process: whoever is refused by it must not be sent to look for another one. */
const heldHere = new Set<string>()

/** A lock that is held. */
export interface FileLock {
  /** Gives it up. Calling it twice does nothing. */
  release(): void
}

/** How a lock is held. */
export interface FileLockOptions {
  /** Whoever is refused learns that the holder gives it up when it is asked to: see `YieldingLock`. False by default. */
  readonly isBackground?: boolean | undefined
}

/**
 * Takes the one lock at `path`, or fails at once.
 *
 * It is the system's own lock on a file, taken through SQLite: it dies with its holder however that ends, so that no
 * stale lock can be left behind, no process id has to be judged, and two starters never both get it. Nothing else may
 * open that file in a process that holds it: POSIX gives a lock up when any handle to the file is closed.
 *
 * @throws AssetPackError `containerLocked`, with the holder's `pid` in its details where it is known, and `isBackground`
 * where it holds it in this way.
 */
export async function acquireFileLock(
  path: string,
  { isBackground = false }: FileLockOptions = {},
): Promise<FileLock> {
  const database = await lockFile(path)
  // Only a hint for whoever is refused, who may find that of the holder before, or on a full disk none: see `YieldingLock`.
  const holder = `${String(process.pid)}${isBackground ? ` ${background}` : ''}\n`
  const place = resolve(path)
  heldHere.add(place)
  await writeFile(holderFile(path), holder).catch(() => undefined)
  let isHeld = true
  return {
    release: () => {
      if (!isHeld) return
      isHeld = false
      heldHere.delete(place)
      database.exec('ROLLBACK')
      database.close()
    },
  }
}

/** Whether it is this process that holds the lock. */
export function isHeldHere(path: string): boolean {
  return heldHere.has(resolve(path))
}

/**
 * Whether somebody holds the lock at this moment. Makes no file, and holds nothing that another look would take for the lock:
 * readers do not shut each other out.
 */
export async function isFileLocked(path: string): Promise<boolean> {
  if ((await orNothing(stat(path))) === undefined) return false
  try {
    const database = await openSqliteDatabase(path, { busyTimeoutMs: 0 })
    try {
      database.exec('SELECT 1 FROM sqlite_master')
    } finally {
      database.close()
    }
    return false
  } catch (error) {
    if (isAssetPackError(error, 'fileInUse')) return true
    // Nobody holds it (that is asked first), and whoever takes it empties it.
    if (isAssetPackError(error, 'stateDamaged')) return false
    throw error
  }
}

async function lockFile(path: string): Promise<SqliteDatabase> {
  try {
    return await beginExclusive(path)
  } catch (error) {
    if (isAssetPackError(error, 'fileInUse')) throw await containerLocked(path, error)
    if (!isAssetPackError(error, 'stateDamaged')) throw error
    // Nobody holds it (that is asked first), and a lock file of ours is empty: whatever was written into it can go.
    await withFileSystemErrors(path, () => truncate(path))
    return beginExclusive(path)
  }
}

async function beginExclusive(path: string): Promise<SqliteDatabase> {
  const database = await openSqliteDatabase(path, { busyTimeoutMs: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

async function containerLocked(path: string, cause: unknown): Promise<AssetPackError> {
  const { pid, isBackground } = await readHolder(path)
  return new AssetPackError(
    'containerLocked',
    isHeldHere(path)
      ? `This process holds ${path} already. Close what has it open first.`
      : `Another process holds ${path}. Switch to it, or close it first.`,
    {
      cause,
      details: { path, ...(pid === undefined ? {} : { pid }), ...(isBackground ? { isBackground } : {}) },
    },
  )
}

function holderFile(path: string): string {
  return `${path}.pid`
}

/** What the holder said of itself. */
async function readHolder(
  path: string,
): Promise<{ readonly pid?: number | undefined; readonly isBackground: boolean }> {
  const text = await readFile(holderFile(path), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  const isBackground = text.trimEnd().endsWith(` ${background}`)
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, isBackground } : { isBackground }
}
