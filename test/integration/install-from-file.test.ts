import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAssetPackFile, type AssetPackManager } from '../../src-main/index'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { assetpack } from '../support/command-line'
import { seededBytes } from '../support/file-tree'
import { ManualConditions } from '../support/manual-conditions'
import { PackWorld } from '../support/pack-world'

const files = { 'maps/one.bin': seededBytes(2_000_000, 1), 'readme.txt': 'hello' }

/** The file that `package` makes of the sources of the version that was published last. */
async function packaged(world: PackWorld, id: string, name = `${id}.assetpack`): Promise<string> {
  const path = join(world.directory, name)
  const manifestPath = join(world.directory, `${id}.json`)
  await writeAssetPackFile({ manifestPath, path, signal: new AbortController().signal })
  return path
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'installed',
    (error: unknown) => toAssetPackError(error).code,
  )
}

async function flip(path: string, position: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[position] = (bytes[position] ?? 0) ^ 1
  await writeFile(path, bytes)
}

async function readBack(manager: AssetPackManager): Promise<boolean> {
  return Buffer.from(files['maps/one.bin']).equals(await manager.contents('maps/one.bin'))
}

describe('a pack in a file', () => {
  it('is installed with the list that was trusted last, after the host has gone', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    const conditions = new ManualConditions()
    const manager = await world.manager({ conditions })
    await manager.manifest()
    world.host.disappear()
    conditions.set({ online: false })
    const checked = await manager.checkFile(path)
    expect([checked.assetPack.id, checked.installed, checked.fileSize]).toEqual([
      'maps',
      undefined,
      (await stat(path)).size,
    ])
    const kinds: string[] = []
    const updates = manager.statusUpdates('maps')
    await manager.installFromFile(path)
    for await (const { kind } of updates) if (kinds.at(-1) !== kind) kinds.push(kind)
    expect([kinds.includes('began'), kinds.at(-1), await readBack(manager)]).toEqual([true, 'finished', true])
    expect(manager.downloadHistory()[0]).toMatchObject({ bytesFetched: 0, outcome: 'finished' })
  })

  it('is refused when the publisher has not signed what is in it', async () => {
    const world = await PackWorld.open({ maps: files })
    const stranger = await PackWorld.open({ maps: { ...files, 'readme.txt': 'forged' }, other: files })
    const manager = await world.manager()
    expect(await codeOf(manager.installFromFile(await packaged(stranger, 'maps')))).toBe('packFileUnsigned')
    expect(await codeOf(manager.installFromFile(await packaged(stranger, 'other')))).toBe('packFileUnsigned')
    expect(manager.downloads()).toEqual([])
  })

  it('is refused when it is older than what is offered, or than what is here', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    await world.publish('maps', { ...files, 'readme.txt': 'second' })
    const manager = await world.manager()
    expect(await codeOf(manager.installFromFile(path))).toBe('packFileOtherVersion')
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const error: unknown = await manager.installFromFile(path).catch((reason: unknown) => reason)
    expect(toAssetPackError(error).details).toMatchObject({ version: 1, installedVersion: 2 })
  })

  it('is not put into the queue when it is something else, or cut short', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    const bytes = await readFile(path)
    const manager = await world.manager()
    await writeFile(path, 'no pack')
    expect(await codeOf(manager.startInstallFromFile(path))).toBe('packFileInvalid')
    await writeFile(path, bytes.subarray(0, -1000))
    expect(await codeOf(manager.startInstallFromFile(path))).toBe('packFileDamaged')
    expect(manager.downloads()).toEqual([])
  })

  it('comes from the host where a part of it is damaged, when it may', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    await flip(path, 500_000)
    const manager = await world.manager()
    expect(await codeOf(manager.installFromFile(path))).toBe('packFileDamaged')
    await manager.installFromFile(path, { mayUseNetwork: true })
    expect(await readBack(manager)).toBe(true)
  })

  it('goes on with the file after the process has gone', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    const conditions = new ManualConditions()
    const first = await world.manager({ conditions })
    await first.startInstallFromFile(path)
    first.pause('maps')
    await first.close()
    conditions.set({ online: false })
    const second = await world.manager({ conditions })
    const updates = second.statusUpdates('maps')
    second.resume('maps')
    for await (const update of updates) if (update.kind === 'failed') throw new Error(update.error.message)
    expect(await readBack(second)).toBe(true)
  })

  it('goes on with the file that was accepted after the publisher no longer lists its version', async () => {
    const world = await PackWorld.open({ maps: files })
    const path = await packaged(world, 'maps')
    const first = await world.manager()
    await first.startInstallFromFile(path)
    first.pause('maps')
    await first.close()
    for (const text of ['second', 'third', 'fourth'])
      await world.publish('maps', { ...files, 'readme.txt': text })
    const second = await world.manager()
    await second.refresh()
    const updates = second.statusUpdates('maps')
    second.resume('maps')
    for await (const update of updates) if (update.kind === 'failed') throw new Error(update.error.message)
    expect([second.localVersion('maps'), await readBack(second)]).toEqual([1, true])
  })

  it('is installed by the command line beside packs that are named', async () => {
    const world = await PackWorld.open({ maps: files, voices: { 'a.txt': 'a' } })
    const path = await packaged(world, 'maps')
    const place = ['--url', world.host.url, '--root', join(world.directory, 'repository/metadata/root.json')]
    const container = ['--container', join(world.directory, 'container')]
    const done = await assetpack('install', path, 'voices', '--json', ...place, ...container)
    const document = JSON.parse(done.stdout) as { readonly installed: readonly Record<string, unknown>[] }
    const costs = new Map(document.installed.map(({ id, bytesFetched }) => [id, bytesFetched] as const))
    expect([done.exitCode, costs.get('maps'), Number(costs.get('voices')) > 0]).toEqual([0, 0, true])

    await writeFile(path, 'no pack')
    const refused = await assetpack('install', path, '--json', ...place, ...container)
    expect([refused.exitCode, JSON.parse(refused.stdout)]).toMatchObject([
      2,
      { error: { code: 'packFileInvalid' } },
    ])
  })
})

describe('a pack that is saved as a file', () => {
  it('is byte for byte what package makes of it, and is accepted elsewhere', async () => {
    const world = await PackWorld.open({ maps: files })
    const expected = await readFile(await packaged(world, 'maps', 'expected.assetpack'))
    const path = join(world.directory, 'saved.assetpack')
    const manager = await world.manager()
    const progress: number[] = []
    const saved = await manager.saveAsFile('maps', path, {
      onProgress: ({ completedBytes }) => progress.push(completedBytes),
    })
    expect(expected.equals(await readFile(path))).toBe(true)
    expect([saved.fileSize, saved.bytesFetched > 2_000_000]).toEqual([expected.length, true])
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    await manager.installFromFile(path)
    expect(await readBack(manager)).toBe(true)
  })

  it('is made of what is installed, without the host', async () => {
    const world = await PackWorld.open({ maps: files })
    const expected = await readFile(await packaged(world, 'maps', 'expected.assetpack'))
    const conditions = new ManualConditions()
    const manager = await world.manager({ conditions })
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    world.host.disappear()
    conditions.set({ online: false })
    const path = join(world.directory, 'saved.assetpack')
    const saved = await manager.saveAsFile('maps', path)
    expect(expected.equals(await readFile(path))).toBe(true)
    expect(saved.bytesFetched).toBe(0)
  })

  it('holds a later version whole, with what earlier versions brought', async () => {
    const world = await PackWorld.open({ maps: files })
    const later = { ...files, 'readme.txt': 'second' }
    await world.publish('maps', later)
    const path = join(world.directory, 'saved.assetpack')
    const conditions = new ManualConditions()
    const manager = await world.manager({ conditions })
    await manager.saveAsFile('maps', path)
    conditions.set({ online: false })
    await manager.installFromFile(path)
    expect([(await manager.contents('readme.txt')).toString(), await readBack(manager)]).toEqual([
      'second',
      true,
    ])
  })

  it('goes on with what an interrupted call left, and leaves nothing when it is cancelled', async () => {
    const big = { 'big.bin': seededBytes(70_000_000, 5) }
    const world = await PackWorld.open({ maps: big })
    const path = join(world.directory, 'saved.assetpack')
    const manager = await world.manager()
    const whole = await manager.saveAsFile('maps', path)
    const bytes = await readFile(path)
    await rm(path)
    await writeFile(`${path}.partial`, bytes.subarray(0, bytes.length - 2_000_000))
    const rest = await manager.saveAsFile('maps', path)
    expect([rest.bytesFetched < whole.bytesFetched, bytes.equals(await readFile(path))]).toEqual([true, true])
    await rm(path)

    const stopping = new AbortController()
    const reason = new Error('no longer wanted')
    const cancelled = manager.saveAsFile('maps', path, {
      signal: stopping.signal,
      onProgress: ({ completedBytes }) => {
        if (completedBytes > 0) stopping.abort(reason)
      },
    })
    await expect(cancelled).rejects.toBe(reason)
    expect((await readdir(world.directory)).filter((name) => name.startsWith('saved'))).toEqual([])
  })

  it('is exported by the command line, which overwrites nothing', async () => {
    const world = await PackWorld.open({ maps: files })
    const to = join(world.directory, 'out.assetpack')
    const place = ['--url', world.host.url, '--root', join(world.directory, 'repository/metadata/root.json')]
    const words = [
      'export',
      'maps',
      '--to',
      to,
      '--json',
      ...place,
      '--container',
      join(world.directory, 'c'),
    ]
    const first = await assetpack(...words)
    expect([first.exitCode, JSON.parse(first.stdout)]).toMatchObject([
      0,
      { ok: true, id: 'maps', version: 1, fileSize: (await stat(to)).size },
    ])
    expect((await assetpack(...words)).exitCode).toBe(2)
  })
})
