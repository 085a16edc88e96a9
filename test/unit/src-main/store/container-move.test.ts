import { mkdirSync, rmSync } from 'node:fs'
import { chmod, cp, link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireFileLock } from '../../../../src-main/platform/file-lock'
import { isClaimed } from '../../../../src-main/platform/yielding-lock'
import { writeArrival, writeMovedTo } from '../../../../src-main/store/container-address'
import { moveContainer } from '../../../../src-main/store/container-move'
import type { ContainerMove, ContainerMoveProgress } from '../../../../src-shared/domain/container-move'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { fileTree, writeTree } from '../../../support/file-tree'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  /** Where the packs are at first: version 2, and version 1 kept. */
  readonly old: string
  /** Not there yet. */
  readonly place: string
  readonly move: (
    to?: string,
    options?: Partial<Parameters<typeof moveContainer>[0]>,
  ) => Promise<ContainerMove>
  /** What a reader finds in the container that a folder names, and where that is. */
  readonly seen: (directory: string) => Promise<unknown>
}

async function scene(mayRename: boolean): Promise<Scene> {
  const directory = await temporaryDirectory()
  const old = join(directory, 'old')
  const place = join(directory, 'drive/new')
  const store = await openContainer(old)
  store.values.set('a', 'durable')
  await installVersion(store, 1)
  await installVersion(store, 2)
  await store.close()
  return {
    old,
    place,
    move: (to = place, options = {}) =>
      moveContainer({ containerDirectory: old, directory: to, mayRename, ...options }),
    seen: async (named) => {
      const opened = await openContainer(named)
      const facts = [opened.directory, await visibleIn(opened), opened.values.get('a'), opened.wasRebuilt]
      await opened.close()
      return facts
    },
  }
}

const there = (place: string): unknown => [place, [2, 'version 2'], 'durable', false]
const contentOf = (directory: string): Promise<unknown> => fileTree(join(directory, 'packs'))

describe.each([
  ['renamed', true],
  ['copied', false],
] as const)('a container that is %s', (_, mayRename) => {
  it('is in the new folder, whole, whichever of the two is opened', async () => {
    const { old, place, move, seen } = await scene(mayRename)
    const before = await contentOf(old)
    const { bytes, ...moved } = await move()

    expect([moved, bytes > 0]).toEqual([
      { from: old, directory: place, files: moved.files, wasCopied: !mayRename },
      true,
    ])
    expect([await contentOf(place), await seen(old), await seen(place)]).toEqual([
      before,
      there(place),
      there(place),
    ])
  })

  it('leaves nothing in the old folder but its lock and where it went', async () => {
    const { old, place, move } = await scene(mayRename)
    await writeTree(old, { 'mine.txt': 'not of the container', 'logs/extension.log': 'a line' })
    await move()

    expect([
      (await readdir(old)).sort(),
      await readFile(join(old, 'moved-to'), 'utf8'),
      await readFile(join(place, 'logs/extension.log'), 'utf8'),
    ]).toEqual([
      ['lock', 'lock.pid', 'mine.txt', 'moved-to'],
      `${JSON.stringify({ directory: place })}\n`,
      'a line',
    ])
  })

  it('moves on, and back to where it began', async () => {
    const { old, place, move, seen } = await scene(mayRename)
    await move()
    await move(`${place}er`)
    const further = await seen(old)
    await move(old)

    expect([further, await seen(`${place}er`), await seen(place), await seen(old)]).toEqual([
      there(`${place}er`),
      there(old),
      there(old),
      there(old),
    ])
  })

  it('keeps modes, times and links between versions', async () => {
    const { old, place, move } = await scene(mayRename)
    const file = 'packs/tutorial/2/file.txt'
    await link(join(old, file), join(old, 'packs/tutorial/1/same.txt'))
    await utimes(join(old, file), 1_000_000_000, 1_000_000_000)
    await chmod(join(old, file), 0o444)
    const facts = async (directory: string): Promise<unknown> => {
      const { mode, mtimeMs, nlink } = await stat(join(directory, file))
      return [mode, Math.round(mtimeMs / 1000), nlink]
    }
    const before = await facts(old)
    await move()

    expect(await facts(place)).toEqual(before)
  })

  it('brings along what a process that died had only in the log of the database', async () => {
    const { old, place, move } = await scene(mayRename)
    const store = await openContainer(old)
    store.values.set('b', 'written last')
    const dead = `${place}-of-the-dead`
    await cp(old, dead, { recursive: true })
    await store.close()
    await move(place, { containerDirectory: dead })
    const opened = await openContainer(place)
    const found = opened.values.get('b')
    await opened.close()

    expect(found).toBe('written last')
  })

  it('says how far it is, up to everything', async () => {
    const { move } = await scene(mayRename)
    const told: ContainerMoveProgress[] = []
    const { bytes, files } = await move(undefined, { onProgress: (progress) => told.push(progress) })

    expect([
      told.at(-1),
      told.every(({ completedBytes }, at) => completedBytes >= (told[at - 1]?.completedBytes ?? 0)),
    ]).toEqual([{ completedBytes: bytes, totalBytes: bytes, completedFiles: files, totalFiles: files }, true])
  })

  it('waits for one in the background that has it open no longer than the caller wants', async () => {
    const { old, place } = await scene(mayRename)
    await openContainer(old, { isBackground: true })
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const moved = moveContainer({ containerDirectory: old, directory: place, signal: controller.signal })
    const ended = moved.catch((error: unknown) => error)
    while (!(await isClaimed(join(old, 'lock')))) await Promise.resolve()
    controller.abort(reason)

    expect(await ended).toBe(reason)
  })

  it('stays where it is while somebody has it open', async () => {
    const { old, place, move } = await scene(mayRename)
    const store = await openContainer(old)
    const code = await codeOf(move())
    await store.close()

    expect([code, await codeOf(stat(place).then(() => Promise.resolve()))]).toEqual([
      'containerLocked',
      expect.objectContaining({ code: 'ENOENT' }),
    ])
  })

  it('stays where it is when the new folder will not do', async () => {
    const { old, place, move, seen } = await scene(mayRename)
    await writeTree(place, { 'mine.txt': '' })
    await writeFile(join(old, 'file'), '')
    const codes = []
    for (const to of [place, old, join(old, 'inside/it'), join(old, '..'), join(old, 'file')])
      codes.push(await codeOf(move(to)))

    expect([codes, await seen(old), await readdir(place)]).toEqual([
      ['alreadyExists', 'invalidArgument', 'invalidArgument', 'alreadyExists', 'invalidArgument'],
      there(old),
      ['mine.txt'],
    ])
  })

  it('is not moved for somebody who has left', async () => {
    const { old, move, seen } = await scene(mayRename)
    const stopped = new Error('stopped')

    await expect(move(undefined, { signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped)
    expect(await seen(old)).toEqual(there(old))
  })
})

describe('a copy of a container', () => {
  it('that is cancelled leaves the packs where they were, and the new folder as it was', async () => {
    const { old, place, move, seen } = await scene(false)
    const controller = new AbortController()
    const stopped = new Error('stopped')
    const moving = move(undefined, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(stopped)
      },
    })

    await expect(moving).rejects.toBe(stopped)
    expect([await seen(old), await readdir(join(place, '../..'))]).toEqual([there(old), ['old']])
  })

  it('into a folder that vanishes on the way leaves the packs where they were', async () => {
    const { old, place, move, seen } = await scene(false)
    const moving = move(undefined, {
      onProgress: ({ completedFiles, totalFiles }) => {
        if (completedFiles < totalFiles) return
        rmSync(place, { recursive: true })
        mkdirSync(join(place, 'staging'), { recursive: true })
      },
    })

    expect([await codeOf(moving), await seen(old)]).toEqual(['diskGone', there(old)])
  })

  it('goes over what an interrupted one left in the same folder', async () => {
    const { old, place, move, seen } = await scene(false)
    await writeTree(place, {
      'packs/tutorial/2/file.txt': 'half',
      lock: '',
      'lock-journal': '',
      '.arriving.0123456789ab.tmp': '',
      'rename-probe-1/x': '',
    })
    await writeArrival(place, { from: old, way: 'copy', isComplete: false })
    const opened = await codeOf(openContainer(place))
    await move()

    expect([opened, await seen(place)]).toEqual(['wrongUse', there(place)])
  })
})

describe('a folder whose packs were moved away', () => {
  it('is not taken for an empty container while their drive is away', async () => {
    const { old, place, move } = await scene(true)
    await move()
    await rm(place, { recursive: true })
    const error: unknown = await openContainer(old).catch((thrown: unknown) => thrown)

    expect([isAssetPackError(error, 'diskGone') && error.details, await readdir(old)]).toEqual([
      { path: place, movedFrom: old },
      ['lock', 'lock.pid', 'moved-to'],
    ])
  })

  it.each(['', '{}', '{"directory":5}', '\0'])('is not opened when its record is %j', async (text) => {
    const { old } = await scene(true)
    await writeFile(join(old, 'moved-to'), text)

    expect(await codeOf(openContainer(old))).toBe('stateDamaged')
  })

  it('is not opened when records lead in a circle', async () => {
    const directory = await temporaryDirectory()
    const [one, other] = [join(directory, 'one'), join(directory, 'other')]
    await mkdir(one)
    await mkdir(other)
    await writeMovedTo(one, other)
    await writeMovedTo(other, one)

    expect(await codeOf(openContainer(one))).toBe('stateDamaged')
  })

  it('leads to the last place, also while something is still to be deleted in the first', async () => {
    const { old, place, move, seen } = await scene(true)
    await move()
    const lock = await acquireFileLock(join(old, 'lock'))
    await writeArrival(place, { from: old, way: 'copy', isComplete: true })
    await move(`${place}er`, { containerDirectory: place })
    lock.release()

    expect([await seen(place), await seen(old)]).toEqual([there(`${place}er`), there(`${place}er`)])
  })

  it('leads to the last place when the drive in between is away', async () => {
    const { old, place, move, seen } = await scene(true)
    await move()
    await move(`${place}er`)
    await rm(place, { recursive: true })

    expect(await seen(old)).toEqual(there(`${place}er`))
  })

  it('is cleared by the next start when the move died before that, and nothing else is lost', async () => {
    const { old, place, move, seen } = await scene(false)
    await move()
    await writeTree(old, { 'packs/tutorial/2/file.txt': 'left behind', 'merged/x': '', 'trash/y': '' })
    await writeArrival(place, { from: old, way: 'copy', isComplete: true })
    const found = await seen(place)

    expect([found, (await readdir(old)).sort(), (await readdir(place)).includes('arriving')]).toEqual([
      there(place),
      ['lock', 'lock.pid', 'moved-to'],
      false,
    ])
  })
})
