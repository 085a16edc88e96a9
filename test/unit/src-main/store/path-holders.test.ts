import { expect, test } from 'vitest'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import { PathHolders } from '../../../../src-main/store/path-holders'
import { SortedLines } from '../../../../src-main/store/sorted-lines'
import { aPack } from '../../../support/pack-builder'

/** Packs that come and go, each with the files that its version has. */
class Packs {
  installed: readonly InstalledPack[] = []
  readonly holders: PathHolders
  readonly #files = new Map<InstalledPack, readonly string[]>()

  constructor() {
    this.holders = new PathHolders({
      installedPacks: () => this.installed,
      listPack: (installed) =>
        Promise.resolve({
          files: new SortedLines(this.#files.get(installed) ?? []),
          folders: new SortedLines(['all']),
        }),
    })
  }

  install(id: string, version: number, files: readonly string[]): InstalledPack {
    const installed = { assetPack: aPack({ id, version }), directory: `/${id}`, installedAt: 0 }
    this.#files.set(installed, files)
    const others = this.installed.filter(({ assetPack }) => assetPack.id !== id)
    this.installed = [...others, installed].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
    return installed
  }

  remove(pack: InstalledPack): void {
    this.installed = this.installed.filter((installed) => installed !== pack)
  }
}

test('the first pack that holds a file has it, in whichever order they came', async () => {
  const packs = new Packs()
  packs.install('c', 1, ['all/x'])
  await packs.holders.first('all/x')
  const first = packs.install('a', 1, ['all/x'])
  packs.install('b', 1, ['all/x'])

  expect(await packs.holders.first('all/x')).toBe(first)
})

test('what an update no longer holds is not found, and what it brings is', async () => {
  const packs = new Packs()
  packs.install('a', 1, ['all/old', 'all/both'])
  await packs.holders.first('all/old')
  const updated = packs.install('a', 2, ['all/new', 'all/both'])

  expect([
    await packs.holders.first('all/old'),
    await packs.holders.first('all/both'),
    await packs.holders.first('all/new'),
  ]).toEqual([undefined, updated, updated])
})

test('a pack that was removed holds nothing any more', async () => {
  const packs = new Packs()
  const removed = packs.install('a', 1, ['all/x'])
  const stays = packs.install('b', 1, ['all/x'])
  await packs.holders.first('all/x')
  packs.remove(removed)

  expect(await packs.holders.first('all/x')).toBe(stays)
})

test('everybody who asks while packs are taken in gets them', async () => {
  const packs = new Packs()
  const first = packs.install('a', 1, ['all/x'])
  const before = packs.holders.first('all/x')
  const second = packs.install('b', 1, ['all/y'])

  expect(await Promise.all([before, packs.holders.first('all/y')])).toEqual([first, second])
})

test('a hundred updates in a row lose and keep nothing', async () => {
  const packs = new Packs()
  packs.install('a', 1, ['all/a'])
  for (let version = 1; version <= 100; version += 1) {
    packs.install('b', version, [`all/b${String(version)}`])
    await packs.holders.first('all/a')
  }

  expect([
    (await packs.holders.first('all/a'))?.assetPack.id,
    (await packs.holders.first('all/b100'))?.assetPack.id,
    await packs.holders.first('all/b99'),
  ]).toEqual(['a', 'b', undefined])
})

test('a folder has its holders in the order of the packs', async () => {
  const packs = new Packs()
  packs.install('b', 1, [])
  await packs.holders.ofFolder('all')
  packs.install('a', 1, [])
  const { holders } = await packs.holders.ofFolder('all')

  expect(holders.map(({ installed: { assetPack } }) => assetPack.id)).toEqual(['a', 'b'])
})
