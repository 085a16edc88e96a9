import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../../src-main/platform/clock'
import { silentLogger } from '../../../../src-main/platform/logger'
import {
  openDiskAssetPackStore,
  type DiskAssetPackStore,
} from '../../../../src-main/store/disk-asset-pack-store'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { aPack, anID } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function open(directory: string, onStep?: (step: string) => void): Promise<DiskAssetPackStore> {
  const store = await openDiskAssetPackStore({
    directory,
    clock: systemClock,
    logger: silentLogger,
    ...(onStep === undefined ? {} : { onStep }),
  })
  onTestFinished(() => store.close())
  return store
}

async function install(store: DiskAssetPackStore, version: number): Promise<void> {
  const staging = await store.openStaging(anID(), version)
  await writeFile(join(staging.filesDirectory, 'file.txt'), `version ${String(version)}`)
  await store.commit(staging, aPack({ version }), new Uint8Array([version]))
}

/** What a reader finds: the active version, and its file's content. */
async function visible(store: DiskAssetPackStore): Promise<unknown> {
  const installed = store.installedPack(anID())
  if (installed === undefined) return 'nothing'
  return [installed.assetPack.version, await readFile(join(installed.directory, 'file.txt'), 'utf8')]
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: unknown) => (isAssetPackError(error) ? error.code : error),
  )
}

describe('a commit that dies', () => {
  const before = [1, 'version 1']
  const after = [2, 'version 2']

  it.each([
    ['I-6 journal', before],
    ['I-6 rename', before],
    ['I-7', after],
    ['I-7 done', after],
  ])('at step %s leaves the old version whole or the new one whole', async (step, expected) => {
    const directory = await temporaryDirectory()
    const dying = await open(directory, (reached) => {
      if (reached === step && dying.installedPack(anID()) !== undefined) throw new Error('power cut')
    })
    await install(dying, 1).catch(() => undefined)
    await install(dying, 2).catch(() => undefined)
    await dying.close()

    expect(await visible(await open(directory))).toEqual(expected)
  })

  it('goes on from where it was: the same version can be staged and committed again', async () => {
    const directory = await temporaryDirectory()
    let isArmed = true
    const dying = await open(directory, (reached) => {
      if (isArmed && reached === 'I-7') throw new Error('power cut')
    })
    await install(dying, 2).catch(() => undefined)
    isArmed = false
    await install(dying, 2)

    expect(await visible(dying)).toEqual(after)
  })
})

describe('opening a container', () => {
  it('keeps what was acknowledged', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 3)
    store.values.set('mark', '7')
    await store.close()
    const again = await open(directory)

    expect([await visible(again), again.values.get('mark')]).toEqual([[3, 'version 3'], '7'])
  })

  it('refuses a second writer and says who the first is', async () => {
    const directory = await temporaryDirectory()
    await open(directory)
    const refusal: unknown = await open(directory).catch((error: unknown) => error)

    expect(isAssetPackError(refusal, 'containerLocked') ? refusal.details['pid'] : refusal).toBe(process.pid)
  })

  it('lets the next writer in once the first has closed', async () => {
    const directory = await temporaryDirectory()
    await (await open(directory)).close()

    expect(await visible(await open(directory))).toBe('nothing')
  })

  it('rebuilds a damaged list of packs from what is on disk (D-10)', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 1)
    await store.close()
    await rm(join(directory, 'state.db-wal'), { force: true })
    await writeFile(join(directory, 'state.db'), 'this is no database, it only looks like a file'.repeat(200))

    expect(await visible(await open(directory))).toEqual([1, 'version 1'])
  })

  it('puts a damaged list of packs aside instead of deleting it (D-10)', async () => {
    const directory = await temporaryDirectory()
    await (await open(directory)).close()
    // What is in the write-ahead log would still be right.
    await rm(join(directory, 'state.db-wal'), { force: true })
    await writeFile(join(directory, 'state.db'), 'x'.repeat(10_000))
    await open(directory)

    expect((await readdir(directory)).filter((name) => name.startsWith('state.db.damaged-'))).toHaveLength(1)
  })

  it('refuses a list of packs that a later version made (D-18)', async () => {
    const directory = await temporaryDirectory()
    await (await open(directory)).close()
    const database = new Database(join(directory, 'state.db'))
    database.exec('PRAGMA user_version = 99')
    database.close()

    expect(await codeOf(open(directory))).toBe('incompatible')
  })

  it('forgets a pack whose folder somebody took away (D-14)', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 1)
    await store.close()
    await rm(join(directory, 'packs/tutorial/1'), { recursive: true })

    expect(await visible(await open(directory))).toBe('nothing')
  })
})

describe('collecting garbage', () => {
  it('takes the version before, and staging that no download wants, and nothing else', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 1)
    await install(store, 2)
    await store.openStaging(anID('unwanted'), 1)
    await store.openStaging(anID('wanted'), 1)
    store.downloads.put({
      assetPack: aPack({ id: 'wanted' }),
      priority: 0,
      origin: 'prefetch',
      paused: true,
      sequence: 1,
    })
    await store.collectGarbage()

    expect([
      await readdir(join(directory, 'packs/tutorial')),
      await readdir(join(directory, 'staging')),
      await readdir(join(directory, 'trash')),
    ]).toEqual([['2', '2.index', '2.json'], ['wanted'], []])
  })

  it('passes over what is no version of a pack', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 1)
    await mkdir(join(directory, 'packs/tutorial/somebody-elses'))
    await store.collectGarbage()

    expect(await readdir(join(directory, 'packs/tutorial'))).toEqual([
      '1',
      '1.index',
      '1.json',
      'somebody-elses',
    ])
  })
})

describe('removing a pack', () => {
  it('leaves neither its files nor its place', async () => {
    const directory = await temporaryDirectory()
    const store = await open(directory)
    await install(store, 1)
    await store.remove(anID())

    expect([await readdir(join(directory, 'packs')), await readdir(join(directory, 'trash'))]).toEqual([
      [],
      [],
    ])
  })
})
