import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  hasSqliteEngine,
  openSqliteDatabase,
  type SqliteDatabase,
} from '../../../../src-main/platform/sqlite-database'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function outcome(work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    return isAssetPackError(error) ? error.code : error
  }
}

for (const engine of ['libsql', 'node:sqlite'] as const) {
  // Node 20 brings no SQLite of its own.
  describe.skipIf(!(await hasSqliteEngine(engine)))(`a database of ${engine}`, () => {
    const open = async (path: string, busyTimeoutMs = 0): Promise<SqliteDatabase> => {
      const database = await openSqliteDatabase(path, { engine, busyTimeoutMs })
      onTestFinished(() => {
        database.close()
      })
      return database
    }

    it('gives back the rows that were put in', async () => {
      const database = await open(join(await temporaryDirectory(), 'state.db'))
      database.exec('CREATE TABLE facts (name TEXT, number INTEGER)')
      for (const number of [1, 2])
        database.run('INSERT INTO facts VALUES (?, ?)', `it's "${String(number)}"`, number)
      const rows = database.all('SELECT * FROM facts ORDER BY number')

      expect(rows.map((row) => ({ ...(row as object) }))).toEqual([
        { name: 'it\'s "1"', number: 1 },
        { name: 'it\'s "2"', number: 2 },
      ])
    })

    it('says that a file is in use when another connection locks it', async () => {
      const path = join(await temporaryDirectory(), 'state.db')
      const holder = await open(path)
      holder.exec('BEGIN EXCLUSIVE')
      const other = await open(path)

      expect(
        await outcome(() => {
          other.exec('BEGIN EXCLUSIVE')
        }),
      ).toBe('fileInUse')
      holder.exec('ROLLBACK')
    })

    it('says that a file which is no database is damaged', async () => {
      const path = join(await temporaryDirectory(), 'state.db')
      await writeFile(path, 'this is no database, it only looks like a file'.repeat(200))
      const database = await open(path)

      expect(
        await outcome(() => {
          database.exec('PRAGMA journal_mode = WAL')
        }),
      ).toBe('stateDamaged')
    })

    it('says that a folder which is not there cannot be written to', async () => {
      const path = join(await temporaryDirectory(), 'missing', 'state.db')

      expect(await outcome(() => openSqliteDatabase(path, { engine }))).toBe('notWritable')
    })
  })
}
