import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Relocation } from '../../../../src-main/store/asset-pack-store'
import { readArrival } from '../../../../src-main/store/container-address'
import type {
  DiskAssetPackStore,
  DiskAssetPackStoreOptions,
} from '../../../../src-main/store/disk-asset-pack-store'
import type { ContainerMove, ContainerMoveProgress } from '../../../../src-shared/domain/container-move'
import { fileTree, writeTree } from '../../../support/file-tree'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { aPack, anID } from '../../../support/pack-builder'
import { stage, storedIndex } from '../../../support/stored-pack'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  /** Open; version 2, and version 1 kept. */
  readonly store: DiskAssetPackStore
  readonly old: string
  /** Not there yet. */
  readonly place: string
  readonly move: (to?: string, options?: Partial<Relocation>) => Promise<ContainerMove>
  /** What a reader finds in the container that a folder names once the store is closed, and where that is. */
  readonly seenAfterClosing: (directory: string) => Promise<unknown>
}

async function scene(
  mayLink: boolean,
  onStep: NonNullable<DiskAssetPackStoreOptions['onStep']> = () => undefined,
): Promise<Scene> {
  const directory = await temporaryDirectory()
  const old = join(directory, 'old')
  const place = join(directory, 'drive/new')
  const store = await openContainer(old, { mayLink, onStep })
  store.values.set('a', 'durable')
  await installVersion(store, 1)
  await installVersion(store, 2)
  await writeTree(old, {
    'metadata/trusted-metadata.json': 'the list',
    'logs/extension.log': 'a line',
    'mine.txt': 'not of the container',
  })
  return {
    store,
    old,
    place,
    move: (to = place, options = {}) =>
      store.relocate({
        directory: to,
        signal: new AbortController().signal,
        whileStill: (work) => work(),
        ...options,
      }),
    seenAfterClosing: async (named) => {
      await store.close()
      const opened = await openContainer(named)
      const facts = [opened.directory, await visibleIn(opened), opened.values.get('a'), opened.wasRebuilt]
      await opened.close()
      return facts
    },
  }
}

const at = (place: string, value = 'durable'): unknown => [place, [2, 'version 2'], value, false]

describe.each([
  ['linked', true],
  ['copied', false],
] as const)('an open container that is %s', (_, mayLink) => {
  it('is in the new folder at once, and for the next start, whichever of the two is opened', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink)
    const before = await fileTree(join(old, 'packs'))
    const { bytes, files, ...moved } = await move()
    const now = [store.directory, await visibleIn(store), await fileTree(join(place, 'packs'))]

    expect([moved, bytes > 0, files > 6, now]).toEqual([
      { from: old, directory: place, wasCopied: !mayLink },
      true,
      true,
      [place, [2, 'version 2'], before],
    ])
    expect([
      await seenAfterClosing(old),
      await seenAfterClosing(place),
      await readFile(join(place, 'metadata/trusted-metadata.json'), 'utf8'),
      await readFile(join(place, 'logs/extension.log'), 'utf8'),
    ]).toEqual([at(place), at(place), 'the list', 'a line'])
  })

  it('leaves nothing in the old folder but its lock and where it went', async () => {
    const { old, place, move } = await scene(mayLink)
    await move()

    expect([(await readdir(old)).sort(), await readFile(join(old, 'moved-to'), 'utf8')]).toEqual([
      ['lock', 'lock.pid', 'mine.txt', 'moved-to'],
      `${JSON.stringify({ directory: place })}\n`,
    ])
  })

  it('moves on, and back to where it began', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink)
    await rm(join(old, 'mine.txt'))
    await move()
    await move(`${place}er`)
    const further = [store.directory, await visibleIn(store)]
    await move(old)

    expect([further, await seenAfterClosing(place), await seenAfterClosing(`${place}er`)]).toEqual([
      [`${place}er`, [2, 'version 2']],
      at(old),
      at(old),
    ])
  })

  it('is held by this process in the new folder', async () => {
    const { old, place, move } = await scene(mayLink)
    await move()

    expect([await codeOf(openContainer(old)), await codeOf(openContainer(place))]).toEqual([
      'containerLocked',
      'containerLocked',
    ])
  })

  it('lets who has a file open read on', async () => {
    const { old, move } = await scene(mayLink)
    const file = await open(join(old, 'packs/tutorial/2/file.txt'))
    onTestFinished(() => file.close())
    await move()

    expect(await file.readFile('utf8')).toBe('version 2')
  })

  it('takes along every small change that is made on the way, up to the last moment', async () => {
    const steps: string[] = []
    let change: (step: string) => void = () => undefined
    const { store, place, move, seenAfterClosing } = await scene(mayLink, (step) => {
      if (step.startsWith('M-')) change(step)
    })
    change = (step) => {
      steps.push(step)
      store.values.set('a', step)
      if (step === 'M-3') store.pin(anID())
      store.downloads.put({
        assetPack: aPack({ id: step.replace(' ', '.') }),
        priority: 0,
        origin: 'foreground',
        paused: true,
        sequence: steps.length,
      })
    }
    await move(undefined, {
      onProgress: ({ completedFiles }) => {
        if (completedFiles === 1 && steps.length === 0) change('copying')
      },
    })
    const remembered = (opened: DiskAssetPackStore): unknown => [
      opened.pinnedVersion(anID()),
      opened.downloads.all().map(({ assetPack }) => assetPack.id),
    ]
    const now = remembered(store)
    const seen = await seenAfterClosing(place)
    const later = remembered(await openContainer(place))

    expect([steps, now, later, seen]).toEqual([
      ['copying', 'M-2 list', 'M-3', 'M-5'],
      [2, ['copying', 'M-2.list', 'M-3', 'M-5']],
      [2, ['copying', 'M-2.list', 'M-3', 'M-5']],
      at(place, 'M-5'),
    ])
  })

  it('brings unfinished downloads along, and what is asked for meanwhile comes in the new folder', async () => {
    const { store, place, move } = await scene(mayLink)
    await stage(store, aPack({ version: 3 }), { 'file.txt': 'version 3' })
    const moving = move()
    const [staging] = await Promise.all([store.openStaging(anID(), 3), moving])
    const kept = await readFile(join(staging.filesDirectory, 'file.txt'), 'utf8')
    const pack = aPack({ version: 3 })
    await store.commit(staging, pack, await encodePackIndex(storedIndex(pack, { 'file.txt': 'version 3' })))

    expect([kept, store.installedPack(anID())?.directory, await visibleIn(store)]).toEqual([
      'version 3',
      join(place, 'packs/tutorial/3'),
      [3, 'version 3'],
    ])
  })

  it('lets changes of packs wait until it is there', async () => {
    const { store, place, move } = await scene(mayLink)
    const moving = move()
    const back = store.rollback(anID())
    await moving

    expect([(await back).directory, await visibleIn(store)]).toEqual([
      join(place, 'packs/tutorial/1'),
      [1, 'version 1'],
    ])
  })

  it('says how far it is, up to everything', async () => {
    const { move } = await scene(mayLink)
    const told: ContainerMoveProgress[] = []
    const { bytes, files } = await move(undefined, { onProgress: (progress) => told.push(progress) })

    expect([
      told.at(-1),
      told.every(({ completedBytes }, place) => completedBytes >= (told[place - 1]?.completedBytes ?? 0)),
    ]).toEqual([{ completedBytes: bytes, totalBytes: bytes, completedFiles: files, totalFiles: files }, true])
  })

  it('says before what it takes, and changes nothing by that', async () => {
    const { store, place, move } = await scene(mayLink)
    const { bytes, files, directory, mustCopy, needBytes, freeBytes } = await store.planRelocation(
      place,
      new AbortController().signal,
    )
    const isThere = await codeOf(readdir(place))
    const moved = await move()

    expect([directory, mustCopy, needBytes, freeBytes > 0, isThere, [bytes, files]]).toEqual([
      place,
      false,
      0,
      true,
      expect.objectContaining({ code: 'ENOENT' }),
      [moved.bytes, moved.files],
    ])
  })

  it('stays where it is when the new folder will not do', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink)
    await writeTree(place, { 'mine.txt': '' })
    const codes = []
    for (const to of [place, old, join(old, 'inside/it'), join(old, '..'), join(old, 'mine.txt')]) {
      codes.push(await codeOf(store.planRelocation(to, new AbortController().signal)))
      codes.push(await codeOf(move(to)))
    }
    await installVersion(store, 3)
    const now = await visibleIn(store)
    await store.rollback(anID())

    expect([codes, now, await seenAfterClosing(old), await readdir(place)]).toEqual([
      ['alreadyExists', 'invalidArgument', 'invalidArgument', 'alreadyExists', 'invalidArgument'].flatMap(
        (code) => [code, code],
      ),
      [3, 'version 3'],
      at(old),
      ['mine.txt'],
    ])
  })

  it.each(['M-2 list', 'M-3'] as const)(
    'stays where it is, and in use, when it fails at step %s',
    async (failing) => {
      const { store, old, place, move, seenAfterClosing } = await scene(mayLink, (step) => {
        if (step === failing) throw new Error('the disk failed')
      })
      await mkdir(place, { recursive: true })
      await expect(move()).rejects.toThrow('the disk failed')
      store.values.set('a', 'later')
      const now = [store.directory, await visibleIn(store)]
      await store.collectGarbage()

      expect([now, await readdir(place), await seenAfterClosing(old)]).toEqual([
        [old, [2, 'version 2']],
        [],
        at(old, 'later'),
      ])
    },
  )

  it('is where it went when what comes after the switch fails, and the next start does that', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink, (step) => {
      if (step === 'M-5') throw new Error('the disk failed')
    })
    await move()
    store.values.set('a', 'later')
    const now = [store.directory, await visibleIn(store)]
    const left = (await readdir(old)).includes('packs')
    const seen = await seenAfterClosing(old)

    expect([now, left, seen, (await readdir(old)).includes('packs'), await readArrival(place)]).toEqual([
      [place, [2, 'version 2']],
      true,
      at(place, 'later'),
      false,
      undefined,
    ])
  })

  it('that is stopped stays where it is, and the new folder is as it was', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink)
    const controller = new AbortController()
    const stopped = new Error('stopped')
    const onProgress = (): void => {
      controller.abort(stopped)
    }
    await expect(move(undefined, { signal: controller.signal, onProgress })).rejects.toBe(stopped)
    const now = await visibleIn(store)

    expect([now, await seenAfterClosing(old), await readdir(join(place, '../..'))]).toEqual([
      [2, 'version 2'],
      at(old),
      ['old'],
    ])
  })

  it('that is stopped while it waits for its turn stays where it is at once, and the turn does nothing', async () => {
    const { old, place, move, seenAfterClosing } = await scene(mayLink)
    const controller = new AbortController()
    const stopped = new Error('stopped')
    let takeTurn: () => Promise<unknown> = () => Promise.resolve()
    const whileStill = (work: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        takeTurn = () => work().then(resolve, reject)
        controller.abort(stopped)
      })
    await expect(move(undefined, { signal: controller.signal, whileStill })).rejects.toBe(stopped)
    const left = await readdir(join(place, '../..'))
    await takeTurn()

    expect([left, await seenAfterClosing(old), await readdir(join(place, '../..'))]).toEqual([
      ['old'],
      at(old),
      ['old'],
    ])
  })

  it('stays where it is, and in use, when the new folder vanishes on the way', async () => {
    const { store, old, place, move, seenAfterClosing } = await scene(mayLink)
    const whileStill = async (work: () => Promise<void>): Promise<void> => {
      await rm(place, { recursive: true })
      await mkdir(place)
      await work()
    }
    const code = await codeOf(move(undefined, { whileStill }))
    await installVersion(store, 3)

    expect([code, await visibleIn(store), await seenAfterClosing(old)]).toEqual([
      'diskGone',
      [3, 'version 3'],
      [old, [3, 'version 3'], 'durable', false],
    ])
  })
})
