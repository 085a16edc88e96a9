import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSigningKeys, publish } from '../../src-main/index'
import { seededBytes } from '../support/file-tree'
import { quickFolder } from '../support/temporary-directory'
import { treeOf, type PublishedVersions } from './oracle'

/** The one pack that crash tests publish. */
export const packID = 'maps'

/** The files of one version. */
export type Content = Readonly<Record<string, string | Uint8Array>>

/** A publisher's folders. */
export interface World {
  readonly directory: string
  /** The repository as it was when that version was the newest. */
  readonly repository: (version: number) => string
  /** The publisher's own copy of a version's files. */
  readonly source: (version: number) => string
  readonly published: ReadonlyMap<string, PublishedVersions>
  readonly remove: () => void
}

/** Publishes each content as the next version. */
export async function publishWorld(versions: readonly Content[]): Promise<World> {
  const directory = mkdtempSync(join(realpathSync(quickFolder()), 'packhouse-crash-'))
  const at = (...names: string[]): string => join(directory, ...names)
  const published = new Map<number, ReturnType<typeof treeOf>>()
  await createSigningKeys({ directory: at('keys') })
  for (const [index, content] of versions.entries()) {
    const version = index + 1
    const source = at('sources', String(version))
    writeContent(source, content)
    writeFileSync(at('Manifest.json'), JSON.stringify(manifestOf(version)))
    await publish({
      sources: [at('Manifest.json')],
      repositoryDirectory: at('newest'),
      keysDirectory: at('keys'),
    })
    cpSync(at('newest'), at('repositories', String(version)), { recursive: true })
    published.set(version, treeOf(source))
  }
  return {
    directory,
    repository: (version) => at('repositories', String(version)),
    source: (version) => at('sources', String(version)),
    published: new Map([[packID, published]]),
    remove: () => {
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function manifestOf(version: number): object {
  return {
    assetPackID: packID,
    downloadPolicy: { onDemand: {} },
    sourceRoot: `sources/${version}`,
    fileSelectors: [{ directory: '.' }],
    platforms: [],
  }
}

function writeContent(folder: string, content: Content): void {
  for (const [path, bytes] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** Two versions with everything in a few files: one that changes in the middle, moves, stays, goes, comes; an empty one. */
export function smallContent(): readonly Content[] {
  const dock = seededBytes(200_000, 1)
  const changed = dock.slice()
  changed.set(seededBytes(3_000, 9), 100_000)
  const harbour = seededBytes(100_000, 2)
  return [
    { 'readme.txt': 'version one', 'empty.txt': '', 'maps/dock.bin': dock, 'maps/harbour.bin': harbour },
    {
      'readme.txt': 'version two',
      'maps/dock.bin': changed,
      'moved/harbour.bin': harbour,
      'new.bin': seededBytes(50_000, 5),
    },
  ]
}
