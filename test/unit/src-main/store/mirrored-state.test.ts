import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteDatabase, type SqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import { loadSqliteEngine } from '../../../../src-main/platform/sqlite-engine'
import { StateDatabase } from '../../../../src-main/store/state-database'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly state: StateDatabase
  /** Of the database itself and of the one that follows. */
  readonly paths: readonly [string, string]
  /** Another program that lets nobody write to that file. */
  readonly lock: (path: string) => Promise<void>
}

async function scene(): Promise<Scene> {
  const directory = await temporaryDirectory()
  const paths = [join(directory, 'state.db'), join(directory, "the new one's.db")] as const
  const state = await StateDatabase.open(paths[0])
  onTestFinished(() => {
    state.close()
  })
  return {
    state,
    paths,
    lock: async (path) => {
      const other = await openSqliteDatabase(path)
      other.exec('BEGIN IMMEDIATE')
      onTestFinished(() => {
        other.close()
      })
    },
  }
}

async function valueIn(path: string, name: string): Promise<string | undefined> {
  const opened = await StateDatabase.open(path)
  const value = opened.value(name)
  opened.close()
  return value
}

function rowsOf(database: SqliteDatabase): unknown {
  const tables = database.all(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
  const names = (tables as readonly { readonly name: string }[]).map(({ name }) => name)
  return names.map((name) => [
    name,
    database.all(`SELECT * FROM ${name}`).map((row) => ({ ...(row as object) })),
  ])
}

test('a database that follows has every row of every table', async () => {
  const { state, paths } = await scene()
  const row = { key: 'a', description: '{}', installed_at: 1 }
  state.fill({ packs: [row], kept: [row], downloads: [{ name: 'a', value: '{}' }], values: [] })
  state.beginSwitch(row)
  state.addHistoryRow('first', 9)
  state.setValue("it's", 'a value')
  const [before, after] = await Promise.all(paths.map((path) => openSqliteDatabase(path)))
  onTestFinished(() => {
    before?.close()
    after?.close()
  })
  await state.mirror(paths[1])
  const rows = [before, after].map((database) => database && rowsOf(database))

  expect(rows[1]).toEqual(rows[0])
  expect(JSON.stringify(rows[0])).not.toContain('[]')
})

test('a database that follows counts on where the first one is, also when nothing is left of it', async () => {
  const { state, paths } = await scene()
  state.addHistoryRow('first', 9)
  state.clearHistory()
  await state.mirror(paths[1])
  state.adoptMirror()
  state.addHistoryRow('second', 9)

  expect(state.historyRows()).toEqual([{ number: 2, entry: 'second' }])
})

test('a disk that gives back something else than a new database is what failed, not the list of packs', async () => {
  const { state, paths } = await scene()
  await writeFile(paths[1], 'something else '.repeat(1000))
  const error = await state.mirror(paths[1]).catch((reason: unknown) => reason)
  state.setValue('a', 'value')

  expect(error).toMatchObject({ code: 'diskFailed', details: { path: paths[1] } })
  expect([state.mirrorLag, state.value('a')]).toEqual([undefined, 'value'])
})

test('a change that only the database that follows fails at is made, and it is known as fallen behind', async () => {
  const { state, paths, lock } = await scene()
  await state.mirror(paths[1])
  const before = state.mirrorLag
  await lock(paths[1])
  state.setValue('a', 'value')
  state.setKept('pack', [{ key: 'pack', description: '{}', installed_at: 1 }])

  expect([before, isAssetPackError(state.mirrorLag, 'fileInUse'), state.value('a')]).toEqual([
    undefined,
    true,
    'value',
  ])
  expect(state.keptVersions()).toHaveLength(1)
})

test('a change that the database itself fails at is in neither', async () => {
  const { state, paths, lock } = await scene()
  await state.mirror(paths[1])
  await lock(paths[0])
  const code = await codeOf(
    Promise.resolve().then(() => {
      state.setValue('a', 'value')
    }),
  )
  const lag = state.mirrorLag
  state.dropMirror()

  expect([code, lag, await valueIn(paths[1], 'a')]).toEqual(['fileInUse', undefined, undefined])
})

test('a container stays where it is when the new disk fails at a change on the way, which is made', async () => {
  const directory = await temporaryDirectory()
  const [old, place] = [join(directory, 'old'), join(directory, 'new')]
  const connect = await loadSqliteEngine()
  let codeOfChange: unknown
  const store = await openContainer(old, {
    onStep: (step) => {
      if (step !== 'M-3') return
      const other = connect(join(place, 'state.db'))
      other.exec('BEGIN IMMEDIATE')
      onTestFinished(() => {
        other.close()
      })
      try {
        store.values.set('a', 'on the way')
      } catch (error) {
        codeOfChange = error
      }
    },
  })
  await installVersion(store, 1)
  const { signal } = new AbortController()
  const moving = store.relocate({ directory: place, signal, whileStill: (work) => work() })
  const code = await codeOf(moving)
  const now = [store.directory, store.values.get('a'), await visibleIn(store)]
  await store.close()
  const opened = await openContainer(old)

  expect([code, codeOfChange, now, opened.directory, opened.values.get('a')]).toEqual([
    'fileInUse',
    undefined,
    [old, 'on the way', [1, 'version 1']],
    old,
    'on the way',
  ])
})
