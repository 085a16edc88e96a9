import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  readArrival,
  readMovedTo,
  readMovingTo,
  writeArrival,
  writeMovingTo,
  writeUnfinished,
} from '../../../../src-main/store/container-address'
import { moveContainer } from '../../../../src-main/store/container-move'
import { failingDisk, type DiskCall } from '../../../support/failing-disk'
import { writeTree } from '../../../support/file-tree'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** A disk that says for a while that it failed, where it should say what is there: no answer, and not "nothing". */
interface Scene {
  readonly old: string
  readonly place: string
  readonly disk: { fails: (call: DiskCall) => string | undefined }
  /** Of the container, while it is closed. */
  readonly move: (to: string, mayRename?: boolean) => Promise<unknown>
  /** What a reader finds in the container that a folder names after the next start, which tidies up, and where that is. */
  readonly seen: (directory: string) => Promise<unknown>
}

async function scene(): Promise<Scene> {
  const directory = await temporaryDirectory()
  const [old, place] = [join(directory, 'old'), join(directory, 'new')]
  const store = await openContainer(old)
  await installVersion(store, 1)
  await store.close()
  const disk: Scene['disk'] = { fails: () => undefined }
  await failingDisk((call) => disk.fails(call))
  return {
    old,
    place,
    disk,
    move: (to, mayRename = false) => moveContainer({ containerDirectory: old, directory: to, mayRename }),
    seen: async (named) => {
      const opened = await openContainer(named)
      await opened.clearUnfinishedMoves()
      const facts = [opened.directory, await visibleIn(opened)]
      await opened.close()
      return facts
    },
  }
}

/** From the moment at which the record in that folder says where its container went. */
function onceRecorded(old: string, fails: Scene['disk']['fails']): Scene['disk']['fails'] {
  let isRecorded = false
  return (call) => {
    if (isRecorded) return fails(call)
    isRecorded = call.name === 'rename' && call.path === join(old, 'moved-to')
    return undefined
  }
}

const traces = ['lock', 'lock.pid', 'moved-to']

describe('a disk that does not say', () => {
  it.each([
    ['where the folder that was left leads', 'readFile', ['old', 'moved-to']],
    ['whether the new folder is there', 'stat', ['new']],
    ['what the new folder is called', 'realpath', ['new']],
  ] as const)('%s keeps nothing there for ever: the next start deletes it', async (_, name, path) => {
    const { old, place, disk, move, seen } = await scene()
    const failing = join(old, '..', ...path)
    disk.fails = onceRecorded(old, (call) =>
      call.name === name && call.path === failing ? 'EIO' : undefined,
    )
    await move(place)
    const left = [existsSync(join(old, 'packs')), (await readArrival(place))?.from]
    disk.fails = () => undefined

    expect([left, await seen(old), await readdir(old), await readArrival(place)]).toEqual([
      [true, old],
      [place, [1, 'version 1']],
      traces,
      undefined,
    ])
  })

  it('whether something is in the way takes no packs: the next start renames them', async () => {
    const { old, place, disk, move, seen } = await scene()
    disk.fails = ({ name, path }) => (name === 'rmdir' && path === join(place, 'packs') ? 'EIO' : undefined)
    const code = await codeOf(move(place, true))
    disk.fails = () => undefined

    expect([code, await seen(old), await readdir(old)]).toEqual([
      'diskFailed',
      [place, [1, 'version 1']],
      traces,
    ])
  })

  it('what a folder is called leads no container in a circle', async () => {
    const { old, place, disk, move, seen } = await scene()
    await move(place)
    disk.fails = onceRecorded(place, ({ name, path }) =>
      name === 'realpath' && path === old ? 'EIO' : undefined,
    )
    await move(old)
    disk.fails = () => undefined

    expect([await seen(old), await readMovedTo(old), await readdir(place)]).toEqual([
      [old, [1, 'version 1']],
      undefined,
      traces,
    ])
  })

  it('what the new folder is called is named as what failed, not taken for a move that only began', async () => {
    const { old, place, disk, move, seen } = await scene()
    disk.fails = onceRecorded(old, ({ name, path }) =>
      name === 'rm' && path === join(place, 'moved-to') ? 'EIO' : undefined,
    )
    await codeOf(move(place))
    disk.fails = ({ name, path }) => (name === 'realpath' && path === place ? 'EIO' : undefined)
    const code = await codeOf(seen(old))
    disk.fails = () => undefined

    expect([code, await seen(old)]).toEqual(['diskFailed', [place, [1, 'version 1']]])
  })
})

describe('where a move was going that died before it had switched', () => {
  it('is kept in mind while the disk does not say whose it was', async () => {
    const { old, place, disk, seen } = await scene()
    await writeTree(place, { 'packs/tutorial/1/file.txt': 'ver' })
    await writeArrival(place, { from: old, way: 'copy', isComplete: false })
    await writeMovingTo(old, place)
    disk.fails = ({ name, path }) => (name === 'realpath' && path === old ? 'EIO' : undefined)
    await seen(old)
    const left = [existsSync(join(place, 'packs')), await readMovingTo(old)]
    disk.fails = () => undefined
    await seen(old)

    expect([left, await readdir(place), await readMovingTo(old)]).toEqual([
      [true, place],
      ['lock', 'lock.pid'],
      undefined,
    ])
  })

  it('holds up no move to elsewhere when its disk fails', async () => {
    const { old, place, disk, move, seen } = await scene()
    const failing = `${place} elsewhere`
    await writeTree(failing, { 'packs/tutorial/1/file.txt': 'ver' })
    await writeUnfinished(old, [{ from: join(old, '../first'), to: failing }])
    disk.fails = ({ path }) => (path.startsWith(failing) ? 'EIO' : undefined)
    await move(place)
    disk.fails = () => undefined

    expect(await seen(old)).toEqual([place, [1, 'version 1']])
  })
})
