import { cp, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteDatabase } from '../../../../src-main/platform/sqlite-database'
import type { DiskAssetPackStore } from '../../../../src-main/store/disk-asset-pack-store'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { ManualClock } from '../../../support/manual-clock'
import { aPack, anID } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** A closed container with these versions, copied: no connection that waits to be collected holds its files. */
async function copyOfContainer(versions: readonly number[]): Promise<string> {
  const directory = await temporaryDirectory()
  const store = await openContainer(join(directory, 'original'))
  for (const version of versions) await installVersion(store, version)
  await store.close()
  const isLeft = (path: string): boolean => !/-(?:wal|shm)$/.test(path)
  await cp(join(directory, 'original'), join(directory, 'copy'), { recursive: true, filter: isLeft })
  return join(directory, 'copy')
}

function rememberDownload(store: DiskAssetPackStore, number: number): void {
  store.downloads.put({
    assetPack: aPack({ id: `pack-${String(number)}` }),
    priority: 0,
    origin: 'prefetch',
    paused: false,
    sequence: number,
  })
}

/** Overwrites one page of the many that hold downloads. */
async function damageMiddle(path: string): Promise<void> {
  const bytes = await readFile(path)
  const page = bytes.indexOf('"id":"pack-150"') & ~4095
  bytes.fill(255, page, page + 4096)
  await writeFile(path, bytes)
}

/** Puts an empty page in the place of a table's index, as a disk does that loses a write. */
async function emptyIndex(path: string, table: string): Promise<void> {
  const database = await openSqliteDatabase(path)
  const pageOf = (name: string): number => {
    const [row] = database.all('SELECT rootpage FROM sqlite_master WHERE name = ?', name)
    return (row as { readonly rootpage: number }).rootpage
  }
  const [full, empty] = [pageOf(`sqlite_autoindex_${table}_1`), pageOf('sqlite_autoindex_switches_1')]
  database.close()
  const bytes = await readFile(path)
  bytes.copyWithin((full - 1) * 4096, (empty - 1) * 4096, empty * 4096)
  await writeFile(path, bytes)
}

describe('opening a container', () => {
  it('keeps what was acknowledged', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 3)
    store.values.set('mark', '7')
    await store.close()
    const again = await openContainer(directory)

    expect([await visibleIn(again), again.values.get('mark')]).toEqual([[3, 'version 3'], '7'])
  })

  it('takes a version that somebody put elsewhere, with a link in its place, for one that is there', async () => {
    const directory = await copyOfContainer([3])
    const [files, elsewhere] = [join(directory, 'packs', 'tutorial', '3'), join(directory, 'elsewhere')]
    await rename(files, elsewhere)
    await symlink(elsewhere, files, 'junction')
    const opened = await openContainer(directory)

    expect(await visibleIn(opened)).toEqual([3, 'version 3'])
  })

  it('waits for one in the background no longer than the caller wants', async () => {
    const directory = await temporaryDirectory()
    await openContainer(directory, { isBackground: true })
    const [clock, controller, reason] = [new ManualClock(), new AbortController(), new Error('enough')]
    const second = openContainer(directory, { clock, signal: controller.signal })
    const ended = second.catch((error: unknown) => error)
    while (clock.pendingTimers === 0) await clock.advance(0)
    controller.abort(reason)

    expect(await ended).toBe(reason)
  })

  it('refuses a second writer and says who the first is', async () => {
    const directory = await temporaryDirectory()
    await openContainer(directory)
    const refusal: unknown = await openContainer(directory).catch((error: unknown) => error)

    expect(isAssetPackError(refusal, 'containerLocked') ? refusal.details['pid'] : refusal).toBe(process.pid)
  })

  it('lets the next writer in once the first has closed', async () => {
    const directory = await temporaryDirectory()
    await (await openContainer(directory)).close()

    expect(await visibleIn(await openContainer(directory))).toBe('nothing')
  })

  it('rebuilds a damaged list of packs from what is on disk (D-10)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await store.close()
    await rm(join(directory, 'state.db-wal'), { force: true })
    await writeFile(join(directory, 'state.db'), 'this is no database, it only looks like a file'.repeat(200))

    expect(await visibleIn(await openContainer(directory))).toEqual([1, 'version 1'])
  })

  it('puts a damaged list of packs aside instead of deleting it (D-10)', async () => {
    const directory = await temporaryDirectory()
    await (await openContainer(directory)).close()
    // What is in the write-ahead log would still be right.
    await rm(join(directory, 'state.db-wal'), { force: true })
    await writeFile(join(directory, 'state.db'), 'x'.repeat(10_000))
    await openContainer(directory)

    expect((await readdir(directory)).filter((name) => name.startsWith('state.db.damaged-'))).toHaveLength(1)
  })

  it('rebuilds a damaged list of packs whose log holds what its process could not finish (D-10)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(join(directory, 'alive'))
    await installVersion(store, 1)
    await cp(join(directory, 'alive'), join(directory, 'dead'), { recursive: true })
    await store.close()
    const { size } = await stat(join(directory, 'dead/state.db'))
    await writeFile(join(directory, 'dead/state.db'), 'x'.repeat(size))

    expect(await visibleIn(await openContainer(join(directory, 'dead')))).toEqual([1, 'version 1'])
  })

  it('keeps remembered downloads and values as far as a damaged list can still be read (D-10)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (let number = 0; number < 300; number += 1) rememberDownload(store, number)
    store.values.set('mark', '7')
    await store.close()
    await damageMiddle(join(directory, 'state.db'))
    const again = await openContainer(directory)

    expect([again.wasRebuilt, again.values.get('mark')]).toEqual([true, '7'])
  })

  it.each(['deleted', 'truncated', 'zeroed'])('rebuilds a list of packs that was %s (D-10)', async (fate) => {
    const directory = await copyOfContainer([1, 2])
    const path = join(directory, 'state.db')
    const { size } = await stat(path)
    if (fate === 'deleted') await rm(path)
    else if (fate === 'truncated') await truncate(path, 0)
    else await writeFile(path, Buffer.alloc(size))
    const again = await openContainer(directory)

    expect([await visibleIn(again), again.wasRebuilt]).toEqual([[2, 'version 2'], true])
  })

  it('rebuilds a list of packs of which only an index was damaged (D-10)', async () => {
    const directory = await copyOfContainer([1, 2])
    await emptyIndex(join(directory, 'state.db'), 'packs')
    const again = await openContainer(directory)

    expect([await visibleIn(again), again.wasRebuilt]).toEqual([[2, 'version 2'], true])
  })

  it('rebuilds a lost list with the version that was rolled back to, and what is kept (D-10)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (const version of [1, 2]) await installVersion(store, version)
    await store.rollback(anID())
    await store.close()
    await rm(join(directory, 'state.db-wal'), { force: true })
    await rm(join(directory, 'state.db'))
    const again = await openContainer(directory)

    expect([await visibleIn(again), again.keptVersions(anID()).length]).toEqual([[1, 'version 1'], 1])
  })

  it('opens a container of the release before, which kept nothing', async () => {
    const directory = await copyOfContainer([1, 2])
    const database = await openSqliteDatabase(join(directory, 'state.db'))
    database.exec('DROP TABLE download_history; DROP TABLE kept_versions; PRAGMA user_version = 1')
    database.close()
    const again = await openContainer(directory)

    expect([await visibleIn(again), again.keptVersions(anID()), again.wasRebuilt]).toEqual([
      [2, 'version 2'],
      [],
      false,
    ])
  })

  it('forgets a kept version that somebody took away', async () => {
    const directory = await copyOfContainer([1, 2])
    await rm(join(directory, 'packs/tutorial/1'), { recursive: true })
    const again = await openContainer(directory)

    expect([await codeOf(again.rollback(anID())), await visibleIn(again)]).toEqual([
      'versionNotFound',
      [2, 'version 2'],
    ])
  })

  it('finishes a switch with the version before as the kept one', async () => {
    const directory = await copyOfContainer([1, 2])
    const database = await openSqliteDatabase(join(directory, 'state.db'))
    database.exec(`
      INSERT INTO switches SELECT * FROM packs;
      UPDATE packs SET description = (SELECT description FROM kept_versions);
      DELETE FROM kept_versions`)
    database.close()
    const again = await openContainer(directory)
    const kept = again.keptVersions(anID()).map(({ assetPack }) => assetPack.version)

    expect([await visibleIn(again), kept]).toEqual([[2, 'version 2'], [1]])
  })

  it('does not call a new container rebuilt', async () => {
    expect((await openContainer(await temporaryDirectory())).wasRebuilt).toBe(false)
  })

  it(
    'does not take a list that another program locks for a damaged one (D-10)',
    { timeout: 15_000 },
    async () => {
      const directory = await copyOfContainer([1])
      const other = await openSqliteDatabase(join(directory, 'state.db'))
      other.exec('PRAGMA journal_mode = DELETE')
      other.exec('BEGIN EXCLUSIVE')
      const refused = await codeOf(openContainer(directory))
      other.exec('ROLLBACK')
      other.close()

      expect([refused, await visibleIn(await openContainer(directory))]).toEqual([
        'fileInUse',
        [1, 'version 1'],
      ])
    },
  )

  it('undoes a switch whose folder is not whole (D-11)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await installVersion(store, 2)
    await store.close()
    const database = await openSqliteDatabase(join(directory, 'state.db'))
    database.exec(`
      INSERT INTO switches SELECT key, description, installed_at FROM packs;
      DELETE FROM packs`)
    database.close()
    await rename(join(directory, 'packs/tutorial/2/file.txt'), join(directory, 'packs/tutorial/2/else.txt'))

    expect(await visibleIn(await openContainer(directory))).toBe('nothing')
  })

  it('falls back to another whole version when the active one was taken away (D-12)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await installVersion(store, 2)
    await store.close()
    await rm(join(directory, 'packs/tutorial/2'), { recursive: true })

    expect(await visibleIn(await openContainer(directory))).toEqual([1, 'version 1'])
  })

  it('says that the disk is gone, and makes no container in its place (D-14)', async () => {
    const directory = join(await temporaryDirectory(), 'disk')
    const store = await openContainer(directory)
    await rename(directory, `${directory}-unplugged`)
    const codes = [
      await codeOf(store.openStaging(anID(), 1)),
      await codeOf(store.collectGarbage()),
      await codeOf(store.freeBytes()),
    ]
    const isBack = await stat(directory).then(
      () => 'made again',
      () => 'not there',
    )
    await rename(`${directory}-unplugged`, directory)

    expect([codes, isBack]).toEqual([['diskGone', 'diskGone', 'diskGone'], 'not there'])
  })

  it('refuses a list of packs that a later version made (D-18)', async () => {
    const directory = await temporaryDirectory()
    await (await openContainer(directory)).close()
    const database = await openSqliteDatabase(join(directory, 'state.db'))
    database.exec('PRAGMA user_version = 99')
    database.close()

    expect(await codeOf(openContainer(directory))).toBe('incompatible')
  })

  it('forgets a pack whose folder somebody took away (D-14)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await store.close()
    await rm(join(directory, 'packs/tutorial/1'), { recursive: true })

    expect(await visibleIn(await openContainer(directory))).toBe('nothing')
  })
})
