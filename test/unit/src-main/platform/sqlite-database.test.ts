import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteDatabase, type SqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import { loadSqliteEngine, type SqliteEngine } from '../../../../src-main/platform/sqlite-engine'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function outcome(work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    return isAssetPackError(error) ? error.code : error
  }
}

const engines = ['libsql', 'node:sqlite'] as const

/** Node 20 brings no SQLite of its own; some systems have no binary of libsql. */
async function isHere(engine: SqliteEngine): Promise<boolean> {
  return loadSqliteEngine(engine).then(
    () => true,
    () => false,
  )
}

const areHere = new Map<SqliteEngine, boolean>()
for (const engine of engines) areHere.set(engine, await isHere(engine))

for (const engine of engines) {
  const other = engines.find((each) => each !== engine) ?? engine

  describe.skipIf(!areHere.get(engine))(`a database of ${engine}`, () => {
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

    it('waits a moment for another connection, where it is told to', async () => {
      const database = await open(join(await temporaryDirectory(), 'state.db'), 1_234)

      expect(Object.values(database.all('PRAGMA busy_timeout')[0] as object)[0]).toBe(1_234)
    })

    it('undoes a transaction that is rolled back', async () => {
      const database = await open(join(await temporaryDirectory(), 'state.db'))
      database.exec('CREATE TABLE facts (number INTEGER); BEGIN IMMEDIATE')
      database.run('INSERT INTO facts VALUES (?)', 1)
      database.exec('ROLLBACK')

      expect(database.all('SELECT * FROM facts')).toEqual([])
    })

    it.skipIf(!areHere.get(other))(
      'reads what the other engine has left in the log when its process died',
      async () => {
        const [alive, dead] = [await temporaryDirectory(), await temporaryDirectory()]
        const left = await openSqliteDatabase(join(alive, 'state.db'), { engine: other })
        left.exec('PRAGMA journal_mode = WAL; CREATE TABLE facts (number INTEGER) STRICT')
        left.run('INSERT INTO facts VALUES (?)', 7)
        for (const name of await readdir(alive)) await copyFile(join(alive, name), join(dead, name))
        left.close()
        const database = await open(join(dead, 'state.db'))
        const mode = Object.values(database.all('PRAGMA journal_mode')[0] as object)[0] as string
        const rows = database.all('SELECT number FROM facts').map((row) => ({ ...(row as object) }))

        expect([mode, rows]).toEqual(['wal', [{ number: 7 }]])
      },
    )

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
