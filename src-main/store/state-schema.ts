import { AssetPackError } from '../../src-shared/domain/errors'
import type { SqliteDatabase } from '../platform/sqlite-database'

/** Each brings the tables from the version before to its own; the first makes them. Never changed, only added to. */
export const migrations: readonly string[] = [
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

/** All of them. */
export const stateTables = [
  'packs',
  'switches',
  'kept_versions',
  'downloads',
  'download_history',
  'durable_values',
] as const

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
