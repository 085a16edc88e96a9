import { AssetPackError } from '../../src-shared/domain/errors'

/** A value of a row. */
export type SqliteValue = string | number

/** `node:sqlite` is what newer Nodes and Electrons bring themselves. */
export type SqliteEngine = 'libsql' | 'node:sqlite'

/** A statement of either engine. */
export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): unknown
  all(...values: readonly SqliteValue[]): unknown[]
}

/** What the connections of both engines have in common. */
export interface SqliteConnection {
  exec(statements: string): unknown
  prepare(statement: string): SqliteStatement
  close(): unknown
}

/** What is imported of libsql. */
export interface LibsqlModule {
  readonly default: new (path: string) => unknown
}

/** Opens or creates a database. */
export type ConnectSqlite = (path: string) => SqliteConnection

/**
 * Which engine runs the databases of a program. One only: the system's locks on a file belong to a process, so two engines
 * in one would not see each other's, and give up each other's. Node's own wherever there is one: it tells of every read
 * that fails, where libsql 0.5.29 takes what it could not read for zeros.
 */
export function sqliteEngineFor({ hasNodeSqlite }: { readonly hasNodeSqlite: boolean }): SqliteEngine {
  return hasNodeSqlite ? 'node:sqlite' : 'libsql'
}

/** The engine of this program. */
export function sqliteEngine(): SqliteEngine {
  return sqliteEngineFor({ hasNodeSqlite: nodeSqlite() !== undefined })
}

/**
 * Loads an engine; the other one is not touched.
 *
 * @param importLibsql brings libsql, which has no binary for some systems.
 * @throws AssetPackError `internal` when this system has no such engine.
 */
export async function loadSqliteEngine(
  engine: SqliteEngine = sqliteEngine(),
  importLibsql: () => Promise<LibsqlModule> = () => import('libsql'),
): Promise<ConnectSqlite> {
  const connect = engine === 'libsql' ? await loadLibsql(importLibsql) : loadNodeSqlite()
  if (!(connect instanceof Error)) return connect
  throw new AssetPackError(
    'internal',
    'There is no SQLite for this system. Node brings one from version 22.13 on.',
    { cause: connect, details: { engine, platform: process.platform, architecture: process.arch } },
  )
}

/** The error instead of the engine, where no binary for this system was installed. */
async function loadLibsql(importLibsql: () => Promise<LibsqlModule>): Promise<ConnectSqlite | Error> {
  try {
    const { default: Libsql } = await importLibsql()
    return (path) => new Libsql(path) as SqliteConnection
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function loadNodeSqlite(): ConnectSqlite | Error {
  const builtIn = nodeSqlite()
  return builtIn === undefined
    ? new Error('No such built-in module: node:sqlite')
    : (path) => new builtIn.DatabaseSync(path)
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => SqliteConnection
}

function nodeSqlite(): NodeSqlite | undefined {
  return withoutExperimentalWarnings(() => process.getBuiltinModule('node:sqlite')) as NodeSqlite | undefined
}

/**
 * Node 22 warns of its SQLite as an experiment. Nobody who uses this library chose it, and the standard error of a command
 * line belongs to its user. Every other warning gets through.
 */
export function withoutExperimentalWarnings<T>(work: () => T): T {
  const emitWarning = Reflect.get<NodeJS.Process, 'emitWarning'>(process, 'emitWarning')
  const quieter = (...warning: Parameters<typeof emitWarning>): void => {
    if (!isExperimental(warning)) Reflect.apply(emitWarning, process, warning)
  }
  process.emitWarning = quieter as typeof emitWarning
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}

function isExperimental([warning, kind]: readonly unknown[]): boolean {
  const type = typeof kind === 'object' && kind !== null ? (kind as { readonly type?: unknown }).type : kind
  return (
    type === 'ExperimentalWarning' || (warning instanceof Error && warning.name === 'ExperimentalWarning')
  )
}
