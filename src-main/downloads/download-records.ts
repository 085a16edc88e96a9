import { AssetPackError, serializedErrorSchema, type SerializedError } from '../../src-shared/domain/errors'
import { URLDownload } from '../../src-shared/domain/url-download'
import { openSqliteDatabase, type SqliteDatabase } from '../platform/sqlite-database'

/** The states that a download has in the queue. */
export type QueuedState = Exclude<URLDownload['state'], 'created'>

/** One download in the queue. */
export interface DownloadRecord {
  /** Order of asking; never used twice. */
  readonly sequence: number
  /** In the state of the record. */
  readonly download: URLDownload
  readonly state: QueuedState
  /** Somebody asked for it to begin now. */
  readonly isForeground: boolean
  /** Taken out of the queue: what is left of it goes as soon as its transfer has stopped. */
  readonly isCancelled: boolean
  /** Its end was on its way to the app's extension, which may have taken the file, when a process died. */
  readonly isHandedOver: boolean
  /** Why it failed. */
  readonly error?: SerializedError | undefined
}

interface Row {
  readonly sequence: number
  readonly description: string
  readonly state: QueuedState
  readonly is_foreground: number
  readonly is_cancelled: number
  readonly is_handed_over: number
  readonly error: string
}

const formatVersion = 1

// Names are free again as soon as a download is cancelled, although its transfer may still be stopping.
const tables = `
  CREATE TABLE IF NOT EXISTS downloads (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL,
    unique_identifier TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL,
    is_foreground INTEGER NOT NULL,
    is_cancelled INTEGER NOT NULL,
    error TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS handovers (sequence INTEGER PRIMARY KEY) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS identifiers ON downloads (identifier) WHERE is_cancelled = 0;
  CREATE UNIQUE INDEX IF NOT EXISTS unique_identifiers ON downloads (unique_identifier) WHERE is_cancelled = 0;
`

const columns =
  '*, EXISTS (SELECT 1 FROM handovers WHERE handovers.sequence = downloads.sequence) AS is_handed_over'

/**
 * The queue on disk, which several processes may have open. Every change is durable when it returns: write-ahead log,
 * `synchronous=FULL`.
 */
export class DownloadRecords {
  readonly #database: SqliteDatabase

  private constructor(database: SqliteDatabase) {
    this.#database = database
  }

  /**
   * Opens or creates the queue at `path`.
   *
   * @throws `incompatible` when a later version made it, `stateDamaged` when it cannot be read, or what the disk says.
   */
  static async open(path: string): Promise<DownloadRecords> {
    const database = await openSqliteDatabase(path)
    try {
      database.exec('PRAGMA journal_mode = WAL')
      database.exec('PRAGMA synchronous = FULL')
      const [row] = database.all('PRAGMA user_version') as readonly { readonly user_version: number }[]
      const version = row?.user_version ?? 0
      if (version > formatVersion) throw madeLater(path, version)
      database.exec(`BEGIN IMMEDIATE; ${tables} PRAGMA user_version = ${String(formatVersion)}; COMMIT`)
      return new DownloadRecords(database)
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** Everything, in the order of asking. */
  all(): readonly DownloadRecord[] {
    const rows = this.#database.all(`SELECT ${columns} FROM downloads ORDER BY sequence`)
    return (rows as readonly Row[]).map(asRecord)
  }

  /** A number that changes when another connection has changed the queue. */
  get othersVersion(): number {
    const [row] = this.#database.all('PRAGMA data_version') as readonly { readonly data_version: number }[]
    return row?.data_version ?? 0
  }

  /** The download of that name that is in the queue and not cancelled. */
  find(download: Pick<URLDownload, 'identifier' | 'uniqueIdentifier'>): DownloadRecord | undefined {
    const rows = this.#database.all(
      `SELECT ${columns} FROM downloads WHERE is_cancelled = 0 AND (identifier = ? OR unique_identifier = ?)`,
      download.identifier,
      download.uniqueIdentifier,
    ) as readonly Row[]
    return rows.map(asRecord)[0]
  }

  /** Adds a download; whether none of its name was there, in whatever process. */
  add(download: URLDownload, isForeground: boolean): boolean {
    const added = this.#database.all(
      `INSERT OR IGNORE INTO downloads
        (identifier, unique_identifier, description, state, is_foreground, is_cancelled, error)
        VALUES (?, ?, ?, 'waiting', ?, 0, '') RETURNING sequence`,
      download.identifier,
      download.uniqueIdentifier,
      JSON.stringify(download.withState('created')),
      isForeground ? 1 : 0,
    )
    return added.length > 0
  }

  /** Says how far a download is. */
  setState(sequence: number, state: QueuedState): void {
    this.#database.run("UPDATE downloads SET state = ?, error = '' WHERE sequence = ?", state, sequence)
  }

  /** Says that a download has failed, and why. */
  setFailed(sequence: number, error: SerializedError): void {
    const text = JSON.stringify(error)
    this.#database.run("UPDATE downloads SET state = 'failed', error = ? WHERE sequence = ?", text, sequence)
  }

  /** Says that somebody asks for it to begin now. */
  setForeground(sequence: number): void {
    this.#database.run('UPDATE downloads SET is_foreground = 1 WHERE sequence = ?', sequence)
  }

  /** Says that it is to go. */
  setCancelled(sequence: number): void {
    this.#database.run('UPDATE downloads SET is_cancelled = 1 WHERE sequence = ?', sequence)
  }

  /** What no process transfers waits. */
  setAllWaiting(): void {
    this.#database.run("UPDATE downloads SET state = 'waiting' WHERE state = 'downloading'")
  }

  /** Says that its end is on its way to the app's extension; whether it is still in the queue and not cancelled. */
  beginHandover(sequence: number): boolean {
    const marked = this.#database.all(
      `INSERT OR IGNORE INTO handovers SELECT sequence FROM downloads WHERE sequence = ? AND is_cancelled = 0
        RETURNING sequence`,
      sequence,
    )
    return marked.length > 0 || this.all().some((one) => one.sequence === sequence && one.isHandedOver)
  }

  /** Its end was taken: it leaves the queue, and others come in the same step. Whoever has the name of another one does not. */
  endHandover(sequence: number, next: readonly URLDownload[]): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      this.#remove(sequence)
      for (const download of next) this.add(download, false)
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  /** Forgets it. */
  delete(sequence: number): void {
    this.endHandover(sequence, [])
  }

  #remove(sequence: number): void {
    this.#database.run('DELETE FROM downloads WHERE sequence = ?', sequence)
    this.#database.run('DELETE FROM handovers WHERE sequence = ?', sequence)
  }

  close(): void {
    this.#database.close()
  }
}

function asRecord(row: Row): DownloadRecord {
  const { sequence, state } = row
  return {
    sequence,
    state,
    download: URLDownload.fromJSON(JSON.parse(row.description)).withState(state),
    isForeground: row.is_foreground === 1,
    isCancelled: row.is_cancelled === 1,
    isHandedOver: row.is_handed_over === 1,
    ...(row.error === '' ? {} : { error: serializedErrorSchema.parse(JSON.parse(row.error)) }),
  }
}

function madeLater(path: string, version: number): AssetPackError {
  return new AssetPackError(
    'incompatible',
    `${path} was made by a later version of this app (format ${String(version)}). Update the app.`,
    { details: { path, formatVersion: version } },
  )
}
