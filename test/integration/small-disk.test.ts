import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startHostingServer } from '../../src-main/index'
import { assetpackDocument, assetpackWithin, type CommandResult } from '../support/command-line'
import { fileTree, seededBytes, writeTree } from '../support/file-tree'
import { writePackagingManifest } from '../support/packaging-source'
import { noSmallDisk, openSmallDisk, type SmallDisk } from '../support/small-disk'
import { temporaryDirectory } from '../support/temporary-directory'

const names = ['a', 'b', 'c', 'd', 'e', 'f']

/** Six files of 1.5 MB, all of them other ones in each version. */
function files(version: number): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    names.map((name, place) => [`content/${name}.bin`, seededBytes(1_500_000, 10 * version + place)]),
  )
}

interface Updatable {
  readonly source: string
  /** The folder of that version, as this process sees it. */
  readonly installed: (version: number) => string
  readonly run: (...words: readonly string[]) => Promise<CommandResult>
}

/** Version 1 is installed on `disk`, version 2 offered. */
async function updatable(disk: SmallDisk): Promise<Updatable> {
  const directory = await temporaryDirectory()
  const at = (name: string): string => join(directory, name)
  const manifest = await writePackagingManifest(directory)
  const repository = ['--repository', at('site'), '--keys', at('keys')]
  await assetpackDocument('keys', 'create', '--out', at('keys'))
  const publishVersion = async (version: number): Promise<void> => {
    await writeTree(directory, files(version))
    await assetpackDocument('publish', manifest, '--level', '1', ...repository)
  }
  await publishVersion(1)
  const server = await startHostingServer({ directory: at('site') })
  onTestFinished(() => server.close())
  const container = join(disk.directory, 'packs')
  const place = ['--url', server.url, '--root', at('site/metadata/root.json'), '--container', container]
  const run: Updatable['run'] = (...words) => assetpackWithin(disk.enter, ...words, ...place, '--json')
  await run('install', 'maps')
  await publishVersion(2)
  return {
    source: at('content'),
    installed: (version) => join(disk.seenFromHere, 'packs/packs/maps', String(version)),
    run,
  }
}

/** The figures that a command which found no room gave. */
function shortageIn({ stdout }: CommandResult): Readonly<Record<string, number>> {
  const { failed } = JSON.parse(stdout) as {
    readonly failed: readonly { readonly error: { readonly details: Readonly<Record<string, number>> } }[]
  }
  return failed[0]?.error.details ?? {}
}

describe('a disk with room for one version of a pack and little more', () => {
  it('refuses the usual update in figures, and takes it in low-space mode, file by file', async (test) => {
    const disk = await openSmallDisk('22m')
    if (disk === undefined) return test.skip(noSmallDisk)
    const { run, source, installed } = await updatable(disk)
    const before = await fileTree(installed(1))

    const refused = await run('update', 'maps')
    const { needBytes = 0, freeBytes = 0, lowSpaceBytes = 0, lowSpaceBytesToFetch } = shortageIn(refused)
    expect([refused.exitCode, await fileTree(installed(1))]).toEqual([20, before])
    expect([needBytes > freeBytes, lowSpaceBytes <= freeBytes]).toEqual([true, true])
    expect(lowSpaceBytesToFetch).toBeGreaterThan(0)

    const updated = await run('update', 'maps', '--low-space')
    expect(updated).toMatchObject({ exitCode: 0 })
    expect(await fileTree(installed(2))).toEqual(await fileTree(source))
    expect(await readdir(join(installed(2), '..'))).not.toContain('1')
    expect((await run('verify', 'maps')).exitCode).toBe(0)
  })
})

describe('a disk with no room for the packs', () => {
  it('is refused as their new place in figures, and both folders stay as they were', async (test) => {
    const disk = await openSmallDisk('5m')
    if (disk === undefined) return test.skip(noSmallDisk)
    const container = join(await temporaryDirectory(), 'packs')
    await writeTree(container, { 'packs/maps/1/a.bin': seededBytes(6_000_000, 1) })
    const before = await fileTree(container)

    const words = ['move', join(disk.directory, 'new'), '--container', container, '--json']
    const { exitCode, stdout } = await assetpackWithin(disk.enter, ...words)
    const { error } = JSON.parse(stdout) as {
      readonly error: { readonly details: Readonly<Record<string, number>> }
    }
    const { needBytes = 0, freeBytes = Infinity } = error.details

    expect([exitCode, needBytes > freeBytes, await readdir(disk.seenFromHere)]).toEqual([20, true, []])
    expect(await fileTree(join(container, 'packs'))).toEqual(
      Object.fromEntries(Object.entries(before).map(([path, hash]) => [path.replace('packs/', ''), hash])),
    )
  })
})
