import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArrival, writeMovedTo } from '../../../../src-main/store/container-address'
import { moveContainer } from '../../../../src-main/store/container-move'
import type { DiskAssetPackStore } from '../../../../src-main/store/disk-asset-pack-store'
import { failingDisk, type DiskCall } from '../../../support/failing-disk'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly old: string
  readonly place: string
  /** Fails as told from here on, until it works again. */
  readonly disk: { fails: (call: DiskCall) => string | undefined }
  readonly move: (onProgress?: () => void) => Promise<unknown>
  /** Of the open container. */
  readonly store: DiskAssetPackStore | undefined
  /** What a reader finds in the container that a folder names once nobody has it open, and where that is. */
  readonly seen: (directory: string) => Promise<unknown>
}

async function scene(isOpen: boolean): Promise<Scene> {
  const directory = await temporaryDirectory()
  const [old, place] = [join(directory, 'old'), join(directory, 'drive/new')]
  const store = await openContainer(old, { mayLink: false })
  store.values.set('a', 'durable')
  await installVersion(store, 1)
  if (!isOpen) await store.close()
  const disk: Scene['disk'] = { fails: () => undefined }
  await failingDisk((call) => disk.fails(call))
  const { signal } = new AbortController()
  return {
    old,
    place,
    disk,
    store: isOpen ? store : undefined,
    move: (onProgress) =>
      isOpen
        ? store.relocate({ directory: place, signal, onProgress, whileStill: (work) => work() })
        : moveContainer({ containerDirectory: old, directory: place, mayRename: false, onProgress }),
    seen: async (named) => {
      await store.close()
      const opened = await openContainer(named)
      const facts = [opened.directory, await visibleIn(opened), opened.values.get('a')]
      await opened.close()
      return facts
    },
  }
}

const at = (place: string): unknown => [place, [1, 'version 1'], 'durable']

/** A disk with no room for another file that is written in that folder. */
function isFull(directory: string): Scene['disk']['fails'] {
  return ({ name, path }) => (name === 'open' && path.startsWith(`${directory}/.`) ? 'ENOSPC' : undefined)
}

const isRecord = ({ path }: DiskCall, old: string): boolean => path === join(old, 'moved-to')

const isTakingBack = ({ name, path }: DiskCall, old: string): boolean =>
  name === 'rename' && path === join(old, 'moving-to')

/** What fails at the disk of the old folder from the moment at which the record has its place. */
function onceRecorded(old: string, fails: (call: DiskCall) => string | undefined): Scene['disk']['fails'] {
  let isRecorded = false
  return (call) => {
    if (isRecorded) return fails(call)
    isRecorded = call.name === 'rename' && isRecord(call, old)
    return undefined
  }
}

describe.each([
  ['closed', false],
  ['open', true],
] as const)('a container that is %s', (_, isOpen) => {
  it('stays where it is when the record of where it goes cannot be written', async () => {
    const { old, place, disk, move, seen } = await scene(isOpen)
    disk.fails = (call) => (call.name === 'rename' && isRecord(call, old) ? 'EIO' : undefined)
    const code = await codeOf(move())
    disk.fails = () => undefined

    expect([code, await seen(old), await readdir(join(place, '../..'))]).toEqual([
      'diskFailed',
      at(old),
      ['old'],
    ])
  })

  it('says by name what is wrong with a disk that does not say where a folder is', async () => {
    const { old, disk, move, seen } = await scene(isOpen)
    disk.fails = ({ name, path }) => (name === 'realpath' && path === old ? 'EIO' : undefined)
    const code = await codeOf(move())
    disk.fails = () => undefined

    expect([code, await seen(old)]).toEqual(['diskFailed', at(old)])
  })

  it('moves whatever becomes of whoever listens how far it is', async () => {
    const { old, place, move, seen } = await scene(isOpen)
    await move(() => {
      throw new Error('the listener failed')
    })

    expect(await seen(old)).toEqual(at(place))
  })

  it('makes the names of new folders durable before a record leads there', async () => {
    const { old, place, disk, move } = await scene(isOpen)
    const synced: string[] = []
    let before: readonly string[] = []
    disk.fails = (call) => {
      if (call.name === 'sync') synced.push(call.path)
      if (call.name === 'rename' && isRecord(call, old)) before = [...synced]
      return undefined
    }
    await move()

    expect(before).toEqual(expect.arrayContaining([join(place, '..'), join(place, '../..')]))
  })

  it('leaves a drive that has become full on the way', async () => {
    const { old, place, disk, move, seen } = await scene(isOpen)
    await move(() => {
      disk.fails = isFull(old)
    })

    expect(await seen(old)).toEqual(at(place))
  })

  it('does not begin to leave a drive that has no room even to say where it went', async () => {
    const { old, place, disk, move, seen } = await scene(isOpen)
    disk.fails = isFull(old)
    let copies = 0
    const code = await codeOf(move(() => (copies += 1)))
    disk.fails = () => undefined

    expect([code, copies, await seen(old), await readdir(join(place, '../..'))]).toEqual([
      'outOfSpace',
      0,
      at(old),
      ['old'],
    ])
  })

  it('stays where it is when the record did not become durable and could be taken away, durably', async () => {
    const { old, place, disk, move, seen } = await scene(isOpen)
    let syncs = 0
    disk.fails = onceRecorded(old, ({ name, path }) => {
      if (name !== 'sync' || path !== old) return undefined
      syncs += 1
      return syncs === 1 ? 'EIO' : undefined
    })
    const code = await codeOf(move())

    expect([code, await seen(old), await readdir(join(place, '../..'))]).toEqual([
      'diskFailed',
      at(old),
      ['old'],
    ])
  })

  it('is where it went when the record can only be made durable, and not be taken away', async () => {
    const { old, place, disk, move, seen } = await scene(isOpen)
    let syncs = 0
    disk.fails = onceRecorded(old, (call) => {
      if (isTakingBack(call, old)) return 'EIO'
      if (call.name !== 'sync' || call.path !== old) return undefined
      syncs += 1
      return syncs === 1 ? 'EIO' : undefined
    })
    await move()
    disk.fails = () => undefined

    expect(await seen(old)).toEqual(at(place))
  })

  it.each([
    ['can be taken away, but not durably', false],
    ['cannot be taken away', true],
  ])('is whole in either folder when the record %s: the next start sees which', async (__, staysThere) => {
    const { old, place, disk, move, seen, store } = await scene(isOpen)
    disk.fails = onceRecorded(old, (call) => {
      if (isTakingBack(call, old)) return staysThere ? 'EIO' : undefined
      return call.name === 'sync' && call.path === old ? 'EIO' : undefined
    })
    const code = await codeOf(move())
    disk.fails = () => undefined
    const later = store === undefined ? 'diskFailed' : codeOfChange(store)
    const again = store === undefined ? 'diskFailed' : await codeOf(move())
    const arrival = await readArrival(place)
    const stayed = staysThere ? 'not asked' : await seen(old)
    // The record was on the disk after all.
    await writeMovedTo(old, place)

    expect([code, later, again, arrival?.from, stayed, await seen(old)]).toEqual([
      'diskFailed',
      'diskFailed',
      'diskFailed',
      old,
      staysThere ? 'not asked' : at(old),
      at(place),
    ])
  })
})

/** What is acknowledged now might be in the folder that turns out not to be the container. */
function codeOfChange(store: DiskAssetPackStore): unknown {
  try {
    store.values.set('a', 'later')
    return 'no error'
  } catch (error) {
    return (error as { readonly code?: unknown }).code
  }
}
