import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { AssetPackManager } from '../../../src-main/index'
import { code } from '../../support/embedding-world'
import { PackWorld } from '../../support/pack-world'

const packs = {
  alpha: { 'shared/readme.txt': 'of alpha', 'shared/alpha.txt': 'a', 'only/alpha.txt': 'a' },
  beta: { 'shared/readme.txt': 'of beta', 'shared/beta.txt': 'b' },
}

async function installed(): Promise<[PackWorld, AssetPackManager]> {
  const world = await PackWorld.open(packs)
  const manager = await world.manager()
  await manager.ensureLocalAvailability(await manager.allAssetPacks())
  return [world, manager]
}

async function textOf(bytes: Promise<Uint8Array>): Promise<string> {
  return Buffer.from(await bytes).toString()
}

describe('contents, descriptor and url, asLocalizedFor a language', () => {
  test('look only in the packs of that language, as likely subtags have it; without one the resolved language goes first', async () => {
    const world = await PackWorld.open({ aaa: { 'voice.txt': 'no language' } })
    for (const language of ['de', 'en-CA', 'en-US'])
      await world.publish(`voice-${language}`, { 'voice.txt': language }, { language })
    const manager = await world.manager({ preferredLanguages: ['de-AT'] })
    await manager.ensureLocalAvailability(await manager.allAssetPacks())
    const file = await manager.descriptor('voice.txt', { asLocalizedFor: 'en-CA' })
    const canadian = String(await file.readFile())
    await file.close()

    expect([
      await textOf(manager.contents('voice.txt', { asLocalizedFor: 'en-Latn' })),
      canadian,
      await readFile(await manager.url('voice.txt', { asLocalizedFor: 'de' }), 'utf8'),
      await code(manager.contents('voice.txt', { asLocalizedFor: 'fr' })),
      await textOf(manager.contents('voice.txt')),
    ]).toEqual(['en-US', 'en-CA', 'de', 'fileNotFound', 'de'])
  })
})

describe('contents, descriptor and url', () => {
  test('look in all packs as in one folder; where several have a path, the lowest id wins', async () => {
    const [, manager] = await installed()

    expect([
      await textOf(manager.contents('shared/readme.txt')),
      await textOf(manager.contents('shared/beta.txt')),
      await textOf(manager.contents('shared/readme.txt', { assetPackID: 'beta' })),
      await code(manager.contents('shared/beta.txt', { assetPackID: 'alpha' })),
    ]).toEqual(['of alpha', 'b', 'of beta', 'fileNotFound'])
  })

  test('say fileNotFound of a path that nobody has, of an absolute one, and of one that leaves the packs', async () => {
    const [, manager] = await installed()
    const paths = [
      'shared/nothing.txt',
      '/shared/readme.txt',
      '../state.db',
      'shared/../shared/readme.txt',
      '',
    ]
    const codes = paths.map((path) =>
      Promise.all([code(manager.contents(path)), code(manager.descriptor(path))]),
    )

    expect(await Promise.all(codes)).toEqual(paths.map(() => ['fileNotFound', 'fileNotFound']))
  })

  test('give one folder for a directory that several packs have a part of', async () => {
    const [, manager] = await installed()
    const folder = await manager.url('shared')

    expect([
      (await readdir(folder)).sort(),
      await readFile(new URL(`${folder.href}/readme.txt`), 'utf8'),
    ]).toEqual([['alpha.txt', 'beta.txt', 'readme.txt'], 'of alpha'])
  })

  test('give a well-formed URL for a path that nobody has, also for the name of a pack, and nothing is there', async () => {
    const [, manager] = await installed()
    const urls = await Promise.all(
      ['nowhere/at all.txt', 'alpha', 'alpha/1/only/alpha.txt'].map((path) => manager.url(path)),
    )

    expect([urls.map(({ protocol }) => protocol), urls.filter((url) => existsSync(url))]).toEqual([
      ['file:', 'file:', 'file:'],
      [],
    ])
  })

  test('give no URL of the root, of an absolute path, nor of one that leaves the packs', async () => {
    const [, manager] = await installed()
    const codes = await Promise.all(
      ['', '/', '/shared/readme.txt', '../state.db', 'shared/'].map((path) => code(manager.url(path))),
    )

    expect(new Set(codes)).toEqual(new Set(['fileNotFound']))
  })

  test('leave an open file as it was when an update comes, and give the new one to whoever asks then', async () => {
    const [world, manager] = await installed()
    const open = await manager.descriptor('only/alpha.txt')
    await world.publish('alpha', { ...packs.alpha, 'only/alpha.txt': 'a, and more' })
    await manager.checkForUpdates()
    await manager.whenIdle()
    const old = String(await open.readFile())
    await open.close()

    expect([old, await textOf(manager.contents('only/alpha.txt'))]).toEqual(['a', 'a, and more'])
  })
})
