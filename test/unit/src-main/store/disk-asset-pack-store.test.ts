import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import type { DiskAssetPackStore } from '../../../../src-main/store/disk-asset-pack-store'
import { Namespace } from '../../../../src-main/store/namespace'
import { rollbackSteps, switchSteps } from '../../../../src-main/store/version-switch'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { aPack, anID } from '../../../support/pack-builder'
import { installFiles, stage, storedIndex } from '../../../support/stored-pack'
import { temporaryDirectory } from '../../../support/temporary-directory'

function namesOfVersion(version: number): readonly string[] {
  return [String(version), `${String(version)}.index`, `${String(version)}.json`]
}

function installedIn(store: DiskAssetPackStore): InstalledPack {
  const installed = store.installedPack(anID())
  if (installed === undefined) throw new Error('nothing was installed')
  return installed
}

const before = [1, 'version 1']
const after = [2, 'version 2']

describe('a commit that fails', () => {
  it.each(switchSteps.map((step) => [step, step === 'I-7 done' ? after : before] as const))(
    'at step %s leaves one version whole, now and for the next start',
    async (step, expected) => {
      const directory = await temporaryDirectory()
      let isArmed = false
      const failing = await openContainer(directory, {
        onStep: (reached) => {
          if (isArmed && reached === step) throw new Error('the disk failed')
        },
      })
      await installVersion(failing, 1)
      isArmed = true
      await installVersion(failing, 2).catch(() => undefined)
      const now = await visibleIn(failing)
      await failing.close()

      expect([now, await visibleIn(await openContainer(directory))]).toEqual([expected, expected])
    },
  )

  it('gives the verified files back to the next attempt', async () => {
    const directory = await temporaryDirectory()
    const failing = await openContainer(directory, {
      onStep: (reached) => {
        if (reached === 'I-7') throw new Error('the disk failed')
      },
    })
    await installVersion(failing, 2).catch(() => undefined)
    const { filesDirectory } = await failing.openStaging(anID(), 2)

    expect(await readdir(filesDirectory)).toEqual(['file.txt'])
  })

  it('goes on from where it was: the same version can be staged and committed again', async () => {
    const directory = await temporaryDirectory()
    let isArmed = true
    const failing = await openContainer(directory, {
      onStep: (reached) => {
        if (isArmed && reached === 'I-7') throw new Error('the disk failed')
      },
    })
    await installVersion(failing, 2).catch(() => undefined)
    isArmed = false
    await installVersion(failing, 2)

    expect(await visibleIn(failing)).toEqual(after)
  })

  it('takes nothing away that was not in the way', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await installVersion(store, 1)

    expect([await visibleIn(store), await readdir(join(directory, 'staging/tutorial'))]).toEqual([before, []])
  })
})

describe('a rollback', () => {
  it.each(rollbackSteps.map((step) => [step, step === 'K-2 done' ? 1 : 2] as const))(
    'that fails at step %s leaves one version whole, now and for the next start',
    async (step, version) => {
      const directory = await temporaryDirectory()
      const store = await openContainer(directory, {
        onStep: (reached) => {
          if (reached === step) throw new Error('the disk failed')
        },
      })
      for (const each of [1, 2]) await installVersion(store, each)
      await store.rollback(anID()).catch(() => undefined)
      const now = await visibleIn(store)
      await store.close()
      const again = await openContainer(directory)
      const expected = [version, `version ${String(version)}`]

      expect([now, await visibleIn(again), again.pinnedVersion(anID())]).toEqual([
        expected,
        expected,
        version === 1 ? 1 : undefined,
      ])
    },
  )

  it('outlives a restart and the collector, and can be taken back', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (const version of [1, 2]) await installVersion(store, version)
    await store.rollback(anID())
    await store.collectGarbage()
    await store.close()
    const again = await openContainer(directory)
    const first = await visibleIn(again)
    await again.rollback(anID())

    expect([first, await visibleIn(again)]).toEqual([before, after])
  })

  it('to a version that was taken away is refused, and changes nothing', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (const version of [1, 2]) await installVersion(store, version)
    await rm(join(directory, 'packs/tutorial/1'), { recursive: true })

    expect([await codeOf(store.rollback(anID())), await visibleIn(store)]).toEqual(['versionNotFound', after])
  })

  it('waits for an update that is switching (D-21)', async () => {
    const store = await openContainer(await temporaryDirectory())
    await installVersion(store, 1)
    const pack = aPack({ version: 2 })
    const area = await stage(store, pack, { 'file.txt': 'version 2' })
    const index = await encodePackIndex(storedIndex(pack, { 'file.txt': 'version 2' }))
    await Promise.all([store.commit(area, pack, index), store.rollback(anID())])

    expect(await visibleIn(store)).toEqual(before)
  })
})

describe('changes of one container', () => {
  it('happen one after the other: the last word counts (D-20, D-21)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    const areas = await Promise.all(
      [1, 2].map((version) => stage(store, aPack({ version }), { 'file.txt': `version ${String(version)}` })),
    )
    const index = new Uint8Array(0)
    await Promise.all([
      ...areas.map((area) => store.commit(area, aPack({ version: area.version }), index)),
      store.remove(anID()),
      store.collectGarbage(),
    ])

    expect([await visibleIn(store), await readdir(join(directory, 'packs'))]).toEqual(['nothing', []])
  })

  it('are refused once it is closed', async () => {
    const store = await openContainer(await temporaryDirectory())
    await store.close()

    expect(await codeOf(store.remove(anID()))).toBe('wrongUse')
  })
})

it('remembers a download with everything that was noted of it', async () => {
  const directory = await temporaryDirectory()
  const failure = { code: 'hostUnavailable', message: 'It does not answer.', details: { host: 'x' } } as const
  const record = {
    assetPack: aPack(),
    priority: 3,
    origin: 'prefetch',
    paused: true,
    lowSpace: true,
    file: { path: '/stick/tutorial.assetpack', mayUseNetwork: false, indexSha256: 'ab' },
    error: failure,
    lastFailure: failure,
    sequence: 7,
    costs: { milliseconds: 40, bytesFetched: 50, requests: 6 },
    reached: { fetchedBytes: 50, totalFetchBytes: 100, fraction: 0.25 },
  } as const
  const store = await openContainer(directory)
  store.downloads.put(record)
  await store.close()
  expect((await openContainer(directory)).downloads.all()).toEqual([record])
})

describe('collecting garbage', () => {
  it('takes versions before the kept one, and staging that no download wants, and nothing else', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (const version of [1, 2, 3]) await installVersion(store, version)
    await store.openStaging(anID('unwanted'), 1)
    await store.openStaging(anID('wanted'), 1)
    store.downloads.put({
      assetPack: aPack({ id: 'wanted' }),
      priority: 0,
      origin: 'prefetch',
      paused: true,
      sequence: 1,
    })
    await store.collectGarbage()

    expect([
      await readdir(join(directory, 'packs/tutorial')),
      await readdir(join(directory, 'staging')),
      await readdir(join(directory, 'trash')),
    ]).toEqual([[...namesOfVersion(2), ...namesOfVersion(3)], ['wanted'], []])
  })

  it('keeps as many versions as it is told to', async () => {
    const directory = await temporaryDirectory()
    const left: unknown[] = []
    for (const keptVersions of [2, 1, 0]) {
      const store = await openContainer(directory, { keptVersions })
      for (const version of [1, 2, 3, 4]) await installVersion(store, version)
      await store.collectGarbage()
      left.push(await readdir(join(directory, 'packs/tutorial')))
      await store.close()
    }

    expect(left).toEqual([
      [...namesOfVersion(2), ...namesOfVersion(3), ...namesOfVersion(4)],
      [...namesOfVersion(3), ...namesOfVersion(4)],
      namesOfVersion(4),
    ])
  })

  it('keeps the staging area of a leased version', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    const giveBack = store.lease(installedIn(store))
    await store.openStaging(anID(), 1)
    await store.collectGarbage()
    const meanwhile = await readdir(join(directory, 'staging'))
    giveBack()
    await store.collectGarbage()

    expect([meanwhile, await readdir(join(directory, 'staging'))]).toEqual([['tutorial'], []])
  })

  it('keeps merged folders of the packs as they are, and no others', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    for (const id of ['a', 'b']) await installFiles(store, aPack({ id }), { [`m/${id}.txt`]: id })
    await new Namespace(store).findDirectory('m')
    await mkdir(join(directory, 'merged/of-earlier-packs'))
    await store.collectGarbage()
    const kept = (await readdir(join(directory, 'merged'))).length
    await store.remove(anID('a'))
    await store.collectGarbage()

    expect([kept, await readdir(join(directory, 'merged'))]).toEqual([1, []])
  })

  it('takes what interrupted writing left', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await writeFile(join(directory, 'packs/tutorial/.2.index.0123456789ab.tmp'), 'half')
    await store.openStaging(anID('tutorial'), 1)
    await store.collectGarbage()

    expect([
      await readdir(join(directory, 'packs/tutorial')),
      await readdir(join(directory, 'staging')),
    ]).toEqual([['1', '1.index', '1.json'], []])
  })

  it('passes over what is no version of a pack', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await mkdir(join(directory, 'packs/tutorial/somebody-elses'))
    await store.collectGarbage()

    expect(await readdir(join(directory, 'packs/tutorial'))).toEqual([
      '1',
      '1.index',
      '1.json',
      'somebody-elses',
    ])
  })
})

describe('a scratch area', () => {
  it('stays as it is, whatever is collected, until it is discarded', async () => {
    const store = await openContainer(await temporaryDirectory())
    const area = await store.openScratch(anID(), 1)
    const file = join(area.filesDirectory, 'half')
    await writeFile(file, 'half a file')
    await store.collectGarbage()
    const during = await readFile(file, 'utf8')
    await area.discard()

    expect([during, await readFile(file, 'utf8').catch(() => 'gone')]).toEqual(['half a file', 'gone'])
  })
})

describe('a leased version', () => {
  it('outlives its replacement and its removal until it is given back (D-08)', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    const first = installedIn(store)
    const giveBack = store.lease(first)
    for (const version of [2, 3]) await installVersion(store, version)
    await store.collectGarbage()
    await store.remove(anID())
    await store.collectGarbage()
    const meanwhile = await readFile(join(first.directory, 'file.txt'), 'utf8')
    giveBack()
    giveBack()
    await store.collectGarbage()

    expect([meanwhile, await readdir(join(directory, 'packs'))]).toEqual(['version 1', []])
  })
})

describe('removing a pack', () => {
  it('leaves neither its files nor its place', async () => {
    const directory = await temporaryDirectory()
    const store = await openContainer(directory)
    await installVersion(store, 1)
    await store.remove(anID())

    expect([await readdir(join(directory, 'packs')), await readdir(join(directory, 'trash'))]).toEqual([
      [],
      [],
    ])
  })
})
