import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import { committedPages, holdsPages } from '../../../../src-main/platform/sqlite-log'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Left {
  /** The database and its log as they were while a connection was open. */
  readonly log: Buffer
  readonly database: Buffer
  /** The database after SQLite itself has taken the log in. */
  readonly folded: Buffer
}

/** A database that a process left after these statements, in the middle of the last transaction when it is not ended. */
async function leftAfter(...statements: readonly string[]): Promise<Left> {
  const directory = await temporaryDirectory()
  const path = join(directory, 'state.db')
  const database = await openSqliteDatabase(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 10')
  for (const statement of statements) database.exec(statement)
  const copy = join(directory, 'copy.db')
  for (const suffix of ['', '-wal']) await copyFile(`${path}${suffix}`, `${copy}${suffix}`)
  database.close()
  const [before, log] = [await readFile(copy), await readFile(`${copy}-wal`)]
  const again = await openSqliteDatabase(copy)
  again.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  again.close()
  return { log, database: before, folded: await readFile(copy) }
}

const tables = `
  CREATE TABLE facts (number INTEGER PRIMARY KEY, text TEXT);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
  INSERT INTO facts SELECT i, printf('%.500c', 'a') FROM n`

test('finds in a log what SQLite takes from it into the database', async () => {
  const { log, database, folded } = await leftAfter(tables, "UPDATE facts SET text = 'b' WHERE number < 9")
  const found = committedPages(log)

  expect([
    found.pages.size * found.pageBytes === folded.length,
    holdsPages(database, found),
    holdsPages(folded, found),
  ]).toEqual([true, false, true])
})

test('leaves out what a transaction wrote that never ended', async () => {
  const ended = await leftAfter(tables)
  // With so few pages in memory it writes into the log before it ends.
  const { log, folded } = await leftAfter(tables, "BEGIN; UPDATE facts SET text = printf('%.900c', 'c')")

  expect([log.length > ended.log.length, holdsPages(folded, committedPages(log))]).toEqual([true, true])
})

test('leaves out pages that a later commit has cut off', async () => {
  const { log, folded } = await leftAfter(tables, 'DELETE FROM facts WHERE number > 3', 'VACUUM')

  expect(holdsPages(folded, committedPages(log))).toBe(true)
})

test('ends where a frame is not what was written, as SQLite does', async () => {
  const { log, folded } = await leftAfter(tables, "UPDATE facts SET text = 'b' WHERE number < 9")
  const frames = [...log.keys()].filter((at) => (at - 32) % 4120 === 0)
  const [last = 0] = frames.slice(-1)
  const damaged = Buffer.from(log)
  damaged[last + 100] = (damaged[last + 100] ?? 0) ^ 1
  const whole = committedPages(log).pages
  const left = committedPages(damaged).pages

  expect([left.size > 0 && left.size <= whole.size, holdsPages(folded, committedPages(damaged))]).toEqual([
    true,
    false,
  ])
})

test('finds nothing in what is no log', () => {
  const found = [
    Buffer.alloc(0),
    Buffer.alloc(32),
    Buffer.from('this is no log, whatever its name says, but it is long'),
  ]

  expect(found.map((bytes) => committedPages(bytes).pages.size)).toEqual([0, 0, 0])
})
