import { readFile, writeFile } from 'node:fs/promises'
import Database from 'libsql'
import { AssetPackError } from '../../src-shared/domain/errors'
import { translateFileSystemError } from './file-system-errors'

/** A lock that is held. */
export interface FileLock {
  /** Gives it up. Calling it twice does nothing. */
  release(): void
}

/**
 * Takes the one lock at `path`, or fails at once.
 *
 * It is the system's own lock on a file, taken through SQLite: it dies with its holder however that ends, so that no
 * stale lock can be left behind, no process id has to be judged, and two starters never both get it.
 *
 * @throws AssetPackError `containerLocked`, with the holder's `pid` in its details where it is known.
 */
export async function acquireFileLock(path: string): Promise<FileLock> {
  const database = openLockFile(path)
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw translateFileSystemError(error, path)
    const pid = await readHolder(path)
    throw new AssetPackError(
      'containerLocked',
      'Another process is using these packs. Switch to it, or close it first.',
      {
        cause: error,
        details: { path, ...(pid === undefined ? {} : { pid }) },
      },
    )
  }
  // Only a hint for whoever is refused; nothing depends on it.
  await writeFile(holderFile(path), `${String(process.pid)}\n`)
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

function openLockFile(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 0 })
  } catch (error) {
    throw translateFileSystemError(error, path)
  }
}

function holderFile(path: string): string {
  return `${path}.pid`
}

async function readHolder(path: string): Promise<number | undefined> {
  const text = await readFile(holderFile(path), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}
