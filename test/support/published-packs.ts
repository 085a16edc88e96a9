import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSigningKeys, publish, type JsonObject } from '../../src-main/index'
import { seededBytes, writeTree } from './file-tree'

/** What the pack `id` holds in its version `seed`: bytes that no compression makes small. */
export function packFiles(seed: number, size = 200_000): Readonly<Record<string, string | Uint8Array>> {
  return {
    'readme.txt': `version ${String(seed)}`,
    'data/one.bin': seededBytes(size, seed),
    'data/two.bin': seededBytes(size, seed + 1),
  }
}

/** The packs of a world: one for each policy. `maps` is large. */
const packs = [
  {
    id: 'tutorial',
    policy: { essential: { installationEventTypes: ['firstInstallation', 'subsequentUpdate'] } },
    size: 200_000,
  },
  {
    id: 'voices',
    policy: { prefetch: { installationEventTypes: ['firstInstallation', 'subsequentUpdate'] } },
    size: 150_000,
  },
  { id: 'maps', policy: { onDemand: {} }, size: 4_000_000 },
] as const

/** Publishes the packs of a world into a folder. */
export async function publishPacks(directory: string): Promise<void> {
  await createSigningKeys({ directory: keysIn(directory) })
  for (const [index, { id, size }] of packs.entries())
    await publishSources(directory, [await writeSource(directory, id, packFiles(10 * (index + 1), size))])
}

/** Where a publisher's folder has its repository. */
export function repositoryIn(directory: string): string {
  return join(directory, 'repository')
}

function keysIn(directory: string): string {
  return join(directory, 'keys')
}

/** Writes what the pack's next version is made of; gives its packaging manifest. */
export async function writeSource(
  directory: string,
  id: string,
  tree: Readonly<Record<string, string | Uint8Array>>,
  userInfo?: JsonObject,
): Promise<string> {
  const pack = packs.find((candidate) => candidate.id === id)
  const source = join(directory, 'sources', id)
  await rm(join(source, 'content'), { recursive: true, force: true })
  await writeTree(join(source, 'content'), tree)
  const manifest = join(source, 'Manifest.json')
  await writeFile(
    manifest,
    JSON.stringify({
      assetPackID: id,
      downloadPolicy: pack?.policy ?? { onDemand: {} },
      sourceRoot: 'content',
      fileSelectors: [{ directory: '.' }],
      platforms: [],
      userInfo,
    }),
  )
  return manifest
}

/** Puts what these packaging manifests name into the repository, all at once. */
export async function publishSources(directory: string, sources: readonly string[]): Promise<void> {
  const repositoryDirectory = repositoryIn(directory)
  await publish({ sources, repositoryDirectory, keysDirectory: keysIn(directory), level: 1 })
}
