import Database from 'libsql'
import { AssetPackError } from '../../src-shared/domain/errors'

/** The version of the tables below. A database of a later version is refused, not guessed at. */
const schemaVersion = 1

const schema = `
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
`

/** One row of a table that keeps a pack under its key. */
export interface PackRow {
  readonly key: string
  readonly description: string
  readonly installed_at: number
}

/** One row of a table that keeps text under a name. */
interface TextRow {
  readonly name: string
  readonly value: string
}

/**
 * SQLite behind a few statements. Every statement is durable when it returns: write-ahead log, `synchronous=FULL` (with
 * `NORMAL` acknowledged rows were lost in power cuts).
 */
export class StateDatabase {
  readonly #database: Database.Database

  private constructor(database: Database.Database) {
    this.#database = database
  }

  /**
   * Opens or creates the database at `path`.
   *
   * @throws AssetPackError `incompatible` when a later version made it, `stateDamaged` when it cannot be read.
   */
  static open(path: string): StateDatabase {
    const database = openFile(path)
    try {
      database.exec('PRAGMA journal_mode = WAL')
      database.exec('PRAGMA synchronous = FULL')
      const state = new StateDatabase(database)
      state.#migrate(path)
      return state
    } catch (error) {
      database.close()
      if (error instanceof AssetPackError) throw error
      throw damaged(path, error)
    }
  }

  /** The active version of every pack. */
  packs(): readonly PackRow[] {
    return this.#all('SELECT key, description, installed_at FROM packs ORDER BY key') as PackRow[]
  }

  /** Switches that were begun and not finished. */
  switches(): readonly PackRow[] {
    return this.#all('SELECT key, description, installed_at FROM switches ORDER BY key') as PackRow[]
  }

  /** Says that the folder of this version is about to move to its place. */
  beginSwitch(row: PackRow): void {
    this.#run('INSERT OR REPLACE INTO switches VALUES (?, ?, ?)', row.key, row.description, row.installed_at)
  }

  /** Makes a version the active one and ends its switch, in one transaction. */
  finishSwitch(row: PackRow): void {
    this.#transaction(() => {
      this.#run('INSERT OR REPLACE INTO packs VALUES (?, ?, ?)', row.key, row.description, row.installed_at)
      this.#run('DELETE FROM switches WHERE key = ?', row.key)
    })
  }

  /** Ends a switch without effect. */
  abandonSwitch(key: string): void {
    this.#run('DELETE FROM switches WHERE key = ?', key)
  }

  deletePack(key: string): void {
    this.#run('DELETE FROM packs WHERE key = ?', key)
  }

  downloadRecords(): readonly string[] {
    const rows = this.#all('SELECT key AS name, record AS value FROM downloads ORDER BY key') as TextRow[]
    return rows.map(({ value }) => value)
  }

  putDownload(key: string, record: string): void {
    this.#run('INSERT OR REPLACE INTO downloads VALUES (?, ?)', key, record)
  }

  deleteDownload(key: string): void {
    this.#run('DELETE FROM downloads WHERE key = ?', key)
  }

  value(name: string): string | undefined {
    const rows = this.#all('SELECT name, value FROM durable_values WHERE name = ?', name) as TextRow[]
    return rows[0]?.value
  }

  setValue(name: string, value: string): void {
    this.#run('INSERT OR REPLACE INTO durable_values VALUES (?, ?)', name, value)
  }

  close(): void {
    this.#database.close()
  }

  #migrate(path: string): void {
    const found =
      (this.#all('PRAGMA user_version') as { readonly user_version: number }[])[0]?.user_version ?? 0
    if (found > schemaVersion) {
      throw new AssetPackError(
        'incompatible',
        'The list of installed packs was made by a newer version of this app. Update the app.',
        { details: { path, found, known: schemaVersion } },
      )
    }
    if (found === schemaVersion) {
      this.#checkIntegrity(path)
      return
    }
    this.#transaction(() => {
      this.#database.exec(schema)
      this.#database.exec(`PRAGMA user_version = ${String(schemaVersion)}`)
    })
  }

  #checkIntegrity(path: string): void {
    const answers = this.#all('PRAGMA quick_check(1)') as { readonly quick_check: string }[]
    if (answers[0]?.quick_check !== 'ok') throw damaged(path, answers[0]?.quick_check)
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #run(statement: string, ...values: readonly (string | number)[]): void {
    this.#database.prepare(statement).run(...values)
  }

  #all(statement: string, ...values: readonly (string | number)[]): unknown[] {
    return this.#database.prepare(statement).all(...values)
  }
}

function openFile(path: string): Database.Database {
  try {
    return new Database(path)
  } catch (error) {
    throw damaged(path, error)
  }
}

function damaged(path: string, cause: unknown): AssetPackError {
  return new AssetPackError('stateDamaged', 'The list of installed packs is damaged.', {
    cause,
    details: { path },
  })
}
