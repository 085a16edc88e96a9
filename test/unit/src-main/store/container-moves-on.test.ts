import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArrival } from '../../../../src-main/store/container-address'
import { moveContainer } from '../../../../src-main/store/container-move'
import { failingDisk, type DiskCall } from '../../../support/failing-disk'
import { writeTree } from '../../../support/file-tree'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  /** The first is the container, the others are not there yet. */
  readonly folders: readonly [string, string, string]
  readonly disk: { fails: (call: DiskCall) => string | undefined }
  readonly move: (from: string, to: string, onProgress?: () => void) => Promise<unknown>
  /** What a reader finds in the container that a folder names once nobody has it open, and where that is. */
  readonly seen: (directory: string) => Promise<unknown>
}

async function scene(isOpen: boolean): Promise<Scene> {
  const directory = await temporaryDirectory()
  const folders = [join(directory, 'a'), join(directory, 'b'), join(directory, 'c')] as const
  const store = await openContainer(folders[0])
  await installVersion(store, 1)
  if (!isOpen) await store.close()
  const disk: Scene['disk'] = { fails: () => undefined }
  await failingDisk((call) => disk.fails(call))
  const { signal } = new AbortController()
  return {
    folders,
    disk,
    move: (from, to, onProgress) =>
      isOpen
        ? store.relocate({ directory: to, signal, onProgress, whileStill: (work) => work() })
        : moveContainer({ containerDirectory: from, directory: to, mayRename: false, onProgress }),
    seen: async (named) => {
      await store.close()
      const opened = await openContainer(named)
      const facts = [opened.directory, await visibleIn(opened)]
      await opened.close()
      return facts
    },
  }
}

/** A reader's handle keeps what is in that folder, as on Windows. */
function holding(folder: string): Scene['disk']['fails'] {
  const held = [join(folder, 'packs'), join(folder, 'trash-packs')]
  return ({ name, path }) =>
    (name === 'rm' || name === 'rename') && held.includes(path) ? 'EBUSY' : undefined
}

describe.each([
  ['closed', false],
  ['open', true],
] as const)('a container that moves on while it is %s', (_, isOpen) => {
  it('takes along what is still to be deleted where it was first, and the next start does that', async () => {
    const { folders, disk, move, seen } = await scene(isOpen)
    const [first, second, third] = folders
    disk.fails = holding(first)
    await move(first, second)
    await move(second, third)
    const left = [existsSync(join(first, 'packs')), (await readArrival(third))?.from]
    disk.fails = () => undefined

    expect([left, await seen(first), await readArrival(third)]).toEqual([
      [true, first],
      [third, [1, 'version 1']],
      undefined,
    ])
    expect([await readdir(first), await readdir(second)]).toEqual([
      ['lock', 'lock.pid', 'moved-to'],
      ['lock', 'lock.pid', 'moved-to'],
    ])
  })

  it('keeps the record of what is still to be deleted until the next one has it', async () => {
    const { folders, disk, move, seen } = await scene(isOpen)
    const [first, second, third] = folders
    const holdsFirst = holding(first)
    disk.fails = holdsFirst
    await move(first, second)
    let isKept: boolean | undefined
    disk.fails = (call) => {
      const { name, path } = call
      if (name === 'rename' && path === join(second, 'moved-to'))
        isKept = existsSync(join(second, 'arriving'))
      // As if it died there: the record stays beside the one that leads on.
      return name === 'rm' && path === join(second, 'arriving') ? 'EIO' : holdsFirst(call)
    }
    await move(second, third)
    const names = await readdir(second)
    disk.fails = () => undefined

    expect([isKept, names.filter((name) => /moved-to|arriving/.test(name)), await seen(second)]).toEqual([
      true,
      ['arriving', 'moved-to'],
      [third, [1, 'version 1']],
    ])
    expect(existsSync(join(first, 'packs'))).toBe(false)
  })

  it('deletes first what an earlier move has left, when it can by then', async () => {
    const { folders, disk, move, seen } = await scene(isOpen)
    const [first, second, third] = folders
    disk.fails = holding(first)
    await move(first, second)
    disk.fails = () => undefined
    let whileMoving: boolean | undefined
    await move(second, third, () => (whileMoving ??= existsSync(join(first, 'packs'))))

    expect([whileMoving, await seen(first)]).toEqual([false, [third, [1, 'version 1']]])
  })

  it('and stays after all still knows what is to be deleted', async () => {
    const { folders, disk, move, seen } = await scene(isOpen)
    const [first, second, third] = folders
    const holdsFirst = holding(first)
    disk.fails = holdsFirst
    await move(first, second)
    disk.fails = (call) =>
      call.name === 'rename' && call.path === join(second, 'moved-to') ? 'EIO' : holdsFirst(call)
    const code = await codeOf(move(second, third))
    disk.fails = () => undefined

    expect([code, await seen(first), existsSync(join(first, 'packs'))]).toEqual([
      'diskFailed',
      [second, [1, 'version 1']],
      false,
    ])
  })
})

it('is never led in a circle: what led away from a folder goes before the container leaves it again', async () => {
  const { folders, disk, move, seen } = await scene(true)
  const [first, second, third] = folders
  await move(first, second)
  disk.fails = ({ name, path }) => (name === 'rm' && path === join(first, 'moved-to') ? 'EIO' : undefined)
  await move(second, first)
  disk.fails = () => undefined
  let whileMoving: boolean | undefined
  await move(first, third, () => (whileMoving ??= existsSync(join(first, 'moved-to'))))

  expect([whileMoving, await seen(second)]).toEqual([false, [third, [1, 'version 1']]])
})

describe('looking whether a container can move', () => {
  it('gives a pack file no second name that a death would leave outside the trash', async () => {
    const directory = await temporaryDirectory()
    const old = join(directory, 'old')
    const store = await openContainer(old)
    await installVersion(store, 1)
    const places: string[] = []
    await failingDisk(({ name, path }) => {
      if (name === 'link') places.push(dirname(path))
      return undefined
    })
    const plan = await store.planRelocation(join(directory, 'new'), new AbortController().signal)

    expect([plan.mustCopy, places]).toEqual([false, [join(old, 'trash')]])
  })
})

it('leaves to the collector what it left in its folder when it died', async () => {
  const old = join(await temporaryDirectory(), 'old')
  const store = await openContainer(old)
  await writeTree(old, { 'rename-probe-1': '', '.moved-to.0123456789ab.tmp': '', 'mine.txt': '' })
  await store.collectGarbage()
  const names = await readdir(old)

  expect(names.filter((name) => /probe|tmp|mine/.test(name))).toEqual(['mine.txt'])
})
