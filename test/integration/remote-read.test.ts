import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseConfiguration, type AssetPackManager } from '../../src-main/index'
import { code, World } from '../support/embedding-world'
import { seededBytes, writeTree } from '../support/file-tree'

describe('one file of a pack that is not installed', () => {
  /** A repository with a large pack, and who asked its host for what. */
  async function scene(): Promise<{
    readonly world: World
    readonly manager: AssetPackManager
    readonly requests: { readonly path: string; readonly range: string | undefined }[]
    readonly sentBytes: () => number
  }> {
    const world = await World.open()
    await writeTree(join(world.directory, 'source'), {
      'large/a.bin': seededBytes(6_000_000, 11),
      'large/b.bin': seededBytes(2_500_000, 12),
      'large/c.bin': seededBytes(6_000_000, 13),
    })
    await world.publish()
    const requests: { path: string; range: string | undefined }[] = []
    let sentBytes = 0
    const recorder = createServer((request, response) => {
      const { url = '/', headers } = request
      requests.push({ path: url, range: headers.range })
      const onward = get(`${world.server.url}${url}`, { headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.on('data', (piece: Buffer) => (sentBytes += piece.length))
        answer.pipe(response)
      })
      onward.on('error', () => response.destroy())
    })
    recorder.listen(0, '127.0.0.1')
    await once(recorder, 'listening')
    onTestFinished(() => {
      recorder.closeAllConnections()
      recorder.close()
    })
    const { port } = recorder.address() as AddressInfo
    const manager = await world.manager({
      configuration: parseConfiguration({
        appGroupID: 'group.example',
        hasManagedAssetPacks: true,
        manifestURL: `http://127.0.0.1:${String(port)}/`,
        rootMetadata: 'repository/metadata/root.json',
      }),
    })
    return { world, manager, requests, sentBytes: () => sentBytes }
  }

  test('costs the index and few ranges of about its size, and installs nothing', async () => {
    const { manager, requests, sentBytes } = await scene()
    const pack = await manager.assetPack('tutorial')
    const before = { requests: requests.length, bytes: sentBytes() }
    const read = await manager.readRemote(pack, 'large/b.bin')
    const asked = requests.slice(before.requests)
    const bundles = asked.filter(({ path }) => path.includes('/bundles/'))

    expect(Buffer.from(read).equals(Buffer.from(seededBytes(2_500_000, 12)))).toBe(true)
    expect([asked.length - bundles.length, bundles.length <= 2, bundles.every(({ range }) => range)]).toEqual(
      [1, true, true],
    )
    // Whole frames come: two megabytes before and after it at most.
    expect(sentBytes() - before.bytes).toBeLessThan(2_500_000 + 4_400_000)
    expect([manager.installedAssetPacks(), String(await manager.status('tutorial'))]).toEqual([
      [],
      '[downloadAvailable]',
    ])
  })

  test('costs no second index', async () => {
    const { manager, requests } = await scene()
    await manager.readRemote('tutorial', 'large/b.bin')
    const before = requests.length
    await manager.readRemote('tutorial', 'readme.txt')

    expect(requests.slice(before).filter(({ path }) => path.includes('/targets/'))).toEqual([])
  })

  test('costs no bundle when the installed version has it, though another version is offered', async () => {
    const { world, manager, requests } = await scene()
    await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
    await writeFile(join(world.directory, 'source/readme.txt'), 'version three')
    await world.publish()
    await manager.refresh()
    const before = requests.length
    const read = await manager.readRemote('tutorial', 'large/b.bin')

    expect([read.length, requests.slice(before).filter(({ path }) => path.includes('/bundles/'))]).toEqual([
      2_500_000,
      [],
    ])
    expect([
      manager.localVersion('tutorial'),
      (await manager.readRemote('tutorial', 'readme.txt')).length,
    ]).toEqual([2, 13])
  })

  test('is refused when the host sends other bytes than were signed, and leaves nothing', async () => {
    const { world, manager } = await scene()
    const bundles = join(world.directory, 'repository/bundles')
    for (const name of await readdir(bundles, { recursive: true })) {
      if (!name.endsWith('.bundle')) continue
      const bytes = await readFile(join(bundles, name))
      await writeFile(join(bundles, name), bytes.fill(7))
    }

    expect(await code(manager.readRemote('tutorial', 'large/b.bin'))).toBe('integrityCheckFailed')
    expect(await readdir(join(manager.containerDirectory, 'packs'))).toEqual([])
  })

  test('says when there is no such pack, version or file, and when the host is gone', async () => {
    const { world, manager } = await scene()
    const stale = await manager.assetPack('tutorial')
    const codes = [
      await code(manager.readRemote('other', 'readme.txt')),
      await code(manager.readRemote('tutorial', 'missing.txt')),
    ]
    await world.server.close()
    codes.push(await code(manager.readRemote(stale, 'large/a.bin')))

    expect(codes).toEqual(['assetPackNotFound', 'fileNotFound', 'hostUnavailable'])
  })

  test('is no longer read when the manager is closed', async () => {
    const { manager } = await scene()
    const pack = await manager.assetPack('tutorial')
    const read = code(manager.readRemote(pack, 'large/a.bin'))
    await manager.close()

    expect(await read).toBe('cancelled')
  })
})
