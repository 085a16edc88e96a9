import { link, lstat, mkdir, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureStorage } from '../../../../src-main/store/storage-measurement'
import { openContainer } from '../../../support/open-container'
import { aPack, anID } from '../../../support/pack-builder'
import { installFiles, stage } from '../../../support/stored-pack'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** Larger than what any file system keeps inside an inode. */
const large = 'x'.repeat(300_000)
const largeToo = 'y'.repeat(200_000)

async function allocated(...paths: readonly string[]): Promise<number> {
  const stats = await Promise.all(paths.map((path) => lstat(path)))
  return stats.reduce((total, { blocks }) => total + blocks * 512, 0)
}

/** The files that a version is described by, beside its folder. */
function besides(directory: string): readonly string[] {
  return [`${directory}.index`, `${directory}.json`]
}

test('what is installed, kept and unfinished is measured for each pack', async () => {
  const directory = await temporaryDirectory()
  const store = await openContainer(directory)
  await installFiles(store, aPack({ id: 'maps' }), { 'old.bin': large })
  await installFiles(store, aPack({ id: 'maps', version: 2 }), { 'new.bin': largeToo })
  await stage(store, aPack({ id: 'voices', version: 7 }), { 'half.bin': large })
  const { packs } = await measureStorage(store)
  const folder = join(directory, 'packs', 'maps')
  expect(packs).toEqual([
    {
      id: 'maps',
      version: 2,
      installedBytes: await allocated(join(folder, '2', 'new.bin'), ...besides(join(folder, '2'))),
      keptVersions: [1],
      keptBytes: await allocated(join(folder, '1', 'old.bin'), ...besides(join(folder, '1'))),
      unfinishedBytes: 0,
    },
    {
      id: 'voices',
      installedBytes: 0,
      keptVersions: [],
      keptBytes: 0,
      unfinishedBytes: await allocated(join(directory, 'staging', 'voices', '7', 'files', 'half.bin')),
    },
  ])
})

test('a file that two versions share counts for the active one', async () => {
  const directory = await temporaryDirectory()
  const store = await openContainer(directory)
  await installFiles(store, aPack(), { 'same.bin': large })
  await installFiles(store, aPack({ version: 2 }), { 'same.bin': large })
  const folder = join(directory, 'packs', 'tutorial')
  await unlink(join(folder, '1', 'same.bin'))
  await link(join(folder, '2', 'same.bin'), join(folder, '1', 'same.bin'))
  const [usage] = (await measureStorage(store)).packs
  expect([usage?.installedBytes, usage?.keptBytes]).toEqual([
    await allocated(join(folder, '2', 'same.bin'), ...besides(join(folder, '2'))),
    await allocated(...besides(join(folder, '1'))),
  ])
})

test('everything else in the container is measured as one', async () => {
  const directory = await temporaryDirectory()
  const store = await openContainer(directory)
  const before = await measureStorage(store)
  await mkdir(join(directory, 'metadata'), { recursive: true })
  await writeFile(join(directory, 'metadata', 'list.json'), large)
  const after = await measureStorage(store)
  expect(after.otherBytes - before.otherBytes).toBe(await allocated(join(directory, 'metadata', 'list.json')))
})

test('a measurement that nobody waits for any more stops', async () => {
  const store = await openContainer(await temporaryDirectory())
  await installFiles(store, aPack(), { 'file.bin': large })
  const reason = new Error('gone elsewhere')
  await expect(measureStorage(store, AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('versions that are given up are no longer measured', async () => {
  const store = await openContainer(await temporaryDirectory())
  await installFiles(store, aPack(), { 'old.bin': large })
  await installFiles(store, aPack({ version: 2 }), { 'new.bin': large })
  await store.giveUpKept(anID())
  const [usage] = (await measureStorage(store)).packs
  expect([usage?.keptVersions, usage?.keptBytes]).toEqual([[], 0])
})

test('a version that is taken apart, and one that waits for its reader, are in use of the disk all the same', async () => {
  const directory = await temporaryDirectory()
  const store = await openContainer(directory)
  const list = ['state.db', 'state.db-wal', 'state.db-shm'].map((name) => join(directory, name))
  const besideTheList = async (): Promise<number> =>
    (await measureStorage(store)).otherBytes - (await allocated(...list))
  const before = await besideTheList()
  await installFiles(store, aPack({ id: 'maps' }), { 'left.bin': large, 'gone.bin': largeToo })
  await installFiles(store, aPack({ id: 'voices' }), { 'read.bin': large })
  const [maps, voices] = [anID('maps'), anID('voices')].map((id) => store.installedPack(id))
  if (maps === undefined || voices === undefined) throw new Error('nothing is installed')
  await store.dismantle(maps, ['gone.bin'])
  const giveBack = store.lease(voices)
  await store.remove(anID('voices'))
  const after = await besideTheList()
  giveBack()
  const folders = join(directory, 'packs')
  expect(after - before).toBe(
    await allocated(
      join(folders, 'maps/1/left.bin'),
      ...besides(join(folders, 'maps/1')),
      join(folders, 'voices/1/read.bin'),
      ...besides(join(folders, 'voices/1')),
    ),
  )
})
