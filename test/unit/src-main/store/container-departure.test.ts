import { writeFileSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireFileLock } from '../../../../src-main/platform/file-lock'
import { makeFolders } from '../../../../src-main/platform/file-system'
import {
  readMovingTo,
  readUnfinished,
  writeArrival,
  writeMovedTo,
  writeMovingTo,
} from '../../../../src-main/store/container-address'
import { moveContainer } from '../../../../src-main/store/container-move'
import { failingDisk } from '../../../support/failing-disk'
import { fileTree, writeTree } from '../../../support/file-tree'
import { codeOf, installVersion, openContainer, visibleIn } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly old: string
  readonly place: string
  /** A start that tidies up: what a reader finds then, what is where the move was going, and what is still on record. */
  readonly next: () => Promise<unknown>
}

/** A container of which a move died before it had switched, and what it had brought by then. */
async function scene(brought: Readonly<Record<string, string>>, way?: 'copy' | 'rename'): Promise<Scene> {
  const directory = await temporaryDirectory()
  const [old, place] = [join(directory, 'old'), join(directory, 'new')]
  const store = await openContainer(old)
  await installVersion(store, 1)
  await store.close()
  await makeFolders(place)
  await writeMovingTo(old, place)
  if (way !== undefined) await writeArrival(place, { from: old, way, isComplete: false })
  await writeTree(place, brought)
  return {
    old,
    place,
    next: async () => {
      const opened = await openContainer(old)
      await opened.clearUnfinishedMoves()
      const seen = await visibleIn(opened)
      await opened.close()
      return [seen, await readdir(place).catch(() => 'away'), await readMovingTo(old)]
    },
  }
}

const half = {
  'packs/tutorial/1/file.txt': 'ver',
  'state.db': 'SQLite',
  'state.db-wal': '',
  'state.db-journal': '',
  '.arriving.0123456789ab.tmp': '{"fr',
}
const traces = ['lock', 'lock.pid']

describe('where a move was going that died before it had switched', () => {
  it.each(['copy', 'rename'] as const)('nothing of it is left by the next start (%s)', async (way) => {
    const { next } = await scene(half, way)

    expect(await next()).toEqual([[1, 'version 1'], traces, undefined])
  })

  it('nothing is left of a first record that was cut off', async () => {
    const { next } = await scene({ '.arriving.0123456789ab.tmp': '{"fr' })

    expect(await next()).toEqual([[1, 'version 1'], traces, undefined])
  })

  it('is kept in mind while its drive is away', async () => {
    const { place, next } = await scene(half, 'copy')
    await rename(place, `${place} elsewhere`)
    const away = await next()
    await rename(`${place} elsewhere`, place)

    expect([away, await next()]).toEqual([
      [[1, 'version 1'], 'away', place],
      [[1, 'version 1'], traces, undefined],
    ])
  })

  it('is kept in mind while somebody holds it', async () => {
    const { place, next } = await scene(half, 'copy')
    const lock = await acquireFileLock(join(place, 'lock'))
    const held = await next()
    lock.release()

    expect([held, await next()]).toEqual([
      [[1, 'version 1'], expect.arrayContaining(['arriving', 'packs', 'state.db']), place],
      [[1, 'version 1'], traces, undefined],
    ])
  })

  it('stays as it is when other packs live there by now', async () => {
    const { place, next } = await scene({})
    const other = await openContainer(place)
    await installVersion(other, 2)
    await other.close()
    await writeTree(place, { '.arriving.0123456789ab.tmp': '{"fr' })
    const before = await fileTree(place)
    const [, , record] = (await next()) as unknown[]

    expect([record, await fileTree(place)]).toEqual([undefined, before])
  })

  it('stays as it is when a move into it ends while it is looked at', async () => {
    const { old, place, next } = await scene({ ...half, 'packs/tutorial/1/file.txt': 'somebody’s' }, 'copy')
    let isLookedAt = false
    await failingDisk(({ name, path }) => {
      if (isLookedAt || name !== 'realpath' || path !== old) return undefined
      isLookedAt = true
      const arrival = { from: join(old, '../elsewhere'), way: 'copy', isComplete: true }
      writeFileSync(join(place, 'arriving'), JSON.stringify(arrival))
      return undefined
    })
    await next()

    const file = join(place, 'packs/tutorial/1/file.txt')
    expect([isLookedAt, await readFile(file, 'utf8').catch(() => 'gone')]).toEqual([true, 'somebody’s'])
  })

  it('is not looked at when the packs are tidied up: its drive may be one that does not answer', async () => {
    const { old, place } = await scene(half, 'copy')
    const opened = await openContainer(old)
    const looks: string[] = []
    await failingDisk(({ name, path }) => {
      if (path.startsWith(place)) looks.push(`${name} ${path}`)
      return undefined
    })
    await opened.collectGarbage()

    expect([looks, await readMovingTo(old)]).toEqual([[], place])
  })

  it('is cleared by the next move, too, wherever that goes', async () => {
    const { old, place, next } = await scene(half, 'copy')
    await moveContainer({ containerDirectory: old, directory: `${place}er` })

    expect([await next(), await readdir(old)]).toEqual([
      [[1, 'version 1'], traces, undefined],
      ['lock', 'lock.pid', 'moved-to'],
    ])
  })
})

describe('where a move was going that died, and whose drive is away when the packs move on', () => {
  /** The packs are in a third folder by now; the drive is back. */
  async function movedOn(): Promise<Scene & { readonly third: string; readonly kept: unknown }> {
    const { old, place, next } = await scene(half, 'copy')
    const third = `${place}er`
    await rename(place, `${place} elsewhere`)
    await moveContainer({ containerDirectory: old, directory: third })
    const kept = [await readUnfinished(old), await readUnfinished(third), await readMovingTo(old)]
    await rename(`${place} elsewhere`, place)
    return { old, place, next, third, kept }
  }

  it('is kept in mind where the packs are, and cleared when it is back', async () => {
    const { old, place, third, kept, next } = await movedOn()

    expect([kept, await next(), await readUnfinished(third)]).toEqual([
      [[], [{ from: old, to: place }], undefined],
      [[1, 'version 1'], traces, undefined],
      [],
    ])
  })

  it('is kept in mind through further moves while it is away', async () => {
    const { old, place, third, next } = await movedOn()
    await rename(place, `${place} elsewhere`)
    const store = await openContainer(old)
    await store.relocate({
      directory: `${third}est`,
      signal: new AbortController().signal,
      whileStill: (work) => work(),
    })
    await store.close()
    await rename(`${place} elsewhere`, place)

    expect([await next(), await readUnfinished(`${third}est`)]).toEqual([
      [[1, 'version 1'], traces, undefined],
      [],
    ])
  })

  it('can be chosen for the packs once more', async () => {
    const { old, place, third } = await movedOn()
    const store = await openContainer(old)
    const plan = await store.planRelocation(place, new AbortController().signal)
    await store.close()
    await moveContainer({ containerDirectory: old, directory: place })
    const opened = await openContainer(old)

    expect([plan.directory, opened.directory, await visibleIn(opened), await readUnfinished(place)]).toEqual([
      place,
      place,
      [1, 'version 1'],
      [],
    ])
    await opened.close()
    expect(await readdir(third)).toEqual(['lock', 'lock.pid', 'moved-to'])
  })

  it('stays as it is when the first folder says that its packs are there by now', async () => {
    const { old, place, third } = await movedOn()
    await writeMovedTo(old, place)
    const before = await fileTree(place)
    const opened = await openContainer(third)
    await opened.clearUnfinishedMoves()
    await opened.close()

    expect([await fileTree(place), await readUnfinished(third)]).toEqual([before, []])
  })

  it('stays as it is while nobody can say whether the move has switched', async () => {
    const { old, place, third } = await movedOn()
    await rename(old, `${old} elsewhere`)
    const before = await fileTree(place)
    const opened = await openContainer(third)
    await opened.clearUnfinishedMoves()
    await opened.close()

    expect([await fileTree(place), await readUnfinished(third)]).toEqual([before, [{ from: old, to: place }]])
  })
})

it('a move that fails and cannot clear up leaves that to the next start', async () => {
  const { old, place, next } = await scene({})
  await rm(place, { recursive: true })
  let isHeld = true
  await failingDisk(({ name, path }) => {
    if (name === 'rename' && path === join(old, 'moved-to')) return 'EIO'
    return isHeld && name === 'rm' && path.startsWith(join(place, 'trash-')) ? 'EBUSY' : undefined
  })
  const code = await codeOf(moveContainer({ containerDirectory: old, directory: place, mayRename: false }))
  const left = await readMovingTo(old)
  isHeld = false

  expect([code, left, await next()]).toEqual(['diskFailed', place, [[1, 'version 1'], traces, undefined]])
})
