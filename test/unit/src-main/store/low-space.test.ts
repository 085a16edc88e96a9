import { readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DiskAssetPackStore } from '../../../../src-main/store/disk-asset-pack-store'
import type { SwitchStep } from '../../../../src-main/store/version-switch'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { aPack, anID } from '../../../support/pack-builder'
import { installFiles } from '../../../support/stored-pack'
import { temporaryDirectory } from '../../../support/temporary-directory'

const files = { 'file.txt': 'version 1', 'other.txt': 'another' }

/** A container with one pack, and a way to give up its one file up to the step before which the process dies. */
async function opened() {
  const directory = join(await temporaryDirectory(), 'container')
  const steps: SwitchStep[] = []
  let lethal: SwitchStep | undefined
  const store = await openContainer(directory, {
    onStep: (step) => {
      steps.push(step)
      if (step === lethal) throw new Error('killed')
    },
  })
  await installFiles(store, aPack({ version: 1 }), files)
  steps.length = 0
  const giveUp = async (before?: SwitchStep): Promise<void> => {
    lethal = before
    await store.dismantle(active(store), ['file.txt']).catch((error: unknown) => {
      if (before === undefined) throw error
    })
  }
  const again = async (): Promise<DiskAssetPackStore> => {
    await store.close()
    return openContainer(directory)
  }
  return { directory, store, steps, giveUp, again }
}

function active(store: DiskAssetPackStore) {
  const installed = store.installedPack(anID())
  if (installed === undefined) throw new Error('the pack is not here')
  return installed
}

describe('a version that is taken apart', () => {
  test('is not here for readers from before its first file goes', async () => {
    const { store, steps, giveUp } = await opened()
    await giveUp('L-2')
    expect([steps, store.installedPacks(), store.dismantledVersion(anID())?.assetPack.version]).toEqual([
      ['L-1', 'L-2'],
      [],
      1,
    ])
  })

  test('is the active one again after a death before its first file was gone', async () => {
    const { giveUp, again } = await opened()
    await giveUp('L-2')
    const store = await again()
    expect([await visibleIn(store), store.dismantledVersion(anID())]).toEqual([[1, 'version 1'], undefined])
  })

  test('stays out of the list, and on the disk for what still needs it, after a death later than that', async () => {
    const { directory, giveUp, again } = await opened()
    await giveUp('L-3')
    const store = await again()
    await store.collectGarbage()
    expect([
      store.installedPacks(),
      store.dismantledVersion(anID())?.assetPack.version,
      await readdir(join(directory, 'packs', anID(), '1')),
    ]).toEqual([[], 1, ['other.txt']])
  })

  test('goes when the next version is committed', async () => {
    const { directory, store, giveUp, again } = await opened()
    await giveUp()
    await installVersion(store, 2)
    await store.collectGarbage()
    const names = await readdir(join(directory, 'packs', anID()))
    const reopened = await again()
    expect([names, await visibleIn(reopened), reopened.dismantledVersion(anID())]).toEqual([
      ['2', '2.index', '2.json'],
      [2, 'version 2'],
      undefined,
    ])
  })

  test('goes when the pack is removed', async () => {
    const { directory, store, giveUp, again } = await opened()
    await giveUp()
    await store.remove(anID())
    const names = await readdir(join(directory, 'packs'))
    expect([names, (await again()).dismantledVersion(anID())]).toEqual([[], undefined])
  })

  test('does not come back after the pack is removed, also when somebody holds its files until the end', async () => {
    const { store, giveUp, again } = await opened()
    const installed = active(store)
    await giveUp()
    store.lease(installed)
    await store.remove(anID())
    expect((await again()).dismantledVersion(anID())).toBe(undefined)
  })

  test('leaves kept versions that somebody reads on the disk when they are given up', async () => {
    const { directory, store } = await opened()
    await installVersion(store, 2)
    await installVersion(store, 3)
    const [kept] = store.keptVersions(anID())
    if (kept === undefined) throw new Error('nothing is kept')
    store.lease(kept)
    await store.giveUpKept(anID())
    expect(await readdir(join(directory, 'packs', anID()))).toContain('2')
  })

  test('is left alone while somebody reads it', async () => {
    const { store, steps } = await opened()
    const giveBack = store.lease(active(store))
    expect([await codeOf(store.dismantle(active(store), ['file.txt'])), steps]).toEqual(['fileInUse', []])
    giveBack()
  })

  test('loses nothing outside its folder, and stays the active one', async () => {
    const { store } = await opened()
    const code = await codeOf(store.dismantle(active(store), ['file.txt', '../1.index']))
    expect([code, await visibleIn(store)]).toEqual(['unsafePath', [1, 'version 1']])
  })

  test('loses nothing that somebody put a link to in the place of a folder', async () => {
    const { directory, store } = await opened()
    const elsewhere = await temporaryDirectory()
    await writeFile(join(elsewhere, 'dear.txt'), 'a file of the user')
    await symlink(elsewhere, join(directory, 'packs', anID(), '1', 'folder'))
    const code = await codeOf(store.dismantle(active(store), ['file.txt', 'folder/dear.txt']))
    expect([code, await readdir(elsewhere), await visibleIn(store)]).toEqual([
      'unsafePath',
      ['dear.txt'],
      [1, 'version 1'],
    ])
  })

  test('has lost what it lost, also when a whole folder of it is gone', async () => {
    const { store } = await opened()
    await store.dismantle(active(store), ['file.txt', 'folder/gone.txt'])
    expect(store.dismantledVersion(anID())?.assetPack.version).toBe(1)
  })
})
