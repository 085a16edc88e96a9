import { describe, expect, it } from 'vitest'
import { createPackDetailStore, type PackDetailState } from '../../../../src-renderer/store/pack-detail'
import { FakeLibrary } from '../../../support/fake-library'
import { aDownload, anEntry, type EntryParts } from '../../../support/library-builders'

const outdated: EntryParts = { id: 'maps', version: 2, localVersion: 1 }

function opened(...entries: readonly EntryParts[]) {
  const library = new FakeLibrary({ entries: entries.map(anEntry) })
  const store = createPackDetailStore(library)
  const settled = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
  }
  const kinds = (): readonly unknown[] => {
    const { plan, versions, files }: PackDetailState = store.getState()
    return [plan?.kind, versions.kind, files?.kind]
  }
  return { library, detail: store.getState(), store, settled, kinds }
}

describe('the detail of a pack', () => {
  it('asks for the plan of an update and the versions, and for files once they are wanted', async () => {
    const { library, detail, store, settled, kinds } = opened(outdated)
    detail.follow(anEntry(outdated))
    const asking = kinds()
    await settled()
    const known = kinds()
    detail.askForFiles(anEntry(outdated))
    await settled()
    const { files, listedFiles } = store.getState()
    expect([asking, known, kinds(), library.asked]).toEqual([
      ['asking', 'asking', undefined],
      ['known', 'known', undefined],
      ['known', 'known', 'known'],
      ['plan maps', 'localVersions maps', 'files 1 maps'],
    ])
    expect([files?.kind === 'known' ? files.value.fileCount : 0, listedFiles]).toEqual([4, 4])
  })

  it('asks again for what another version makes stale, and for nothing else', async () => {
    const { library, detail, settled } = opened(outdated)
    detail.follow(anEntry(outdated))
    detail.askForFiles(anEntry(outdated))
    await settled()
    detail.follow(anEntry({ ...outdated, download: aDownload() }))
    detail.follow(anEntry({ ...outdated, localVersion: 2, keptVersion: 1 }))
    await settled()
    expect(library.asked).toEqual([
      'plan maps',
      'localVersions maps',
      'files 1 maps',
      'localVersions maps',
      'files 2 maps',
    ])
  })

  it('has no plan while there is nothing to install, or it is on its way', async () => {
    const { detail, store, settled } = opened(outdated)
    const plans: unknown[] = []
    for (const change of [{}, { download: aDownload() }, {}, { localVersion: 2 }]) {
      detail.follow(anEntry({ ...outdated, ...change }))
      await settled()
      plans.push(store.getState().plan?.kind)
    }
    expect(plans).toEqual(['known', undefined, 'known', undefined])
  })

  it('says why something could not be answered, and asks again when told to', async () => {
    const { library, detail, store, settled, kinds } = opened(outdated)
    for (const name of ['plan', 'localVersions', 'files 1']) library.refuseNext(name, 'offline')
    detail.follow(anEntry(outdated))
    detail.askForFiles(anEntry(outdated))
    await settled()
    const { plan } = store.getState()
    const failed = [...kinds(), plan?.kind === 'failed' ? plan.error.code : '']
    detail.askAgain()
    await settled()
    expect([failed, kinds()]).toEqual([
      ['failed', 'failed', 'failed', 'offline'],
      ['known', 'known', 'known'],
    ])
  })

  it('forgets one pack when another is looked at, and hears no late answer about it', async () => {
    const other: EntryParts = { id: 'voices', version: 1 }
    const { detail, store, settled } = opened(outdated, other)
    detail.follow(anEntry(outdated))
    detail.follow(anEntry(other))
    await settled()
    const { versions, plan } = store.getState()
    detail.leave()
    expect([versions, plan, store.getState().versions]).toEqual([
      { kind: 'known', value: [] },
      { kind: 'known', value: expect.objectContaining({ version: 1 }) as unknown },
      { kind: 'asking' },
    ])
  })
})
