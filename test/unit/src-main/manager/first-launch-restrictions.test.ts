import { describe, expect, test } from 'vitest'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack, automatic } from '../../../support/pack-builder'

/** The names of what is in the queue. */
function queued({ downloads }: ManagerFixture): readonly string[] {
  return downloads.downloads().map(({ assetPack }) => assetPack.id)
}

describe('the restrictions of the first launch', () => {
  const packs = [
    aPack({ id: 'big', downloadSize: 900, ...automatic('prefetch', 'firstInstallation') }),
    aPack({ id: 'small', downloadSize: 100, ...automatic('prefetch', 'firstInstallation') }),
  ]

  test('keep back what is over the allowance until the first launch has ended', async () => {
    const configuration = { initialDownloadRestrictions: { downloadAllowance: 500 } }
    const first = new ManagerFixture({ offered: packs, configuration })
    await first.manager.start()
    const before = first.states
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered: packs, configuration, store: first.store })
    await second.manager.start()
    expect([before, second.states]).toEqual([['small 1: downloading'], ['big 1: downloading']])
  })

  test('bring nothing later that somebody has cancelled before', async () => {
    const configuration = { initialDownloadRestrictions: { downloadAllowance: 500 } }
    const first = new ManagerFixture({ offered: packs, configuration })
    await first.manager.start()
    await first.manager.cancel('big')
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered: packs, configuration, store: first.store })
    await second.manager.start()
    expect(second.states).toEqual([])
  })

  test('keep back everything from a host that is not on the list', async () => {
    const fixture = new ManagerFixture({
      offered: packs,
      configuration: { initialDownloadRestrictions: { downloadDomainAllowList: ['*.example.org'] } },
    })
    await fixture.manager.start()
    const byItself = fixture.states
    await fixture.manager.startDownload('big')
    expect([byItself, fixture.states]).toEqual([[], ['big 1: downloading']])
  })

  test('keep back everything while one of the mirrors is not on the list', async () => {
    const states = await Promise.all(
      [['https://m.example.org/'], ['https://m.example.net/']].map(async (mirrors) => {
        const fixture = new ManagerFixture({
          offered: packs.slice(0, 1),
          configuration: {
            manifestURL: 'https://packs.example.org/',
            mirrors,
            initialDownloadRestrictions: { downloadDomainAllowList: ['*.example.org'] },
          },
        })
        await fixture.manager.start()
        return fixture.states.length
      }),
    )
    expect(states).toEqual([1, 0])
  })

  test('count essential and prefetch packs apart: neither takes of the other one’s allowance', async () => {
    const fixture = new ManagerFixture({
      offered: [
        aPack({ id: 'large', downloadSize: 900, ...automatic('essential', 'firstInstallation') }),
        aPack({ id: 'needed', downloadSize: 300, ...automatic('essential', 'firstInstallation') }),
        ...packs,
      ],
      configuration: {
        initialDownloadRestrictions: { essentialDownloadAllowance: 500, downloadAllowance: 900 },
      },
    })
    await fixture.manager.start()

    expect(queued(fixture)).toEqual(['needed', 'big'])
  })

  test('essentialMaxInstallSize is for essential packs alone, and holds always', async () => {
    const offered = [
      aPack({ id: 'large', installedSize: 3_000, ...automatic('essential', 'firstInstallation') }),
      aPack({ id: 'needed', installedSize: 1_000, ...automatic('essential', 'firstInstallation') }),
      aPack({ id: 'voices', installedSize: 3_000, ...automatic('prefetch', 'firstInstallation') }),
    ]
    const configuration = { essentialMaxInstallSize: 2_000 }
    const first = new ManagerFixture({ offered, configuration })
    await first.manager.start()
    const before = queued(first)
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered, configuration, store: first.store })
    await second.manager.start()

    expect([before, second.manager.firstLaunchHasEnded, queued(second)]).toEqual([
      ['needed', 'voices'],
      true,
      [],
    ])
  })

  test('maxInstallSize counts what is here, but not twice what is replaced', async () => {
    const prefetch = (id: string, installedSize: number, version = 1) =>
      aPack({ id, version, installedSize, ...automatic('prefetch', 'firstInstallation', 'subsequentUpdate') })
    const configuration = { maxInstallSize: 3_000 }
    const first = new ManagerFixture({ offered: [prefetch('here', 2_000)], configuration, appVersion: '1.0' })
    await first.manager.start()
    await finished(first)
    await first.manager.close()
    const next = [prefetch('here', 2_200, 2), prefetch('large', 1_000), prefetch('small', 800)]
    const second = new ManagerFixture({ offered: next, configuration, store: first.store, appVersion: '1.1' })
    await second.manager.start()
    expect(second.states).toEqual(['here 2: downloading', 'small 1: downloading'])
  })

  test('maxInstallSize holds always', async () => {
    const configuration = { maxInstallSize: 3_000 }
    const first = new ManagerFixture({ offered: packs, configuration })
    await first.manager.start()
    const before = first.states
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered: packs, configuration, store: first.store })
    await second.manager.start()
    expect([before, second.states]).toEqual([['big 1: downloading'], []])
  })
})
