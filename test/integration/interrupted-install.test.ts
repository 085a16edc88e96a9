import { randomBytes } from 'node:crypto'
import { readdir, rm, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAssetPackManager, createSigningKeys, parseConfiguration, publish } from '../../src-main/index'
import { assetpack, assetpackDocument, startAssetpack } from '../support/command-line'
import { GatedHost } from '../support/gated-host'
import { writePackagingManifest } from '../support/packaging-source'
import { temporaryDirectory } from '../support/temporary-directory'

interface Scene {
  readonly host: GatedHost
  readonly place: readonly string[]
  readonly container: string
  readonly rootMetadata: string
  /** Starts an install and ends it by that signal while its bundle is on the way. */
  readonly interrupt: (signal: NodeJS.Signals) => Promise<number>
}

async function offered(): Promise<Scene> {
  const directory = await temporaryDirectory()
  const at = (name: string): string => join(directory, name)
  await mkdir(at('content'))
  await writeFile(at('content/dock7.bin'), randomBytes(200_000))
  const manifest = await writePackagingManifest(directory)
  await createSigningKeys({ directory: at('keys') })
  await publish({ sources: [manifest], repositoryDirectory: at('site'), keysDirectory: at('keys') })
  const host = await GatedHost.start(at('site'))
  const rootMetadata = at('site/metadata/root.json')
  const place = ['--url', host.url, '--root', rootMetadata, '--container', at('packs')]
  const interrupt = async (signal: NodeJS.Signals): Promise<number> => {
    host.close()
    const asked = host.bundleAskedFor()
    const install = startAssetpack('install', 'maps', ...place)
    await asked
    install.kill(signal)
    const { exitCode } = await install.ended
    host.open()
    return exitCode
  }
  return { host, place, container: at('packs'), rootMetadata, interrupt }
}

const stopped = '"assetpack install maps" goes on with it, "assetpack remove maps" discards it.'

describe('an install that was stopped', () => {
  it.each(['SIGINT', 'SIGKILL'] as const)('by %s is told as paused, not as downloading', async (signal) => {
    const { place, interrupt } = await offered()
    await interrupt(signal)
    const status = await assetpackDocument('status', 'maps', ...place)
    const { assetPacks } = await assetpackDocument('list', ...place)
    const { stdout } = await assetpack('status', 'maps', ...place)

    const told = { id: 'maps', status: ['downloadAvailable'], download: { version: 1, state: 'paused' } }
    expect(status).toMatchObject(told)
    expect(assetPacks).toMatchObject([told])
    expect(stdout).toContain(`maps: the download of version 1 was stopped before its end. ${stopped}\n`)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with 128 and the number of the signal', async (signal, exitCode) => {
    const { interrupt } = await offered()

    expect(await interrupt(signal)).toBe(exitCode)
  })

  it.each([
    ['install', ['install', 'maps']],
    ['update', ['update']],
    ['update by name', ['update', 'maps']],
  ])('goes on with %s', async (_name, words) => {
    const { place, interrupt } = await offered()
    await interrupt('SIGKILL')
    const { installed } = await assetpackDocument(...words, ...place)
    const status = await assetpackDocument('status', 'maps', ...place)

    expect(installed).toMatchObject([{ id: 'maps', version: 1 }])
    expect([status['status'], status['download']]).toEqual([['upToDate', 'downloaded'], undefined])
  })

  it('is discarded by remove, which says so', async () => {
    const { place, container, interrupt } = await offered()
    await interrupt('SIGINT')
    const begun = await readdir(join(container, 'staging/maps'))
    const removed = await assetpackDocument('remove', 'maps', ...place)
    const again = await assetpack('remove', 'maps', ...place)
    const status = await assetpackDocument('status', 'maps', ...place)

    expect([begun, removed, again.exitCode, status['download']]).toEqual([
      ['1'],
      { ok: true, removed: [], discarded: [{ id: 'maps', version: 1 }] },
      41,
      undefined,
    ])
    expect(await readdir(join(container, 'staging/maps')).catch(() => [])).toEqual([])
  })

  it.each(['remove', 'cancel'] as const)('is discarded by %s of a manager as well', async (call) => {
    const { host, container, rootMetadata, interrupt } = await offered()
    await interrupt('SIGKILL')
    const manager = await createAssetPackManager({
      configuration: parseConfiguration({
        appGroupID: 'group.example',
        hasManagedAssetPacks: false,
        manifestURL: host.url,
        rootMetadata,
      }),
      containerDirectory: container,
      unpackWorker: new URL('../../out/main/unpack-worker.js', import.meta.url),
    })
    try {
      const before = manager.downloads().map(({ isDormant }) => isDormant)
      await manager[call]('maps')
      const staged = await readdir(join(container, 'staging/maps')).catch(() => [])
      expect([before, manager.downloads(), staged]).toEqual([[true], [], []])
    } finally {
      await manager.close()
    }
  })
})

describe('an install that failed', () => {
  it('is told as failed, with its error, until it goes on', async () => {
    const { place, container } = await offered()
    const site = join(container, '../site')
    await rm(join(site, 'bundles'), { recursive: true })
    const failed = await assetpack('install', 'maps', ...place)
    const status = await assetpackDocument('status', 'maps', ...place)
    const { stdout } = await assetpack('status', 'maps', ...place)

    expect([failed.exitCode, status['status'], status['download']]).toEqual([
      11,
      ['downloadAvailable'],
      {
        version: 1,
        state: 'failed',
        error: expect.objectContaining({ code: 'remoteNotFound' }) as unknown,
      },
    ])
    expect(stdout).toContain(`(remoteNotFound) ${stopped}\n`)
  })
})
