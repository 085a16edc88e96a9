import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import fs, { cpSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openSqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import { foldAndClose, resumeFolding } from '../../../../src-main/platform/sqlite-fold'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** A database whose process died with everything in the log. */
let path: string
let log: Buffer

beforeEach(async () => {
  const directory = await temporaryDirectory()
  const alive = join(directory, 'alive.db')
  const database = await openSqliteDatabase(alive)
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE facts (number INTEGER); INSERT INTO facts VALUES (7)',
  )
  path = join(directory, 'state.db')
  for (const suffix of ['', '-wal']) await copyFile(`${alive}${suffix}`, `${path}${suffix}`)
  database.close()
  log = await readFile(`${path}-wal`)
})

async function factsIn(): Promise<readonly unknown[]> {
  const database = await openSqliteDatabase(path)
  const facts = database
    .all('SELECT number FROM facts')
    .map((row) => Object.values(row as object)[0] as number)
  database.close()
  return facts
}

/** What becomes of folding with an engine that does `exec` instead of what SQLite does. */
function foldedBy(exec: () => void): unknown {
  return outcomeOf({ exec, close: () => undefined })
}

function outcomeOf(database: Parameters<typeof foldAndClose>[1]): unknown {
  try {
    foldAndClose(path, database, 'libsql')
    return 'folded'
  } catch (error) {
    return isAssetPackError(error) ? error.code : error
  }
}

test('is content with a log that has arrived in the database', async () => {
  const outcome = outcomeOf(await openSqliteDatabase(path))
  await rm(`${path}-wal`, { force: true })

  expect([outcome, await factsIn()]).toEqual(['folded', [7]])
})

test('writes into the database what a log held that went without having arrived', async () => {
  const outcome = foldedBy(() => {
    rmSync(`${path}-wal`, { force: true })
  })

  expect([outcome, await factsIn()]).toEqual(['folded', [7]])
})

test('does so as well when zeros arrived, and when folding ended with an error', async () => {
  const refusal = new Error('malformed')
  const outcome = foldedBy(() => {
    rmSync(`${path}-wal`)
    writeFileSync(path, Buffer.alloc(5 * 4096))
    throw refusal
  })

  expect([outcome, await factsIn()]).toEqual([refusal, [7]])
})

test('leaves a log alone that is still there', async () => {
  const refusal = new Error('somebody reads the database')
  const outcome = foldedBy(() => {
    throw refusal
  })

  expect([outcome, await readFile(`${path}-wal`)]).toEqual([refusal, log])
})

test('asks nothing of a log that holds no commit', async () => {
  await truncate(`${path}-wal`, 100)
  await writeFile(path, '')
  const outcome = foldedBy(() => {
    rmSync(`${path}-wal`, { force: true })
  })

  expect(outcome).toBe('folded')
})

test('whose process dies when the log is gone and nothing has arrived has everything after the next start', async () => {
  const dead = join(await temporaryDirectory(), 'dead')
  foldedBy(() => {
    rmSync(`${path}-wal`)
    writeFileSync(path, Buffer.alloc(5 * 4096))
    cpSync(dirname(path), dead, { recursive: true })
  })
  const left = await readdir(dirname(path))
  path = join(dead, 'state.db')
  resumeFolding(path)

  expect([await factsIn(), left, await readdir(dead)]).toEqual([
    [7],
    expect.not.arrayContaining(['state.db-wal.kept']),
    expect.not.arrayContaining(['state.db-wal.kept']),
  ])
})

/** A copy of the log beside a database that has it, and that nothing can delete; unless `mayEmpty`, not even empty it. */
function heldCopy({ mayEmpty }: { readonly mayEmpty: boolean }): void {
  const kept = `${path}-wal.kept`
  writeFileSync(kept, log)
  const { rmSync, openSync } = fs
  const refuse = (name: unknown): void => {
    if (name === kept) throw Object.assign(new Error('EBUSY: held'), { code: 'EBUSY', path: kept })
  }
  Object.assign(fs, {
    rmSync: (...args: Parameters<typeof rmSync>) => {
      refuse(args[0])
      rmSync(...args)
    },
    openSync: (...args: Parameters<typeof openSync>) => {
      if (!mayEmpty) refuse(args[1] === 'r+' ? args[0] : '')
      return openSync(...args)
    },
  })
  const restore = (): void => {
    Object.assign(fs, { rmSync, openSync })
    syncBuiltinESMExports()
  }
  onTestFinished(restore)
  syncBuiltinESMExports()
}

test('does not begin with a copy of the log that can neither be deleted nor emptied', async () => {
  outcomeOf(await openSqliteDatabase(path))
  heldCopy({ mayEmpty: false })
  const begin = (): void => {
    resumeFolding(path)
  }
  expect(begin).toThrow(expect.objectContaining({ code: 'fileInUse' }))
})

test('takes nothing back of what was written after a copy of the log that could not be deleted', async () => {
  outcomeOf(await openSqliteDatabase(path))
  heldCopy({ mayEmpty: true })
  resumeFolding(path)
  const database = await openSqliteDatabase(path)
  database.exec('INSERT INTO facts VALUES (8); PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  resumeFolding(path)
  expect(await factsIn()).toEqual([7, 8])
})

test('whose process dies before the log is gone is left to it', async () => {
  const dead = join(await temporaryDirectory(), 'dead')
  foldedBy(() => {
    cpSync(dirname(path), dead, { recursive: true })
  })
  path = join(dead, 'state.db')
  resumeFolding(path)

  expect([await readFile(`${path}-wal`), await factsIn()]).toEqual([log, [7]])
})
