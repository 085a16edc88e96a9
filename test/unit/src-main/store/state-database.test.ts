import { copyFile, readdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { StateDatabase } from '../../../../src-main/store/state-database'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** The files of a database as a process that died right after a write leaves them. */
async function leftByTheDead(value: string): Promise<string> {
  const [alive, dead] = [await temporaryDirectory(), await temporaryDirectory()]
  const database = await StateDatabase.open(join(alive, 'state.db'))
  database.setValue('a', value)
  for (const name of await readdir(alive)) await copyFile(join(alive, name), join(dead, name))
  database.close()
  return dead
}

test('holds everything in the one file after folding, also what a dead process had only in the log', async () => {
  const dead = await leftByTheDead('durable')
  // Closing the last connection would fold by itself; who was closed before may not have let go yet.
  const lingering = await StateDatabase.open(join(dead, 'state.db'))
  onTestFinished(() => {
    lingering.close()
  })
  await StateDatabase.fold(join(dead, 'state.db'))
  const elsewhere = join(await temporaryDirectory(), 'state.db')
  await copyFile(join(dead, 'state.db'), elsewhere)
  const database = await StateDatabase.open(elsewhere)
  const found = database.value('a')
  database.close()
  expect(found).toBe('durable')
})

test.each(['fold', 'open'] as const)(
  'takes no log that cannot be looked at for one that is not there: %s says what the disk says',
  async (way) => {
    const dead = await leftByTheDead('durable')
    const log = join(dead, 'state.db-wal')
    await rename(log, `${log}.aside`)
    // A link that leads to itself: the system answers with an error that is not "not there".
    await symlink(log, log)
    const error: unknown = await StateDatabase[way](join(dead, 'state.db')).catch((thrown: unknown) => thrown)
    expect(isAssetPackError(error, 'diskFailed') && error.details).toEqual({ path: log, errno: 'ELOOP' })
  },
)

test('makes no database by folding where there is none', async () => {
  const directory = await temporaryDirectory()
  await StateDatabase.fold(join(directory, 'state.db'))
  expect(await readdir(directory)).toEqual([])
})

test('keeps the newest rows of the history and no more, also over a restart', async () => {
  const path = join(await temporaryDirectory(), 'state.db')
  const first = await StateDatabase.open(path)
  for (const entry of ['a', 'b', 'c', 'd']) first.addHistoryRow(entry, 3)
  first.close()
  const second = await StateDatabase.open(path)
  const kept = second.historyRows()
  second.clearHistory()
  second.addHistoryRow('e', 3)
  const after = second.historyRows()
  second.close()
  expect([kept, after]).toEqual([
    [
      { number: 4, entry: 'd' },
      { number: 3, entry: 'c' },
      { number: 2, entry: 'b' },
    ],
    [{ number: 5, entry: 'e' }],
  ])
})
