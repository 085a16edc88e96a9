import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { containersOfTheDead, useDyingManager } from '../../support/manager-deaths'
import { seededBytes } from '../../support/file-tree'
import { installedIDs, LaunchedApp, type PublishedPack } from '../../support/launched-app'
import { untilKind } from '../../support/pack-world'

const timeout = 240_000

const atInstallation = { policy: 'prefetch', events: ['firstInstallation'] } as const
const packs: Readonly<Record<string, PublishedPack>> = {
  maps: atInstallation,
  news: { policy: 'prefetch', events: ['subsequentUpdate'] },
  'voices-de': { ...atInstallation, language: 'de' },
  'voices-en': { ...atInstallation, language: 'en' },
}

useDyingManager()

/** What the next starts find: the packs after the first, and what another one brings back of two that were removed. */
async function afterDeath(
  app: LaunchedApp,
  containerDirectory: string,
  removed: readonly string[],
): Promise<string> {
  const options = { containerDirectory, appVersion: '1.1' }
  const manager = await app.manager('de', options)
  await manager.start()
  await manager.whenIdle()
  const first = installedIDs(manager)
  for (const id of removed) await manager.remove(id)
  await manager.close()
  const second = await app.launch('de', options)
  return `${first.join(' ')}, then ${second.join(' ')}`
}

describe('BAContentRequest', () => {
  test(
    'for an update of the app and a change of language are each acted on once, wherever the process was killed',
    { timeout },
    async () => {
      const app = await LaunchedApp.open(packs)
      const containers = await containersOfTheDead(app.dying('de', { appVersion: '1.1' }), app.dying('en'))

      const ends = new Set<string>()
      for (const container of containers) ends.add(await afterDeath(app, container, ['news', 'voices-de']))

      expect([containers.length > 8, [...ends]]).toEqual([
        true,
        ['maps news voices-de voices-en, then maps voices-en'],
      ])
    },
  )

  test('of the installation is acted on once, wherever the process was killed', { timeout }, async () => {
    const app = await LaunchedApp.open(packs)

    const containers = await containersOfTheDead(app.dying('de', { appVersion: '1.1' }))
    const ends = new Set<string>()
    for (const container of containers) ends.add(await afterDeath(app, container, ['maps']))

    expect([containers.length > 8, [...ends]]).toEqual([true, ['maps voices-de, then voices-de']])
  })
})

describe('BAInitialDownloadRestrictions', () => {
  const needed = { policy: 'essential', events: ['firstInstallation'] } as const
  const restricted: Readonly<Record<string, PublishedPack>> = {
    first: { ...atInstallation, text: seededBytes(60_000, 1) },
    needed: { ...needed, text: seededBytes(60_000, 2) },
    second: { ...atInstallation, text: seededBytes(60_000, 3) },
  }
  const configuration = { initialDownloadRestrictions: { downloadAllowance: 100_000 } }

  test('are in force until the essential packs are here, and then what they kept back comes', async () => {
    const app = await LaunchedApp.open(restricted, configuration)
    const manager = await app.manager('en')
    app.world.host.close()
    await manager.start()
    const atFirst = [manager.firstLaunchHasEnded, manager.downloads().map(({ assetPack }) => assetPack.id)]
    app.world.host.open()
    await manager.close()
    const next = await app.manager('en')
    await next.start()
    const atSecond = next.firstLaunchHasEnded
    await next.whenIdle()
    const came = [next.firstLaunchHasEnded, installedIDs(next)]
    await next.checkForUpdates()
    await next.whenIdle()

    expect([atFirst, atSecond, came, installedIDs(next)]).toEqual([
      [false, ['needed', 'first']],
      false,
      [true, ['first', 'needed']],
      ['first', 'needed', 'second'],
    ])
  })

  test('grant no more than the allowance over all processes that die in it', { timeout }, async () => {
    const app = await LaunchedApp.open(restricted, configuration)
    const containers = await containersOfTheDead(app.dying('en'))

    const over: string[] = []
    for (const containerDirectory of containers) {
      const manager = await app.manager('en', { containerDirectory })
      const hadEnded = manager.firstLaunchHasEnded
      await manager.start()
      await manager.whenIdle()
      const ids = installedIDs(manager).join(' ')
      if (ids !== (hadEnded ? 'first needed second' : 'first needed')) over.push(ids)
      await manager.close()
    }

    expect([containers.length > 8, over]).toEqual([true, []])
  })

  test('keep everything from a host that is not on the list back, and what the app asks for comes', async () => {
    const app = await LaunchedApp.open(restricted, {
      initialDownloadRestrictions: { downloadDomainAllowList: ['*.example.com'] },
    })
    const manager = await app.manager('en')
    await manager.start()
    const byItself = manager.downloads().length
    await manager.ensureLocalAvailability(await manager.assetPack('first'))

    expect([byItself, installedIDs(manager)]).toEqual([0, ['first']])
  })

  test('count essential and prefetch packs apart', async () => {
    const app = await LaunchedApp.open(restricted, {
      initialDownloadRestrictions: { essentialDownloadAllowance: 1_000 },
    })

    expect(await app.launch('en')).toEqual(['first', 'second'])
  })
})

describe('BAMaxInstallSize and BAEssentialMaxInstallSize', () => {
  const at = (policy: 'essential' | 'prefetch', bytes: number, seed: number): PublishedPack => ({
    policy,
    events: ['firstInstallation'],
    text: seededBytes(bytes, seed),
  })
  const sized: Readonly<Record<string, PublishedPack>> = {
    'essential-large': at('essential', 30_000, 1),
    'essential-small': at('essential', 10_000, 2),
    'prefetch-large': at('prefetch', 30_000, 3),
    'prefetch-small': at('prefetch', 10_000, 4),
  }

  test('bound what comes by itself, each kind apart, after the first launch, too; and not what the app asks for', async () => {
    const app = await LaunchedApp.open(sized, { maxInstallSize: 35_000, essentialMaxInstallSize: 20_000 })
    const came = await app.launch('en')
    const later = await app.launch('en')
    const manager = await app.manager('en')
    await manager.ensureLocalAvailability(await manager.assetPack('essential-large'))

    expect([came, later, installedIDs(manager)]).toEqual([
      ['essential-small', 'prefetch-large'],
      ['essential-small', 'prefetch-large'],
      ['essential-large', 'essential-small', 'prefetch-large'],
    ])
  })
})

describe('an essential pack', () => {
  test('that fails for good stops holding the first launch, and the others come', async () => {
    const app = await LaunchedApp.open({
      maps: { ...atInstallation, text: seededBytes(60_000, 1) },
      needed: { policy: 'essential', events: ['firstInstallation'], text: seededBytes(60_000, 2) },
    })
    await rm(join(app.world.directory, 'repository/targets/needed'), { recursive: true })
    const manager = await app.manager('en')
    const ends = manager.statusUpdates('needed')
    await manager.start()
    const before = manager.firstLaunchHasEnded
    const { error } = await untilKind(ends, 'failed')
    await manager.whenIdle()

    expect([
      before,
      error.code,
      (await ends.next()).done,
      manager.firstLaunchHasEnded,
      installedIDs(manager),
    ]).toEqual([false, 'remoteNotFound', true, true, ['maps']])
  })
})
