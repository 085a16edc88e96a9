import { readFile, truncate, writeFile } from 'node:fs/promises'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { withFileSystemErrors } from './file-system-errors'
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database'

/** A lock that is held. */
export interface FileLock {
  /** Gives it up. Calling it twice does nothing. */
  release(): void
}

/**
 * Takes the one lock at `path`, or fails at once.
 *
 * It is the system's own lock on a file, taken through SQLite: it dies with its holder however that ends, so that no
 * stale lock can be left behind, no process id has to be judged, and two starters never both get it. Nothing else may
 * open that file in a process that holds it: POSIX gives a lock up when any handle to the file is closed.
 *
 * @throws AssetPackError `containerLocked`, with the holder's `pid` in its details where it is known.
 */
export async function acquireFileLock(path: string): Promise<FileLock> {
  const database = await lockFile(path)
  // Only a hint for whoever is refused; nothing depends on it.
  await writeFile(holderFile(path), `${String(process.pid)}\n`).catch(() => undefined)
  let isHeld = true
  return {
    release: () => {
      if (!isHeld) return
      isHeld = false
      database.exec('ROLLBACK')
      database.close()
    },
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
  const pid = await readHolder(path)
  return new AssetPackError(
    'containerLocked',
    'Another process is using these packs. Switch to it, or close it first.',
    { cause, details: { path, ...(pid === undefined ? {} : { pid }) } },
  )
}

function holderFile(path: string): string {
  return `${path}.pid`
}

async function readHolder(path: string): Promise<number | undefined> {
  const text = await readFile(holderFile(path), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
}
