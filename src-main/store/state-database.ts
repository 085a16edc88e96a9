import { stat } from 'node:fs/promises'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { systemErrorCode, translateFileSystemError } from '../platform/file-system-errors'
import { openSqliteDatabase, type SqliteDatabase } from '../platform/sqlite-database'
import type { SqliteValue } from '../platform/sqlite-engine'
import { foldAndClose, resumeFolding } from '../platform/sqlite-fold'
import { abandon, MirroredDatabase, type PlacedDatabase } from './mirrored-database'
import type { HistoryRow, PackRow, StateContent, TextRow } from './state-rows'
import { checkIntegrity, emptyMark, migrate } from './state-schema'

/** Pins are values: those that can still be read of a damaged database outlive it. */
function pinName(key: string): string {
  return `store.pin.${key}`
}

/** A version that is taken apart for the next one: a value, so that it outlives a damaged database as well. */
function dismantledName(key: string): string {
  return `store.dismantled.${key}`
}

/** More than the lists of a hundred thousand packs take. */
const cacheKibibytes = 262_144

/**
 * SQLite behind a few statements. Every statement is durable when it returns: write-ahead log, `synchronous=FULL` (with
 * `NORMAL` acknowledged rows were lost in power cuts).
 */
export class StateDatabase {
  readonly #database: MirroredDatabase

  private constructor(placed: PlacedDatabase) {
    this.#database = new MirroredDatabase(placed)
  }

  /**
   * Opens or creates the database at `path`.
   *
   * @throws AssetPackError `incompatible` when a later version made it, `stateDamaged` when what is there cannot be read,
   * `fileInUse` when another program holds it, or what the disk says.
   */
  static async open(path: string): Promise<StateDatabase> {
    return new StateDatabase({ path, database: await openUpToDate(path) })
  }

  /**
   * Takes what the log beside the database at `path` holds into the database itself, durably: from then on that one file is
   * all of it. What is not there stays so.
   *
   * @throws AssetPackError `fileInUse` when another program holds it, `stateDamaged`, or what the disk says.
   */
  static async fold(path: string): Promise<void> {
    await foldWhatIsLeft(path)
    if ((await sizeOf(path)) === 0 || (await sizeOf(`${path}-wal`)) === 0) return
    const sentence = 'Another program holds a database of this app. Close it and try again.'
    throw new AssetPackError('fileInUse', `${path}: ${sentence}`, { details: { path } })
  }

  /** Whether it was just made: nothing is in it yet, {@link fill} has not been called. */
  get isEmpty(): boolean {
    return this.value(emptyMark) !== undefined
  }

  /** Gives a new database its content, in one transaction. */
  fill(content: StateContent): void {
    this.#transaction(() => {
      for (const row of content.packs) this.putPack(row)
      this.#addKept(content.kept)
      for (const { name, value } of content.downloads) this.putDownload(name, value)
      for (const { name, value } of content.values) this.setValue(name, value)
      this.#run('DELETE FROM durable_values WHERE name = ?', emptyMark)
    })
  }

  /** The active version of every pack. */
  packs(): readonly PackRow[] {
    return this.#all('SELECT key, description, installed_at FROM packs ORDER BY key') as readonly PackRow[]
  }

  /** The kept versions of every pack, of each the one that was active last first. */
  keptVersions(): readonly PackRow[] {
    const rows = this.#all('SELECT key, description, installed_at FROM kept_versions ORDER BY key, position')
    return rows as readonly PackRow[]
  }

  /** Replaces the list of a pack's kept versions. */
  setKept(key: string, kept: readonly PackRow[]): void {
    this.#transaction(() => {
      this.#replaceKept(key, kept)
    })
  }

  /** Switches that were begun and not finished. */
  switches(): readonly PackRow[] {
    return this.#all('SELECT key, description, installed_at FROM switches ORDER BY key') as readonly PackRow[]
  }

  /** Says that the folder of this version is about to move to its place. */
  beginSwitch(row: PackRow): void {
    this.#run('INSERT OR REPLACE INTO switches VALUES (?, ?, ?)', row.key, row.description, row.installed_at)
  }

  /** Makes a version the active one, says what is kept from then on, and ends its switch, in one transaction. */
  finishSwitch(row: PackRow, kept: readonly PackRow[]): void {
    this.#transaction(() => {
      this.putPack(row)
      this.#replaceKept(row.key, kept)
      this.abandonSwitch(row.key)
      this.forgetDismantled(row.key)
    })
  }

  /** Says otherwise of the version that is the active one already. */
  putPack(row: PackRow): void {
    this.#run('INSERT OR REPLACE INTO packs VALUES (?, ?, ?)', row.key, row.description, row.installed_at)
  }

  /** Makes a kept version the active one, and pins the pack to it or ends its pin, in one transaction. */
  rollBack(row: PackRow, kept: readonly PackRow[], pinnedVersion: number | undefined): void {
    this.#transaction(() => {
      this.putPack(row)
      this.#replaceKept(row.key, kept)
      this.setPin(row.key, pinnedVersion)
    })
  }

  /** Ends a switch without effect. */
  abandonSwitch(key: string): void {
    this.#run('DELETE FROM switches WHERE key = ?', key)
  }

  /** Forgets a pack with its kept versions, its pin and what is taken apart of it, in one transaction. */
  deletePack(key: string): void {
    this.#transaction(() => {
      this.#deletePack(key)
      this.forgetDismantled(key)
    })
  }

  /** Takes the active version out of the list and remembers it as one that is taken apart, in one transaction. */
  dismantle({ key, description }: PackRow): void {
    this.#transaction(() => {
      this.#deletePack(key)
      this.setValue(dismantledName(key), description)
    })
  }

  /** Makes a version that was to be taken apart the active one again, in one transaction. */
  restoreDismantled(row: PackRow): void {
    this.#transaction(() => {
      this.putPack(row)
      this.forgetDismantled(row.key)
    })
  }

  forgetDismantled(key: string): void {
    this.#run('DELETE FROM durable_values WHERE name = ?', dismantledName(key))
  }

  /** Descriptions of the versions that are taken apart, by pack. */
  dismantled(): ReadonlyMap<string, string> {
    return this.#valuesNamed(dismantledName(''))
  }

  /** The versions that packs were pinned to, by pack. */
  pins(): ReadonlyMap<string, number> {
    const pins = [...this.#valuesNamed(pinName(''))]
    return new Map(pins.map(([key, version]) => [key, Number(version)]))
  }

  setPin(key: string, version: number | undefined): void {
    if (version === undefined) this.#run('DELETE FROM durable_values WHERE name = ?', pinName(key))
    else this.setValue(pinName(key), String(version))
  }

  downloadRecords(): readonly string[] {
    const rows = this.#all('SELECT record FROM downloads ORDER BY key')
    return (rows as readonly { readonly record: string }[]).map(({ record }) => record)
  }

  putDownload(key: string, record: string): void {
    this.#run('INSERT OR REPLACE INTO downloads VALUES (?, ?)', key, record)
  }

  deleteDownload(key: string): void {
    this.#run('DELETE FROM downloads WHERE key = ?', key)
  }

  /** Newest first. */
  historyRows(): readonly HistoryRow[] {
    const rows = this.#all('SELECT number, entry FROM download_history ORDER BY number DESC')
    return rows as readonly HistoryRow[]
  }

  /** Adds a row and forgets all but the newest `most`, in one transaction. */
  addHistoryRow(entry: string, most: number): void {
    this.#transaction(() => {
      this.#run('INSERT INTO download_history (entry) VALUES (?)', entry)
      this.#run(
        'DELETE FROM download_history WHERE number <= (SELECT MAX(number) FROM download_history) - ?',
        most,
      )
    })
  }

  clearHistory(): void {
    this.#run('DELETE FROM download_history')
  }

  value(name: string): string | undefined {
    const rows = this.#all('SELECT value FROM durable_values WHERE name = ?', name)
    return (rows as readonly { readonly value: string }[])[0]?.value
  }

  setValue(name: string, value: string): void {
    this.#run('INSERT OR REPLACE INTO durable_values VALUES (?, ?)', name, value)
  }

  /**
   * Makes a database at `path`, where none is, that has all that this one has, and from then on gets every change after this
   * one: durable in both when the call returns. Until {@link adoptMirror} or {@link dropMirror}.
   *
   * What the mirror fails at is no failure of the change: {@link mirrorLag} says that it has fallen behind.
   *
   * @throws AssetPackError `diskFailed` when the disk does not give back what was written to it, or what else it says: then
   * there is no mirror.
   */
  async mirror(path: string): Promise<void> {
    try {
      this.#database.follow({ path, database: await this.#copyAt(path) })
    } catch (error) {
      // This database was in order when it was opened, and what was read then is in memory: it is the new one that is not.
      throw isAssetPackError(error, 'stateDamaged') ? notGivenBack(path, error) : error
    }
  }

  /** What the mirror failed at; `undefined` while it has every change. */
  get mirrorLag(): unknown {
    return this.#database.mirrorLag
  }

  /** From now on the mirror is this database; the one of before is closed. Never fails. */
  adoptMirror(): void {
    this.#database.adoptMirror()
  }

  /** From now on there is no mirror. */
  dropMirror(): void {
    this.#database.dropMirror()
  }

  /** From now on every change fails with this: it might go to a file that nobody looks at any more. */
  refuseChanges(error: AssetPackError): void {
    this.#database.refuseChanges(error)
  }

  /** @throws what {@link refuseChanges} was given. */
  requireChangeable(): void {
    this.#database.requireChangeable()
  }

  /** Afterwards everything is in the one file, and its write-ahead log is empty, unless the disk refuses. */
  close(): void {
    this.#database.close()
  }

  async #copyAt(path: string): Promise<SqliteDatabase> {
    const database = await openUpToDate(path)
    try {
      this.#database.copyTo(path)
      // Read once more, it stays in memory as what `open` has read does.
      checkIntegrity(database, path)
      return database
    } catch (error) {
      abandon(database)
      throw error
    }
  }

  #deletePack(key: string): void {
    this.#run('DELETE FROM packs WHERE key = ?', key)
    this.#replaceKept(key, [])
    this.setPin(key, undefined)
  }

  /** By what follows `prefix` in their names. */
  #valuesNamed(prefix: string): ReadonlyMap<string, string> {
    const rows = this.#all('SELECT name, value FROM durable_values WHERE name GLOB ?', `${prefix}*`)
    return new Map((rows as readonly TextRow[]).map(({ name, value }) => [name.slice(prefix.length), value]))
  }

  #replaceKept(key: string, kept: readonly PackRow[]): void {
    this.#run('DELETE FROM kept_versions WHERE key = ?', key)
    this.#addKept(kept)
  }

  #addKept(kept: readonly PackRow[]): void {
    for (const [position, { key, description, installed_at: at }] of kept.entries())
      this.#run('INSERT INTO kept_versions VALUES (?, ?, ?, ?)', key, position, description, at)
  }

  #transaction(work: () => void): void {
    this.#database.transaction(work)
  }

  #run(statement: string, ...values: readonly SqliteValue[]): void {
    this.#database.run(statement, ...values)
  }

  #all(statement: string, ...values: readonly SqliteValue[]): readonly unknown[] {
    return this.#database.all(statement, ...values)
  }
}

async function openUpToDate(path: string): Promise<SqliteDatabase> {
  await foldWhatIsLeft(path)
  const database = await openSqliteDatabase(path)
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    // What the check has read stays in memory: later reads cannot fail.
    database.exec(`PRAGMA cache_size = -${String(cacheKibibytes)}`)
    checkIntegrity(database, path)
    migrate(database, path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * The log of a process that died. Opening the database takes it in as well, and with libsql nothing shows a failure then. A
 * log beside no database is of one that is lost, and SQLite deletes it.
 */
async function foldWhatIsLeft(path: string): Promise<void> {
  resumeFolding(path)
  if ((await sizeOf(path)) === 0 || (await sizeOf(`${path}-wal`)) === 0) return
  foldAndClose(path, await openSqliteDatabase(path))
}

function notGivenBack(path: string, cause: AssetPackError): AssetPackError {
  return new AssetPackError(
    'diskFailed',
    `${path} cannot be read back as it was written. Check the disk, or choose another one.`,
    { cause, details: { path } },
  )
}

/** 0 for what is not there; what the disk does not tell is not taken for that. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0
    throw translateFileSystemError(error, path)
  }
}
