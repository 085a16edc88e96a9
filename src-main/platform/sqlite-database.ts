import { readFile } from 'node:fs/promises'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import { systemErrorCode, translateFileSystemError } from './file-system-errors'
import {
  loadSqliteEngine,
  sqliteEngine,
  type SqliteConnection,
  type SqliteEngine,
  type SqliteStatement,
  type SqliteValue,
} from './sqlite-engine'

/** An open SQLite database, whichever engine runs it. Calls are synchronous; failures are `AssetPackError`s. */
export interface SqliteDatabase {
  /** Runs statements that give no rows. Leaves nothing behind that would keep the file open after {@link close}. */
  exec(statements: string): void
  run(statement: string, ...values: readonly SqliteValue[]): void
  all(statement: string, ...values: readonly SqliteValue[]): readonly unknown[]
  /**
   * Ends the connection. After {@link run} or {@link all} libsql holds the file a little longer, until its statements are
   * garbage-collected: whoever copies or moves the file must not rely on this process having let go of it.
   */
  close(): void
}

/** How long a statement waits while another program holds the database. */
const defaultBusyTimeoutMs = 2_000

/**
 * Opens or creates the database at `path`.
 *
 * @throws AssetPackError `stateDamaged` when it is no database or a damaged one, `fileInUse` when another program locks
 * it, `outOfSpace`, `notWritable`, `diskFailed`; `internal` when there is no SQLite at all.
 */
export async function openSqliteDatabase(
  path: string,
  options: { readonly busyTimeoutMs?: number; readonly engine?: SqliteEngine } = {},
): Promise<SqliteDatabase> {
  const { engine = sqliteEngine() } = options
  const connect = await loadSqliteEngine(engine)
  if (engine === 'libsql') await askForLog(path)
  const database = translated(path, () => new Database(path, connect(path)))
  // Not every Node that has SQLite takes it as an option of the connection.
  database.exec(`PRAGMA busy_timeout = ${String(options.busyTimeoutMs ?? defaultBusyTimeoutMs)}`)
  return database
}

/**
 * libsql takes a log that the disk does not give for one that ends there. The database itself must not be asked in this
 * way: closing a file gives up the locks that this process has on it.
 */
async function askForLog(path: string): Promise<void> {
  const log = `${path}-wal`
  try {
    await readFile(log)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw translateFileSystemError(error, log)
  }
}

class Database implements SqliteDatabase {
  readonly #path: string
  readonly #connection: SqliteConnection
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(path: string, connection: SqliteConnection) {
    this.#path = path
    this.#connection = connection
  }

  exec(statements: string): void {
    translated(this.#path, () => this.#connection.exec(statements))
  }

  run(statement: string, ...values: readonly SqliteValue[]): void {
    translated(this.#path, () => this.#prepared(statement).run(...values))
  }

  all(statement: string, ...values: readonly SqliteValue[]): readonly unknown[] {
    return translated(this.#path, () => this.#prepared(statement).all(...values))
  }

  close(): void {
    this.#statements.clear()
    translated(this.#path, () => this.#connection.close())
  }

  #prepared(statement: string): SqliteStatement {
    const known = this.#statements.get(statement)
    if (known !== undefined) return known
    const prepared = this.#connection.prepare(statement)
    this.#statements.set(statement, prepared)
    return prepared
  }
}

/** SQLite's primary result codes that have a meaning of ours. */
const meanings: ReadonlyMap<number, readonly [code: AssetPackErrorCode, sentence: string]> = new Map([
  [3, ['notWritable', 'A database may not be opened. Change the permissions of its folder.']],
  [5, ['fileInUse', 'Another program holds a database of this app. Close it and try again.']],
  [6, ['fileInUse', 'Another program holds a database of this app. Close it and try again.']],
  [8, ['notWritable', 'A database cannot be written to. Change the permissions of its folder.']],
  [10, ['diskFailed', 'The disk reported a failure. Check the disk.']],
  [11, ['stateDamaged', 'A database is damaged.']],
  [13, ['outOfSpace', 'There is not enough space on the disk. Free some space and try again.']],
  [14, ['notWritable', 'A database cannot be opened. Check that its folder is there and may be written to.']],
  [26, ['stateDamaged', 'A database is damaged: the file holds something else.']],
])

function translated<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const result = resultCode(error)
    if (result === undefined) throw error
    const [code, sentence] = meanings.get(result & 0xff) ?? ['internal', 'A database refused a statement.']
    throw new AssetPackError(code, `${path}: ${sentence}`, {
      cause: error,
      details: { path, sqlite: result },
    })
  }
}

/** SQLite's number for what went wrong, as each engine has it. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const { rawCode, errcode } = error as Error & { readonly rawCode?: unknown; readonly errcode?: unknown }
  if (typeof rawCode === 'number') return rawCode
  if (typeof errcode === 'number') return errcode
  // libsql says only in words why it could not open a file.
  const told = /Unable to open connection to local database .*: (\d+)"?\)?$/s.exec(error.message)?.[1]
  return told === undefined ? undefined : Number(told)
}
