import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import type { DownloaderExtension } from '../../../../src-main/extension/downloader-extension'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack, automatic } from '../../../support/pack-builder'

const offered = [
  aPack({ id: 'a-prefetch', ...automatic('prefetch', 'firstInstallation') }),
  aPack({ id: 'b-essential', ...automatic('essential', 'firstInstallation', 'subsequentUpdate') }),
  aPack({ id: 'c-later', ...automatic('prefetch', 'subsequentUpdate') }),
  aPack({ id: 'd-asked' }),
]

describe('start', () => {
  test('at the first launch fetches essential packs first, then prefetch packs, and nothing else', async () => {
    const fixture = new ManagerFixture({ offered, packsAtOnce: 1 })
    await fixture.manager.start()
    const queued = fixture.downloads.downloads().map(({ assetPack, origin }) => `${assetPack.id}: ${origin}`)
    await fixture.settled()
    expect([queued, fixture.installer.running]).toEqual([
      ['b-essential: essential', 'a-prefetch: prefetch'],
      ['b-essential 1'],
    ])
  })

  test('a later start fetches nothing new, and does not bring back what was removed', async () => {
    const first = new ManagerFixture({ offered })
    await first.manager.start()
    await finished(first)
    await first.manager.remove('a-prefetch')
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    await second.manager.start()
    expect(second.states).toEqual([])
  })

  test('after the app was updated fetches what is meant for that', async () => {
    const first = new ManagerFixture({ offered, appVersion: '1.0' })
    await first.manager.start()
    await finished(first)
    await first.manager.close()
    const same = new ManagerFixture({ offered, store: first.store, appVersion: '1.0' })
    await same.manager.start()
    const unchanged = same.states
    await same.manager.close()
    const newer = new ManagerFixture({ offered, store: first.store, appVersion: '1.1' })
    await newer.manager.start()
    expect([unchanged, newer.states]).toEqual([[], ['c-later 1: downloading']])
  })

  test('the first start that says the version of the app is no update of it, and the next one may be', async () => {
    const commandLine = new ManagerFixture({ offered })
    await commandLine.manager.start()
    await finished(commandLine)
    await commandLine.manager.close()
    const app = new ManagerFixture({ offered, store: commandLine.store, appVersion: '1.0' })
    await app.manager.start()
    const first = app.states
    await app.manager.close()
    const newer = new ManagerFixture({ offered, store: commandLine.store, appVersion: '1.1' })
    await newer.manager.start()
    expect([first, newer.states]).toEqual([[], ['c-later 1: downloading']])
  })

  test('without a host waits, and a later check does what the first launch should have done', async () => {
    const fixture = new ManagerFixture({ offered })
    fixture.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
    expect(await fixture.manager.start()).toEqual({ updatingIDs: [], removedIDs: [] })
    const before = fixture.states
    fixture.catalog.failure = undefined
    await fixture.clock.advance(180_000)
    expect([before, fixture.states]).toEqual([
      [],
      ['b-essential 1: downloading', 'a-prefetch 1: downloading'],
    ])
    await fixture.manager.close()
    expect(fixture.clock.pendingTimers).toBe(0)
  })

  test('a request that no list has answered is answered by the next process, once', async () => {
    const first = new ManagerFixture({ offered })
    await first.manager.start()
    await finished(first)
    first.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
    await first.clock.advance(60_000)
    await first.manager.start('update')
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    await second.manager.start()
    const answered = second.states
    await finished(second)
    await second.manager.remove('c-later')
    await second.manager.close()
    const third = new ManagerFixture({ offered, store: first.store })
    await third.manager.start()
    expect([answered, third.states]).toEqual([['c-later 1: downloading'], []])
  })

  test('brings nothing that somebody cancelled before there was a list, in whichever process', async () => {
    const first = new ManagerFixture({ offered })
    first.catalog.failure = new AssetPackError('hostUnavailable', 'Nobody answers.')
    await first.manager.start()
    await first.manager.cancel('a-prefetch')
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    await second.manager.start()
    const answered = second.states
    await finished(second)
    await second.manager.start('install')
    expect([answered, second.states]).toEqual([['b-essential 1: downloading'], ['a-prefetch 1: downloading']])
  })

  test('a process that dies between two packs of a request leaves the rest to the next one', async () => {
    const first = new ManagerFixture({ offered })
    const table = first.store.downloads
    const put = table.put.bind(table)
    table.put = (record) => {
      if (record.assetPack.id === 'a-prefetch') throw new Error('The process is dead.')
      put(record)
    }
    await first.manager.start().catch(() => undefined)
    const registered = first.store.downloads.all().map(({ assetPack }) => assetPack.id)
    await first.manager.close()
    table.put = put
    const second = new ManagerFixture({ offered, store: first.store })
    await second.manager.start()
    expect([registered, second.states]).toEqual([
      ['b-essential'],
      ['b-essential 1: downloading', 'a-prefetch 1: downloading'],
    ])
  })

  test('the network is back: the check that failed comes at once', async () => {
    const fixture = new ManagerFixture({ offered })
    fixture.conditions.set({ online: false })
    await fixture.manager.start()
    fixture.conditions.set({ online: true })
    await fixture.settled()
    expect(fixture.states.length).toBe(2)
  })

  test('says when the list cannot be trusted, and still goes on with what was interrupted', async () => {
    const first = new ManagerFixture({ offered })
    await first.manager.startDownload('d-asked')
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    second.catalog.failure = new AssetPackError('signatureInvalid', 'Forged.')
    await expect(second.manager.start()).rejects.toMatchObject({ code: 'signatureInvalid' })
    await second.settled()
    expect(second.installer.running).toEqual(['d-asked 1'])
  })

  test('with hasManagedAssetPacks false fetches nothing by itself', async () => {
    const fixture = new ManagerFixture({
      offered: [...offered, aPack({ id: 'old', version: 2 })],
      configuration: { hasManagedAssetPacks: false },
    })
    fixture.store.install(aPack({ id: 'old' }))
    await fixture.manager.start()
    await fixture.clock.advance(86_400_000)
    expect([fixture.states, fixture.catalog.refreshes]).toEqual([[], 1])
  })

  test('checks for updates a few times a day by itself', async () => {
    const fixture = new ManagerFixture()
    fixture.store.install(aPack())
    fixture.catalog.offered = [aPack()]
    await fixture.manager.start()
    fixture.catalog.offered = [aPack({ version: 2 })]
    await fixture.clock.advance(86_400_000)
    expect([fixture.catalog.refreshes, fixture.states]).toEqual([7, ['tutorial 2: downloading']])
  })
})

/** An extension that declines packs of these names, and what it was asked about. */
class Chooser implements Pick<DownloaderExtension, 'declined'> {
  readonly asked: string[] = []
  readonly unwanted: Set<string>
  /** What happens while it thinks. */
  meanwhile: () => void = () => undefined

  constructor(...unwanted: readonly string[]) {
    this.unwanted = new Set(unwanted)
  }

  async declined(assetPacks: readonly AssetPack[]): Promise<readonly AssetPack[]> {
    await Promise.resolve()
    this.asked.push(assetPacks.map(({ id, version }) => `${id} ${String(version)}`).join(', '))
    this.meanwhile()
    return assetPacks.filter(({ id }) => this.unwanted.has(id))
  }
}

describe('the extension of the app', () => {
  test('is asked once about every pack that comes by itself, and never about what somebody asks for', async () => {
    const extension = new Chooser()
    const fixture = new ManagerFixture({ offered, extension })
    await fixture.manager.start()
    await finished(fixture)
    await fixture.manager.startDownload('d-asked')
    await finished(fixture)
    fixture.catalog.offered = offered.map(({ id, policy }) => aPack({ id, policy, version: 2 }))
    await fixture.manager.checkForUpdates()
    await finished(fixture)
    fixture.catalog.offered = offered.map(({ id, policy }) => aPack({ id, policy, version: 3 }))
    await fixture.clock.advance(5 * 3_600_000)
    expect(extension.asked).toEqual(['b-essential 1, a-prefetch 1', 'a-prefetch 3, b-essential 3, d-asked 3'])
  })

  test('has no say in what is in the queue already', async () => {
    const extension = new Chooser('a-prefetch', 'b-essential')
    const fixture = new ManagerFixture({ offered, extension })
    await fixture.manager.startDownload('a-prefetch')
    await fixture.manager.start()
    expect([extension.asked, fixture.states]).toEqual([['b-essential 1'], ['a-prefetch 1: downloading']])
  })

  test('keeps a pack from coming, until a later check of the system finds another answer', async () => {
    const extension = new Chooser('b-essential', 'd-asked')
    const fixture = new ManagerFixture({ offered: [...offered, aPack({ id: 'old', version: 2 })], extension })
    fixture.store.install(aPack({ id: 'old' }))
    extension.unwanted.add('old')
    await fixture.manager.start()
    const first = fixture.states
    await finished(fixture)
    await fixture.manager.checkForUpdates()
    const asked = fixture.states
    await finished(fixture)
    extension.unwanted.clear()
    await fixture.clock.advance(5 * 3_600_000)
    expect([first, asked, fixture.states]).toEqual([
      ['a-prefetch 1: downloading'],
      ['old 2: downloading'],
      ['b-essential 1: downloading'],
    ])
  })

  test('is asked again by the next process about what it declined, unless somebody removed the pack since', async () => {
    const extension = new Chooser('a-prefetch', 'b-essential')
    const first = new ManagerFixture({ offered, extension })
    await first.manager.start()
    await first.manager.startDownload('a-prefetch')
    await finished(first)
    await first.manager.remove('a-prefetch')
    await first.manager.close()
    const later = new Chooser()
    const second = new ManagerFixture({ offered, store: first.store, extension: later })
    await second.manager.start()
    expect([later.asked, second.states]).toEqual([['b-essential 1'], ['b-essential 1: downloading']])
  })

  test('leaves the allowance of what it declines to others', async () => {
    const extension = new Chooser('first')
    const packs = ['first', 'other', 'second'].map((id) =>
      aPack({ id, downloadSize: 400, ...automatic('prefetch', 'firstInstallation') }),
    )
    const fixture = new ManagerFixture({
      offered: packs,
      extension,
      configuration: { initialDownloadRestrictions: { downloadAllowance: 500 } },
    })
    await fixture.manager.start()
    expect([extension.asked, fixture.states]).toEqual([['first 1', 'other 1'], ['other 1: downloading']])
  })

  test('has a request wait when its questions are cancelled', async () => {
    const extension = new Chooser()
    const fixture = new ManagerFixture({ offered, extension })
    extension.meanwhile = () => {
      throw new AssetPackError('cancelled', 'Not now.')
    }
    await expect(fixture.manager.start()).rejects.toMatchObject({ code: 'cancelled' })
    const before = fixture.states
    extension.meanwhile = () => undefined
    await fixture.manager.checkForUpdates()
    expect([before, fixture.states]).toEqual([
      [],
      ['b-essential 1: downloading', 'a-prefetch 1: downloading'],
    ])
  })

  test('has not said yes to an update of what came while it was asked', async () => {
    const extension = new Chooser()
    const packs = [aPack({ id: 'old', version: 2 }), aPack({ id: 'late', version: 2 })]
    const fixture = new ManagerFixture({ offered: packs, extension })
    fixture.store.install(aPack({ id: 'old' }))
    extension.meanwhile = () => {
      fixture.store.install(aPack({ id: 'late' }))
    }
    await fixture.manager.start()
    expect([extension.asked, fixture.states]).toEqual([['old 2'], ['old 2: downloading']])
  })

  test('is not waited for with what somebody cancels while it is asked, and another pack has its allowance', async () => {
    const extension = new Chooser()
    const packs = ['first', 'other'].map((id) =>
      aPack({ id, downloadSize: 400, ...automatic('prefetch', 'firstInstallation') }),
    )
    const fixture = new ManagerFixture({
      offered: packs,
      extension,
      configuration: { initialDownloadRestrictions: { downloadAllowance: 500 } },
    })
    extension.meanwhile = () => void fixture.manager.cancel('first')
    await fixture.manager.start()
    await finished(fixture)
    await fixture.manager.checkForUpdates()
    expect([extension.asked, fixture.store.installedPacks().map(({ assetPack }) => assetPack.id)]).toEqual([
      ['first 1', 'other 1'],
      ['other'],
    ])
  })

  test('decides by what is here when it has answered', async () => {
    const extension = new Chooser()
    const fixture = new ManagerFixture({ offered: [aPack({ id: 'old', version: 2 }), ...offered], extension })
    fixture.store.install(aPack({ id: 'old' }))
    extension.meanwhile = () => {
      fixture.store.install(aPack({ id: 'old', version: 2 }))
      for (const { id, policy } of offered) fixture.store.install(aPack({ id, policy }))
    }
    await fixture.manager.start()
    expect([fixture.states, await fixture.manager.start()]).toEqual([[], { updatingIDs: [], removedIDs: [] }])
  })
})
