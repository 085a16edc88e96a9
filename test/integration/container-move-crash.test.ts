import { rm } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { changeContainer, placeBeside } from '../support/container-changes'
import { containerAfter, everyDeath, reopen, useDyingContainer } from '../support/container-deaths'
import { anID } from '../support/pack-builder'

const timeout = 240_000

useDyingContainer()

describe('a process that is killed at any call that changes the disk', () => {
  it.each(['rename', 'copy', 'link while open', 'copy while open'] as const)(
    'leaves exactly one container, whole, wherever it is found from, while it moves by %s (D-01)',
    { timeout },
    async (way) => {
      const original = await containerAfter('install', 'update')
      const wrong: unknown[] = []
      const seen = new Set<string>()
      const deaths = await everyDeath(way, original)
      for (const { ended, directory } of deaths) {
        const found = await openedFrom(directory)
        seen.add(found.at === directory ? 'where it was' : 'where it went')
        const elsewhere = await whatElseIsThere(placeBeside(directory), found.at)
        // Whatever happened, the packs can be moved now.
        if (found.at === directory) await changeContainer(directory, way)
        const after = await openedFrom(directory)
        const isTrue = !ended.said.includes('moved') || found.at !== directory
        const notes = ended.said.split('\n').filter((line) => line.startsWith('note ')).length
        const areNoted = found.notes >= notes && after.notes >= notes
        const whole = { there: 'version 2 whole', kept: [1], complaints: [] }
        const expected = [
          { ...whole, at: found.at, notes: found.notes },
          'nothing',
          { ...whole, at: placeBeside(directory), notes: after.notes },
        ]
        if (!isTrue || !areNoted || !isDeepStrictEqual([found, elsewhere, after], expected))
          wrong.push({ ended, found, elsewhere, after })
      }

      expect([wrong, [...seen].sort(), deaths.length > 10]).toEqual([
        [],
        ['where it was', 'where it went'],
        true,
      ])
    },
  )
})

interface Found {
  /** The folder of the container. */
  readonly at: string
  readonly there: string
  readonly kept: readonly number[]
  readonly complaints: readonly string[]
  /** What was noted last while it moved. */
  readonly notes: number
}

/** The container that a folder names. */
async function openedFrom(directory: string): Promise<Found> {
  const { store, there, complaints } = await reopen(directory)
  const kept = store.keptVersions(anID()).map(({ assetPack: { version } }) => version)
  const notes = Number(store.values.get('notes') ?? 0)
  await store.close()
  return { at: store.directory, there, kept, complaints, notes }
}

/** What the folder that packs are to move to has, where the container is not there: `nothing`, or what it must not have. */
async function whatElseIsThere(directory: string, container: string): Promise<string> {
  if (container === directory) {
    const { at } = await openedFrom(directory)
    return at === container ? 'nothing' : at
  }
  try {
    const { there } = await openedFrom(directory)
    // Opening it has begun a container there.
    await rm(directory, { recursive: true })
    return there
  } catch (error) {
    return isAssetPackError(error, 'wrongUse') ? 'nothing' : String(error)
  }
}
