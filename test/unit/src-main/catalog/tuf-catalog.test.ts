import { readdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../../src-main/catalog/catalog'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { consistentTargetPath } from '../../../../src-main/repository/layout'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { codeOf, index, listed, scene, type Scene } from '../../../support/catalog-scene'
import { seededBytes } from '../../../support/file-tree'

const day = 86_400_000
const signal = new AbortController().signal

describe('what the repository offers', () => {
  test('lists the newest version of each pack after a refresh', async () => {
    const made = await scene()
    const { repository } = made
    await repository.addPack('tutorial', 2, seededBytes(100, 2))
    await repository.addPack('Maps', 7, seededBytes(100, 3))
    await repository.publish()
    const catalog = await made.open()
    expect(catalog.lastGood()).toBeUndefined()
    const manifest = await catalog.refresh(signal)
    expect([listed(manifest.assetPacks), manifest.version]).toEqual([['Maps 7', 'tutorial 2'], 2])
    expect(catalog.lastGood()).toBe(manifest)
  })

  test('sees what is published later', async () => {
    const made = await scene()
    const catalog = await made.open()
    await catalog.refresh(signal)
    await made.repository.addPack('tutorial', 2, seededBytes(100, 2))
    await made.repository.publish()
    expect(listed((await catalog.refresh(signal)).assetPacks)).toEqual(['tutorial 2'])
  })

  test('A-16 A-23 C-25 leaves out targets that are not what they say', async () => {
    const made = await scene()
    const names = ['../x', '%2e%2e/x', 'a\\b', '/etc/passwd', 'x?#', 'other/1.packindex', 'constructor']
    for (const name of names) await made.repository.addPack('evil', 1, index, { name })
    await made.repository.addPack('later', 1, index, { custom: { formatVersion: 2 } })
    await made.repository.publish()
    const catalog = await made.open()
    expect(listed((await catalog.refresh(signal)).assetPacks)).toEqual(['tutorial 1'])
    expect(made.log.length).toBeGreaterThan(0)
  })

  test('starts offline with what was verified before, even when it has expired since', async () => {
    const made = await scene()
    await (await made.open()).refresh(signal)
    await made.server?.close()
    await made.clock.advance(400 * day)
    const catalog = await made.open()
    expect(listed(catalog.lastGood()?.assetPacks)).toEqual(['tutorial 1'])
    expect(await codeOf(catalog.refresh(signal))).toBe('hostUnavailable')
    expect(listed(catalog.lastGood()?.assetPacks)).toEqual(['tutorial 1'])
  })

  test('writes in the folder of the moment, and nothing while its folder is to be still', async () => {
    const made = await scene()
    const catalog = await made.open()
    const first = catalog.refresh(signal)
    let whileStill: readonly string[] | undefined
    const moved = catalog.whileStill(async () => {
      await rename(made.directory, `${made.directory}-moved`)
      made.directory = `${made.directory}-moved`
      await made.repository.addPack('tutorial', 2, seededBytes(100, 2))
      await made.repository.publish()
      whileStill = listed(catalog.lastGood()?.assetPacks)
    })
    await Promise.all([first, moved])
    await catalog.refresh(signal)
    const again = await made.open()
    expect([whileStill, listed(again.lastGood()?.assetPacks)]).toEqual([['tutorial 1'], ['tutorial 2']])
  })

  test('D-01 deletes what a process left that died while it wrote', async () => {
    const made = await scene()
    await (await made.open()).refresh(signal)
    const kept = await readdir(made.directory)
    await writeFile(join(made.directory, '.trusted-metadata.json.0123456789ab.tmp'), 'half')
    await made.open()
    expect(await readdir(made.directory)).toEqual(kept)
  })

  test('does nothing on a signal that has aborted', async () => {
    const made = await scene()
    const catalog = await made.open()
    const reason = new Error('changed my mind')
    await expect(catalog.refresh(AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(await readdir(made.directory)).toEqual([])
  })
})

describe('pack indexes', () => {
  async function listedPack(made: Scene): Promise<{ readonly catalog: Catalog; readonly pack: AssetPack }> {
    const catalog = await made.open()
    const [pack] = (await catalog.refresh(signal)).assetPacks
    if (pack === undefined) throw new Error('Nothing is listed.')
    return { catalog, pack }
  }

  test('fetches an index once and keeps it', async () => {
    const made = await scene()
    const { catalog, pack } = await listedPack(made)
    const first = await catalog.packIndex(pack, signal)
    await made.server?.close()
    const second = await (await made.open()).packIndex(pack, signal)
    expect([first.bytesReceived, second.bytesReceived]).toEqual([index.length, 0])
    expect([Buffer.compare(first.bytes, index), Buffer.compare(second.bytes, index)]).toEqual([0, 0])
  })

  test('fetches an index again when the kept one was damaged', async () => {
    const made = await scene()
    const { catalog, pack } = await listedPack(made)
    await catalog.packIndex(pack, signal)
    await truncate(join(made.directory, 'indexes', `${sha256Hex(index)}.packindex`), 10)
    expect((await catalog.packIndex(pack, signal)).bytesReceived).toBe(index.length)
  })

  test.each([
    ['changed', seededBytes(5000, 9)],
    ['longer', seededBytes(5001, 1)],
    ['shorter', seededBytes(4999, 1)],
  ])('C-28 refuses an index that is %s', async (_how, other) => {
    const made = await scene()
    const { catalog, pack } = await listedPack(made)
    await made.repository.write(consistentTargetPath('tutorial/1.packindex', sha256Hex(index)), other)
    expect(await codeOf(catalog.packIndex(pack, signal))).toBe('indexInvalid')
  })

  test('B-22 asks for the list again when an index has gone', async () => {
    const made = await scene()
    const { catalog, pack } = await listedPack(made)
    await rm(join(made.repository.directory, 'targets'), { recursive: true })
    expect(await codeOf(catalog.packIndex(pack, signal))).toBe('remoteNotFound')
    made.repository.targets.clear()
    await made.repository.publish()
    expect(await codeOf(catalog.packIndex(pack, signal))).toBe('assetPackNotFound')
  })
})
