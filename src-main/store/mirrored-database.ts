import type { AssetPackError } from '../../src-shared/domain/errors'
import type { SqliteDatabase } from '../platform/sqlite-database'
import type { SqliteValue } from '../platform/sqlite-engine'
import { foldAndClose } from '../platform/sqlite-fold'
import { copyTables, rollBack } from './state-schema'

/** A database, open, and where it is. */
export interface PlacedDatabase {
  readonly path: string
  readonly database: SqliteDatabase
}

/**
 * A database that another one can follow, change by change, until it takes its place. Every change is durable when the call
 * returns, in both while there are two.
 *
 * What the other one fails at fails nobody's change: it has fallen behind then, and can take no place any more.
 */
export class MirroredDatabase {
  #main: PlacedDatabase
  #mirror: PlacedDatabase | undefined
  /** What the mirror failed with. */
  #lag: unknown
  #refusal: AssetPackError | undefined

  constructor(main: PlacedDatabase) {
    this.#main = main
  }

  all(statement: string, ...values: readonly SqliteValue[]): readonly unknown[] {
    return this.#main.database.all(statement, ...values)
  }

  exec(statements: string): void {
    this.#change((database) => {
      database.exec(statements)
    })
  }

  run(statement: string, ...values: readonly SqliteValue[]): void {
    this.#change((database) => {
      database.run(statement, ...values)
    })
  }

  /** All that `work` changes, or nothing of it. */
  transaction(work: () => void): void {
    try {
      this.exec('BEGIN IMMEDIATE')
      work()
      this.exec('COMMIT')
    } catch (error) {
      rollBack(this.#main.database)
      if (this.#mirror !== undefined) rollBack(this.#mirror.database)
      throw error
    }
  }

  /** See {@link copyTables}. */
  copyTo(path: string): void {
    copyTables(this.#main.database, path)
  }

  /** From now on `mirror`, which has all that this one has, gets every change as well. */
  follow(mirror: PlacedDatabase): void {
    this.#mirror = mirror
    this.#lag = undefined
  }

  /** What the mirror failed at; `undefined` while it has every change. */
  get mirrorLag(): unknown {
    return this.#lag
  }

  /** From now on the mirror is this database; the one of before is closed. Never fails. */
  adoptMirror(): void {
    if (this.#mirror === undefined) return
    const before = this.#main.database
    this.#main = this.#mirror
    this.#mirror = undefined
    abandon(before)
  }

  /** From now on there is no mirror. */
  dropMirror(): void {
    const mirror = this.#mirror
    this.#mirror = undefined
    if (mirror !== undefined) abandon(mirror.database)
  }

  /** From now on every change fails with this: it might go to a file that nobody looks at any more. */
  refuseChanges(error: AssetPackError): void {
    this.#refusal = error
  }

  /** @throws what {@link refuseChanges} was given. */
  requireChangeable(): void {
    if (this.#refusal !== undefined) throw this.#refusal
  }

  /** Afterwards everything is in the one file, and its write-ahead log is empty, unless the disk refuses. */
  close(): void {
    this.dropMirror()
    try {
      foldAndClose(this.#main.path, this.#main.database)
    } catch {
      // A full or failing disk: what is in the log is durable there.
    }
  }

  /** What fails here is not asked of the mirror, so that it never has what nobody was told is there. */
  #change(work: (database: SqliteDatabase) => void): void {
    this.requireChangeable()
    work(this.#main.database)
    if (this.#mirror === undefined) return
    try {
      work(this.#mirror.database)
    } catch (error) {
      this.#lag = error
      rollBack(this.#mirror.database)
      this.dropMirror()
    }
  }
}

/** Nothing that counts is in it any more. */
export function abandon(database: SqliteDatabase): void {
  try {
    database.close()
  } catch {
    // Its disk may be gone.
  }
}
