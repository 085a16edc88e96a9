import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import {
  loadSqliteEngine,
  sqliteEngine,
  sqliteEngineFor,
  withoutExperimentalWarnings,
} from '../../../../src-main/platform/sqlite-engine'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

test("takes Node's own SQLite where there is one, and libsql elsewhere", () => {
  expect([true, false].map((hasNodeSqlite) => sqliteEngineFor({ hasNodeSqlite }))).toEqual([
    'node:sqlite',
    'libsql',
  ])
})

test('loads the binary of libsql only where a database needs it', async () => {
  const database = await openSqliteDatabase(join(await temporaryDirectory(), 'state.db'))
  database.close()
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: readonly string[] }

  expect([sqliteEngine(), sharedObjects.some((path) => path.includes('libsql'))]).toEqual(
    process.getBuiltinModule('node:sqlite') === undefined ? ['libsql', true] : ['node:sqlite', false],
  )
})

test('names the system that has no SQLite at all', async () => {
  const missing = '@libsql/a-system-without-a-binary'
  const refusal: unknown = await loadSqliteEngine('libsql', () => import(missing)).catch(
    (error: unknown) => error,
  )

  expect(isAssetPackError(refusal, 'internal') ? [refusal.message, refusal.details] : refusal).toEqual([
    'There is no SQLite for this system. Node brings one from version 22.13 on.',
    { engine: 'libsql', platform: process.platform, architecture: process.arch },
  ])
})

test('keeps warnings of experiments from the standard error while an engine is loaded, and no others', async () => {
  const heard: string[] = []
  const hear = ({ name, message }: Error): void => {
    if (message.startsWith('sqlite test')) heard.push(`${name}: ${message}`)
  }
  process.on('warning', hear)
  const emitWarning: unknown = Reflect.get(process, 'emitWarning')
  const result = withoutExperimentalWarnings(() => {
    process.emitWarning('sqlite test 1', 'ExperimentalWarning')
    process.emitWarning('sqlite test 2', { type: 'ExperimentalWarning' })
    process.emitWarning('sqlite test 3', 'DeprecationWarning')
    return 'loaded'
  })
  process.emitWarning('sqlite test 4', 'ExperimentalWarning')
  // Node hands warnings on in the next tick.
  await new Promise(setImmediate)
  process.off('warning', hear)

  expect([result, Reflect.get(process, 'emitWarning') === emitWarning, heard]).toEqual([
    'loaded',
    true,
    ['DeprecationWarning: sqlite test 3', 'ExperimentalWarning: sqlite test 4'],
  ])
})
