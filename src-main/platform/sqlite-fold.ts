import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { systemErrorCode, translateFileSystemError } from './file-system-errors'
import type { SqliteDatabase } from './sqlite-database'
import { sqliteEngine, type SqliteEngine } from './sqlite-engine'
import { committedPages, holdsPages, type LoggedPages } from './sqlite-log'

/** What the name of a database's log has when it is kept until all of it has arrived. */
export const keptLogSuffix = '-wal.kept'

/** What folding needs of a connection. */
type Folding = Pick<SqliteDatabase, 'exec' | 'close'>

/**
 * Takes the write-ahead log of the database at `path` into the database, durably, and closes the connection. Nobody else
 * may write to the database meanwhile. Where somebody reads it, the log stays.
 *
 * libsql notices no read that fails: it takes in a part of the log, or zeros, and throws the log away. So with libsql the
 * log is read before and the database afterwards, and what has not arrived is written there. A copy of the log is kept for
 * {@link resumeFolding} meanwhile.
 *
 * @throws AssetPackError what the disk says, or what the engine says.
 */
export function foldAndClose(path: string, database: Folding, engine: SqliteEngine = sqliteEngine()): void {
  const log = engine === 'libsql' ? read(`${path}-wal`, database) : Buffer.alloc(0)
  const wanted = committedPages(log)
  if (wanted.pages.size > 0) keepLog(path, log)
  try {
    fold(database)
  } finally {
    if (wanted.pages.size > 0) {
      if (!hasKept(path, wanted)) writePages(path, wanted)
      forgetLog(path)
    }
  }
}

/**
 * Ends what a process has begun that died in {@link foldAndClose}. To be called before anybody opens the database. Where its
 * log is still there, that has all of it.
 *
 * @throws AssetPackError what the disk says, also when it keeps the copy: another time that would be older than the database.
 */
export function resumeFolding(path: string): void {
  const kept = read(`${path}${keptLogSuffix}`)
  const wanted = committedPages(kept)
  const isNeeded = wanted.pages.size > 0 && read(`${path}-wal`).length === 0 && read(path).length > 0
  if (isNeeded && !holdsPages(read(path), wanted)) writePages(path, wanted)
  if (kept.length > 0) forgetLog(path)
}

/** Where the disk has no room for it, folding goes on without: only a death in the middle of it would miss the copy. */
function keepLog(path: string, log: Buffer): void {
  const kept = `${path}${keptLogSuffix}`
  try {
    const file = openSync(`${kept}.part`, 'w', 0o600)
    try {
      writeWhole(file, log, 0)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(`${kept}.part`, kept)
    syncFolder(dirname(path))
  } catch {
    forgetLog(path)
  }
}

/**
 * What stayed would be taken by a later start for what a newer database lacks: so it goes, or at least all that is in it, or
 * nobody works on.
 */
function forgetLog(path: string): void {
  const kept = `${path}${keptLogSuffix}`
  try {
    rmSync(`${kept}.part`, { force: true })
  } catch {
    // Nobody reads that.
  }
  try {
    // On Windows a scanner may hold it for a moment. Only with `recursive` does Node try again.
    rmSync(kept, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch (error) {
    if (!isEmptied(kept)) throw translateFileSystemError(error, path)
  }
}

function isEmptied(path: string): boolean {
  try {
    const file = openSync(path, 'r+')
    try {
      ftruncateSync(file)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    return true
  } catch {
    return false
  }
}

/** As `syncDirectory`, for who must not be interrupted. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function fold(database: Folding): void {
  try {
    database.exec('PRAGMA synchronous = FULL')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

/** Whether what the log held is in the database, or still in the log: then nothing has been given up. */
function hasKept(path: string, wanted: LoggedPages): boolean {
  try {
    return read(`${path}-wal`).length > 0 || holdsPages(read(path), wanted)
  } catch {
    // Written once more it is there for sure.
    return false
  }
}

/** Nothing, where there is no such file. Closes what is to be folded when the disk refuses. */
function read(path: string, folding?: Folding): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return Buffer.alloc(0)
    folding?.close()
    throw translateFileSystemError(error, path)
  }
}

function writePages(path: string, { pages, pageBytes, totalBytes }: LoggedPages): void {
  try {
    const file = openSync(path, 'r+')
    try {
      for (const [number, page] of pages) writeWhole(file, page, (number - 1) * pageBytes)
      ftruncateSync(file, totalBytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw translateFileSystemError(error, path)
  }
}

function writeWhole(file: number, bytes: Uint8Array, offset: number): void {
  let written = 0
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, offset + written)
}
