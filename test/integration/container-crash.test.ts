import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src-main/repository/digest'
import { changeContainer } from '../support/container-changes'
import {
  containerAfter,
  digests,
  everyDeath,
  reopen,
  useDyingContainer,
  whatIsThere,
  type Death,
  type Reopened,
} from '../support/container-deaths'
import { crashVersions } from '../support/crash-versions'
import { fileTree } from '../support/file-tree'
import { openContainer } from '../support/open-container'
import { aPack, anID } from '../support/pack-builder'
import { installFiles } from '../support/stored-pack'

const timeout = 240_000
const filesOfBothVersions = ['1', '1.index', '1.json', '2', '2.index', '2.json'].map(
  (name) => `packs/tutorial/${name}`,
)

useDyingContainer()

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

/** I5: what was verified and staged is installed, or still staged, whole. */
async function isStagedOrInstalled({ store, there }: Reopened): Promise<boolean> {
  if (there === 'version 2 whole') return true
  const { filesDirectory } = await store.openStaging(anID(), 2)
  return JSON.stringify(await fileTree(filesDirectory)) === JSON.stringify(digests(crashVersions[2]))
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
      const deaths = await everyDeath('update', await containerAfter('install'))
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
      const original = await containerAfter('install', 'update')
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
      const original = await containerAfter('install')
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
        await changeContainer(directory, 'repair')
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
      const deaths = await everyDeath('remove', await containerAfter('install'))
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
      const original = await containerAfter('install')
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
})
