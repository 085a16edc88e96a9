import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireFileLock, isFileLocked } from '../../../../src-main/platform/file-lock'
import { openSqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

const libsql = createRequire(import.meta.url).resolve('libsql')

/** Another process that holds the lock the way the library takes it, and says so. */
async function holderProcess(path: string): Promise<ReturnType<typeof spawn>> {
  const program = `
    const Database = require(${JSON.stringify(libsql)})
    const database = new Database(${JSON.stringify(path)}, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    process.stdout.write('held')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function outcome(path: string): Promise<string> {
  try {
    ;(await acquireFileLock(path)).release()
    return 'acquired'
  } catch (error) {
    return isAssetPackError(error) ? error.code : String(error)
  }
}

describe('a file lock', () => {
  it('is refused while another process holds it, and free the moment that process is killed (D-16)', async () => {
    const path = join(await temporaryDirectory(), 'lock')
    const holder = await holderProcess(path)
    const whileHeld = await outcome(path)
    const ended = once(holder, 'exit')
    holder.kill('SIGKILL')
    await ended

    expect([whileHeld, await outcome(path)]).toEqual(['containerLocked', 'acquired'])
  })

  it('is refused to a second taker in the same process until it is released', async () => {
    const path = join(await temporaryDirectory(), 'lock')
    const lock = await acquireFileLock(path)
    const whileHeld = await outcome(path)
    lock.release()
    lock.release()

    expect([whileHeld, await outcome(path)]).toEqual(['containerLocked', 'acquired'])
  })

  it('is not seen as held by somebody who looks while another one does', async () => {
    const path = join(await temporaryDirectory(), 'lock')
    ;(await acquireFileLock(path)).release()
    const looking = await openSqliteDatabase(path, { busyTimeoutMs: 0 })
    looking.exec('BEGIN; SELECT 1 FROM sqlite_master')
    const whileLookedAt = await isFileLocked(path)
    looking.exec('ROLLBACK')
    looking.close()
    const lock = await acquireFileLock(path)
    const whileHeld = await isFileLocked(path)
    lock.release()

    expect([whileLookedAt, whileHeld, await isFileLocked(path)]).toEqual([false, true, false])
  })

  it('is not seen as held where its file holds something else', async () => {
    const path = join(await temporaryDirectory(), 'lock')
    await writeFile(path, 'This is no database, and longer than the head of one: '.repeat(20))
    const seen = await isFileLocked(path)

    expect([seen, await outcome(path)]).toEqual([false, 'acquired'])
  })

  it('names a folder that is not there as what is wrong', async () => {
    const path = join(await temporaryDirectory(), 'missing', 'lock')

    expect(await outcome(path)).not.toBe('acquired')
  })
})
