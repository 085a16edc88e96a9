import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { systemErrorCode, translateFileSystemError } from './file-system-errors'
import type { SqliteDatabase } from './sqlite-database'
import { sqliteEngine, type SqliteEngine } from './sqlite-engine'
import { committedPages, holdsPages, type LoggedPages } from './sqlite-log'

/** What folding needs of a connection. */
type Folding = Pick<SqliteDatabase, 'exec' | 'close'>

/**
 * Takes the write-ahead log of the database at `path` into the database, durably, and closes the connection. Nobody else
 * may write to the database meanwhile. Where somebody reads it, the log stays.
 *
 * libsql notices no read that fails: it takes in a part of the log, or zeros, and throws the log away. So with libsql the
 * log is read before and the database afterwards, and what has not arrived is written there.
 *
 * @throws AssetPackError what the disk says, or what the engine says.
 */
export function foldAndClose(path: string, database: Folding, engine: SqliteEngine = sqliteEngine()): void {
  const log = engine === 'libsql' ? read(`${path}-wal`, database) : Buffer.alloc(0)
  const wanted = committedPages(log)
  try {
    fold(database)
  } finally {
    if (wanted.pages.size > 0 && !hasKept(path, wanted)) writePages(path, wanted)
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
