import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Logger } from '../../src-main/platform/logger'
import type { DiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import { sha256Hex } from '../../src-main/repository/digest'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { crashVersions } from '../support/crash-versions'
import { fileTree } from '../support/file-tree'
import { bundleNodeProgram, runNodeProgram, type EndedProgram } from '../support/node-program'
import { openContainer } from '../support/open-container'
import { aPack, anID } from '../support/pack-builder'
import { installFiles, type StoredFiles } from '../support/stored-pack'
import { temporaryDirectory } from '../support/temporary-directory'

const timeout = 240_000
const filesOfBothVersions = ['1', '1.index', '1.json', '2', '2.index', '2.json'].map(
  (name) => `packs/tutorial/${name}`,
)

let program = ''

beforeAll(async () => {
  program = await bundleNodeProgram(
    join(import.meta.dirname, '../support/dying-container.ts'),
    'dying-container',
  )
})

afterAll(async () => {
  await rm(join(program, '..'), { recursive: true, force: true })
})

/** A container with version 1, made by a process that has ended: nothing of it changes any more. */
async function containerWithVersion1(): Promise<string> {
  const directory = join(await temporaryDirectory(), 'original')
  await runNodeProgram(program, [directory, 'install', 'never'])
  return directory
}

function digests(files: StoredFiles): Readonly<Record<string, string>> {
  const entries = Object.entries(files).map(([path, text]) => [path, sha256Hex(Buffer.from(text))] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** I1: `version 1 whole`, `version 2 whole`, `nothing`, or what else there is. */
async function whatIsThere(store: DiskAssetPackStore): Promise<string> {
  const installed = store.installedPack(anID())
  if (installed === undefined) return 'nothing'
  const { version } = installed.assetPack
  const expected = version === 1 || version === 2 ? digests(crashVersions[version]) : {}
  const index = await store.installedIndex(installed)
  const isWhole =
    JSON.stringify(await fileTree(installed.directory)) === JSON.stringify(expected) &&
    index.version === version
  return `version ${String(version)} ${isWhole ? 'whole' : 'torn'}`
}

function digestOf(text: string): string {
  return sha256Hex(Buffer.from(text))
}

/** Digests of the regular files of a folder; links are not followed. */
async function regularFiles(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
  const digested = paths.map(
    async (path) => [path, sha256Hex(await readFile(join(directory, path)))] as const,
  )
  return Object.fromEntries(await Promise.all(digested))
}

/** Everything that is in the container's folders for versions. */
async function leftovers(directory: string): Promise<readonly string[]> {
  const found = await Promise.all(
    ['staging', 'trash', 'packs/tutorial'].map(async (folder) => {
      const names = await readdir(join(directory, folder)).catch(() => [])
      return names.map((name) => `${folder}/${name}`)
    }),
  )
  return found.flat()
}

interface Death {
  readonly ended: EndedProgram
  readonly directory: string
}

/** A container as the next start finds it. */
interface Reopened {
  readonly store: DiskAssetPackStore
  readonly there: string
  /** A mere death needs no fallback and no rebuilding: the journal is enough. */
  readonly complaints: readonly string[]
}

async function reopen(directory: string): Promise<Reopened> {
  const complaints: string[] = []
  const logger: Logger = {
    log: (level, message) => {
      if (level === 'warn' || level === 'error') complaints.push(message)
    },
  }
  const store = await openContainer(directory, { logger })
  return { store, there: await whatIsThere(store), complaints }
}

/** I5: what was verified and staged is installed, or still staged, whole. */
async function isStagedOrInstalled({ store, there }: Reopened): Promise<boolean> {
  if (there === 'version 2 whole') return true
  const { filesDirectory } = await store.openStaging(anID(), 2)
  return JSON.stringify(await fileTree(filesDirectory)) === JSON.stringify(digests(crashVersions[2]))
}

/** Lets the change die at its first, second, third … call, each time in a fresh copy, until it lives to its end. */
async function everyDeath(change: string, original: string): Promise<readonly Death[]> {
  const deaths: Death[] = []
  for (let call = 1; call < 200; call += 1) {
    const directory = `${original}-${change}-${String(call)}`
    await cp(original, directory, { recursive: true })
    const ended = await runNodeProgram(program, [directory, change, String(call)])
    deaths.push({ ended, directory })
    if (ended.code === 0) return deaths
  }
  throw new Error(`${change} does not come to its end`)
}

/** The last three deaths of an update before it was acknowledged: in the middle of I-6 and I-7. */
async function deathsInTheSwitch(original: string): Promise<readonly Death[]> {
  const deaths = await everyDeath('update', original)
  return deaths.filter(({ ended }) => ended.said === 'staged 2\n').slice(-3)
}

describe('a process that is killed at any call that changes the disk', () => {
  it(
    'leaves the old version whole or the new one whole while updating, and acknowledged stays true (D-01, D-09)',
    { timeout },
    async () => {
      const deaths = await everyDeath('update', await containerWithVersion1())
      const wrong: unknown[] = []
      const seen = new Set<string>()
      for (const { ended, directory } of deaths) {
        const reopened = await reopen(directory)
        const { store, there, complaints } = reopened
        seen.add(there)
        const allowed = ended.said.includes('installed 2') ? [] : ['version 1 whole']
        await store.collectGarbage()
        const isKept = !ended.said.includes('staged 2') || (await isStagedOrInstalled(reopened))
        // Whatever happened, the update can be done now.
        await installFiles(store, aPack({ version: 2 }), crashVersions[2])
        await store.collectGarbage()
        const after = [await whatIsThere(store), ...(await leftovers(directory))]
        const isFine = [...allowed, 'version 2 whole'].includes(there) && isKept && complaints.length === 0
        if (!isFine || !isDeepStrictEqual(after, ['version 2 whole', ...filesOfBothVersions]))
          wrong.push({ ended, there, isKept, complaints, after })
        await store.close()
      }

      expect([wrong, [...seen].sort(), deaths.length > 20]).toEqual([
        [],
        ['version 1 whole', 'version 2 whole'],
        true,
      ])
    },
  )

  it(
    'leaves one of both versions whole while rolling back, the other to go to, and acknowledged stays true (D-01)',
    { timeout },
    async () => {
      const original = await containerWithVersion1()
      await runNodeProgram(program, [original, 'update', 'never'])
      const deaths = await everyDeath('rollback', original)
      const wrong: unknown[] = []
      const seen = new Set<string>()
      for (const { ended, directory } of deaths) {
        const { store, there, complaints } = await reopen(directory)
        seen.add(there)
        const [expected, pin] =
          there === 'version 1 whole' ? ['version 2 whole', 1] : ['version 1 whole', undefined]
        const isTrue = !ended.said.includes('rolled back') || there === 'version 1 whole'
        const pinned = store.pinnedVersion(anID())
        await store.collectGarbage()
        await store.rollback(anID())
        const other = await whatIsThere(store)
        if (!isTrue || pinned !== pin || other !== expected || complaints.length > 0)
          wrong.push({ ended, there, pinned, other, complaints })
        await store.close()
      }

      expect([wrong, [...seen].sort(), deaths.length > 5]).toEqual([
        [],
        ['version 1 whole', 'version 2 whole'],
        true,
      ])
    },
  )

  it(
    'leaves each file as it was or as signed while repairing, and acknowledged stays true (D-13)',
    { timeout },
    async () => {
      const original = await containerWithVersion1()
      const folder = join(original, 'packs/tutorial/1')
      await writeFile(join(folder, 'same.txt'), 'damaged')
      await rm(join(folder, 'maps'), { recursive: true })
      await symlink('..', join(folder, 'maps'))
      await mkdir(join(folder, 'extra'))
      await writeFile(`${folder}.index`, 'damaged')
      const right = digests(crashVersions[1])
      const wrong: unknown[] = []
      const deaths = await everyDeath('repair', original)
      for (const { ended, directory } of deaths) {
        const store = await openContainer(directory)
        const files = await regularFiles(store.installedPack(anID())?.directory ?? '')
        const isEither = Object.entries(files).every(
          ([path, digest]) =>
            digest === right[path] || (path === 'same.txt' && digest === digestOf('damaged')),
        )
        const isTrue = !ended.said.includes('repaired') || (await whatIsThere(store)) === 'version 1 whole'
        await store.close()
        await runNodeProgram(program, [directory, 'repair', 'never'])
        const again = await reopen(directory)
        const isMended = again.there === 'version 1 whole' && again.complaints.length === 0
        if (!isEither || !isTrue || !isMended) wrong.push({ ended, files, again: again.there })
        await again.store.close()
      }

      expect([wrong, deaths.length > 20]).toEqual([[], true])
    },
  )

  it(
    'leaves the pack whole or gone while removing it, and acknowledged stays true (D-01)',
    { timeout },
    async () => {
      const deaths = await everyDeath('remove', await containerWithVersion1())
      const wrong: unknown[] = []
      for (const { ended, directory } of deaths) {
        const { store, there, complaints } = await reopen(directory)
        const allowed = ended.said.includes('removed') ? ['nothing'] : ['version 1 whole', 'nothing']
        await store.remove(anID())
        await store.collectGarbage()
        const left = await leftovers(directory)
        if (!allowed.includes(there) || left.length + complaints.length > 0)
          wrong.push({ ended, there, left, complaints })
        await store.close()
      }

      expect([wrong, deaths.length > 5]).toEqual([[], true])
    },
  )

  it(
    'may die while it recovers from a death: the next start still finishes (D-01)',
    { timeout },
    async () => {
      const original = await containerWithVersion1()
      const wrong: unknown[] = []
      for (const { ended, directory } of await deathsInTheSwitch(original)) {
        for (const death of await everyDeath('recover', directory)) {
          const reopened = await reopen(death.directory)
          const isKept = await isStagedOrInstalled(reopened)
          if (reopened.there.endsWith('torn') || reopened.complaints.length > 0 || !isKept)
            wrong.push({ ended, death, there: reopened.there, complaints: reopened.complaints, isKept })
          await reopened.store.close()
        }
      }

      expect(wrong).toEqual([])
    },
  )

  it.each(['rename', 'copy', 'link while open', 'copy while open'])(
    'leaves exactly one container, whole, wherever it is found from, while it moves by %s (D-01)',
    { timeout },
    async (way) => {
      const original = await containerWithVersion1()
      await runNodeProgram(program, [original, 'update', 'never'])
      const wrong: unknown[] = []
      const seen = new Set<string>()
      const deaths = await everyDeath(way, original)
      for (const { ended, directory } of deaths) {
        const found = await openedFrom(directory)
        seen.add(found.at === directory ? 'where it was' : 'where it went')
        const elsewhere = await whatElseIsThere(`${directory}-moved`, found.at)
        // Whatever happened, the packs can be moved now.
        if (found.at === directory) await runNodeProgram(program, [directory, way, 'never'])
        const after = await openedFrom(directory)
        const isTrue = !ended.said.includes('moved') || found.at !== directory
        const notes = ended.said.split('\n').filter((line) => line.startsWith('note ')).length
        const areNoted = found.notes >= notes && after.notes >= notes
        const whole = { there: 'version 2 whole', kept: [1], complaints: [] }
        const expected = [
          { ...whole, at: found.at, notes: found.notes },
          'nothing',
          { ...whole, at: `${directory}-moved`, notes: after.notes },
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
