import { AssetPackError } from '../../src-shared/domain/errors'
import type { SqliteDatabase } from '../platform/sqlite-database'

/** Each brings the tables from the version before to its own; the first makes them. Never changed, only added to. */
const migrations: readonly string[] = [
  `
  CREATE TABLE packs (
    key TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE switches (
    key TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE downloads (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE durable_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
  `
  CREATE TABLE kept_versions (
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL,
    PRIMARY KEY (key, position)
  ) STRICT;
`,
  `
  CREATE TABLE download_history (number INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL) STRICT;
`,
]

/** There until a new database has taken in what is on disk. */
export const emptyMark = 'store.isEmpty'

/**
 * Fails unless the file is in order, indexes included. Not asked in a query: those keep the file open, and a damaged one
 * must be moved.
 */
const integrityCheck = `
  CREATE TEMP TABLE integrity (answer TEXT CHECK (answer = 'ok'));
  INSERT INTO integrity SELECT integrity_check FROM pragma_integrity_check;
  DROP TABLE integrity;
`

/** @throws AssetPackError `stateDamaged`, or what the disk says. */
export function checkIntegrity(database: SqliteDatabase, path: string): void {
  try {
    database.exec(integrityCheck)
  } catch (error) {
    if (!(error instanceof AssetPackError) || error.code !== 'internal') throw error
    throw new AssetPackError('stateDamaged', 'The list of installed packs is damaged.', {
      cause: error,
      details: { path },
    })
  }
}

/**
 * Brings the tables up to date, in one transaction; new ones say that they are empty.
 *
 * @throws AssetPackError `incompatible` when a later version made them.
 */
export function migrate(database: SqliteDatabase, path: string): void {
  const rows = database.all('PRAGMA user_version') as readonly { readonly user_version: number }[]
  const found = rows[0]?.user_version ?? 0
  if (found > migrations.length) {
    throw new AssetPackError(
      'incompatible',
      'The list of installed packs was made by a newer version of this app. Update the app.',
      { details: { path, found, known: migrations.length } },
    )
  }
  if (found === migrations.length) return
  const steps = migrations.slice(found)
  const mark = `INSERT INTO durable_values VALUES ('${emptyMark}', 'true');`
  database.exec(`
    BEGIN IMMEDIATE;
    ${steps.join('\n')}
    ${found === 0 ? mark : ''}
    PRAGMA user_version = ${String(migrations.length)};
    COMMIT;
  `)
}

/**
 * Gives the database at `path`, which has the same tables, all rows of this one and no others, in one transaction.
 *
 * SQLite copies them: row by row it took the main process several times as long, and nobody can press anything meanwhile. The
 * tables are asked of the database, so that none is ever forgotten.
 */
export function copyTables(database: SqliteDatabase, path: string): void {
  const tables = database.all(`SELECT name FROM main.sqlite_master WHERE type = 'table'`)
  const copies = (tables as readonly { readonly name: string }[]).map(
    ({ name }) => `DELETE FROM copy."${name}"; INSERT INTO copy."${name}" SELECT * FROM main."${name}";`,
  )
  database.exec(`ATTACH DATABASE '${path.replaceAll("'", "''")}' AS copy`)
  try {
    database.exec(`PRAGMA copy.synchronous = FULL; BEGIN IMMEDIATE; ${copies.join(' ')} COMMIT;`)
  } catch (error) {
    rollBack(database)
    throw error
  } finally {
    database.exec('DETACH DATABASE copy')
  }
}

/** Ends what a failed statement may have left open. */
export function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite rolls back by itself when the disk is full or fails; the first error is the one that counts.
  }
}
