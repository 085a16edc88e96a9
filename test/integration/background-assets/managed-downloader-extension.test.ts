import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  parseConfiguration,
  type AssetPackManager,
  type DownloaderExtensionOptions,
  type ExtensionFailure,
} from '../../../src-main/index'
import { ThreadExtensionHost } from '../../../src-main/extension/thread-extension-host'
import { PackWorld } from '../../support/pack-world'

const host = new ThreadExtensionHost(new URL('../../../out/main/extension-thread.js', import.meta.url))
const events = { installationEventTypes: ['firstInstallation', 'subsequentUpdate'] }

/** Packs of each policy, and an app with this extension, which its configuration names. */
async function openWorld(
  extension: string,
  options: Omit<DownloaderExtensionOptions, 'host' | 'module'> = {},
): Promise<{ readonly world: PackWorld; readonly manager: AssetPackManager }> {
  const world = await PackWorld.open({ asked: { 'asked.txt': 'asked' } })
  await world.publish('needed', { 'needed.txt': 'needed' }, { downloadPolicy: { essential: events } })
  await world.publish('voices', { 'voices.txt': 'voices' }, { downloadPolicy: { prefetch: events } })
  await writeFile(join(world.directory, 'extension.mjs'), extension)
  const manager = await world.manager({
    configuration: parseConfiguration({
      appGroupID: 'group.example',
      hasManagedAssetPacks: true,
      manifestURL: world.host.url,
      rootMetadata: 'repository/metadata/root.json',
      downloaderExtension: 'extension.mjs',
    }),
    downloaderExtension: { ...options, host },
  })
  return { world, manager }
}

/** What is here once all that was registered has come. */
async function installed(manager: AssetPackManager): Promise<readonly string[]> {
  await manager.whenIdle()
  return ['asked', 'needed', 'voices'].filter((id) => manager.assetPackIsAvailableLocally(id))
}

function failures(manager: AssetPackManager): readonly ExtensionFailure[] {
  const told: ExtensionFailure[] = []
  manager.onExtensionFailure((failure) => told.push(failure))
  return told
}

describe('ManagedDownloaderExtension', () => {
  test('says which packs may come by themselves, apart from the app and with a log of its own', async () => {
    const { world, manager } = await openWorld(`
      export default { shouldDownload(assetPack) {
        console.log(assetPack.description)
        globalThis.seen = true
        return assetPack.policy.kind !== 'essential'
      } }`)
    await manager.start()
    const here = await installed(manager)
    await manager.close()
    const log = (await readFile(join(world.directory, 'container/logs/extension.log'), 'utf8')).split('\n')
    const texts = log.flatMap((line) => (line === '' ? [] : (JSON.parse(line) as { text: string }).text))

    expect([here, texts, 'seen' in globalThis]).toEqual([
      ['voices'],
      [
        'The extension was started.',
        'AssetPack(id: "needed", version: 1)',
        'AssetPack(id: "voices", version: 1)',
        'The extension was ended.',
      ],
      false,
    ])
  })

  test('has no say in what the app asks for, updates included', async () => {
    const { world, manager } = await openWorld('export const shouldDownload = () => false')
    await manager.start()
    const byItself = await installed(manager)
    await manager.ensureLocalAvailability(await manager.allAssetPacks())
    await world.publish('asked', { 'asked.txt': 'more' })
    await manager.start()
    await manager.whenIdle()
    const before = manager.localVersion('asked')
    const { updatingIDs } = await manager.checkForUpdates()
    await manager.whenIdle()

    expect([byItself, await installed(manager), before, updatingIDs, manager.localVersion('asked')]).toEqual([
      [],
      ['asked', 'needed', 'voices'],
      1,
      ['asked'],
      2,
    ])
  })

  test('that never answers is ended when its time is over, and all may come', async () => {
    const { manager } = await openWorld('export const shouldDownload = () => { for (;;); }', {
      questionLimitMs: 50,
    })
    const told = failures(manager)
    await manager.start()

    expect([
      await installed(manager),
      told.map(({ kind, assetPack }) => `${kind} ${assetPack?.id ?? ''}`),
    ]).toEqual([
      ['needed', 'voices'],
      ['timedOut needed', 'timedOut voices'],
    ])
  })

  test('that throws or cannot be loaded counts as yes, and is told', async () => {
    const throwing = await openWorld('export const shouldDownload = () => { throw new Error("broken") }')
    const broken = await openWorld('export default {')
    const told = [throwing, broken].map(({ manager }) => failures(manager))
    const here: unknown[] = []
    for (const { manager } of [throwing, broken]) {
      await manager.start()
      here.push(await installed(manager))
    }

    expect([here, told.map((each) => each.map(({ kind }) => kind))]).toEqual([
      [
        ['needed', 'voices'],
        ['needed', 'voices'],
      ],
      [['threw', 'threw'], ['notLoaded']],
    ])
  })
})
