import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSigningKeys, publish, startHostingServer, type JsonObject } from '../../src-main/index'
import { SlowLine } from '../../scripts/slow-line.mjs'
import { seededBytes, writeTree } from './file-tree'
import { temporaryDirectory } from './temporary-directory'
import { whenFinished } from './when-finished'

/** Bytes a second at which a download of {@link World} takes long enough to be stopped in its middle. */
export const slow = 1_500_000

/** A publisher, a host on loopback whose line can be slow or cut, and the configuration of an app for it. */
export interface World {
  readonly directory: string
  readonly configuration: string
  readonly container: string
  readonly userData: string
  readonly line: SlowLine
  /** The files that the repository's newest version of the pack was made of. */
  readonly source: (id: string) => string
  /** The folders of the pack's versions on this machine, oldest first: the newest, and what is kept from before. */
  readonly installed: (id: string) => Promise<readonly string[]>
  /** Writes the configuration anew with other values. */
  readonly configure: (changes: Readonly<Record<string, unknown>>) => Promise<void>
  /** Puts a new version of a pack with other files into the repository. */
  readonly publishVersion: (
    id: string,
    tree: Readonly<Record<string, string | Uint8Array>>,
    userInfo?: JsonObject,
  ) => Promise<void>
  /** Lets the host lose the pack's list of files: whoever wants to install it cannot. */
  readonly loseIndex: (id: string) => Promise<void>
  /** Puts small packs of these names into the repository, all at once. */
  readonly publishSmallPacks: (ids: readonly string[]) => Promise<void>
}

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

/** Publishes the packs and serves them, until the test has finished. */
export async function openWorld(): Promise<World> {
  const directory = await temporaryDirectory()
  const [repository, keys] = [join(directory, 'repository'), join(directory, 'keys')]
  await createSigningKeys({ directory: keys })
  const writeSource = async (
    ...[id, tree, userInfo]: Parameters<World['publishVersion']>
  ): Promise<string> => {
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
  const publishSources = async (sources: readonly string[]): Promise<void> => {
    await publish({ sources, repositoryDirectory: repository, keysDirectory: keys, level: 1 })
  }
  const publishVersion: World['publishVersion'] = async (...version) => {
    await publishSources([await writeSource(...version)])
  }
  const publishSmallPacks: World['publishSmallPacks'] = async (ids) => {
    await publishSources(await Promise.all(ids.map((id) => writeSource(id, { 'name.txt': id }))))
  }
  for (const [index, { id, size }] of packs.entries())
    await publishVersion(id, packFiles(10 * (index + 1), size))
  const server = await startHostingServer({ directory: repository })
  whenFinished(() => server.close())
  const line = await SlowLine.open(Number(new URL(server.url).port))
  whenFinished(() => line.close())
  const [configuration, container] = [join(directory, 'assetpack.config.json'), join(directory, 'container')]
  const userData = join(directory, 'user-data')
  await mkdir(userData)
  const configure: World['configure'] = async (changes) => {
    const keys = {
      appGroupID: 'group.test.packhouse',
      hasManagedAssetPacks: true,
      manifestURL: line.url,
      rootMetadata: 'repository/metadata/root.json',
      containerDirectory: 'container',
      productName: 'Packhouse Test',
    }
    await writeFile(configuration, JSON.stringify({ ...keys, ...changes }))
  }
  await configure({})
  return {
    directory,
    configuration,
    container,
    userData,
    line,
    source: (id) => join(directory, 'sources', id, 'content'),
    installed: (id) => installedVersions(join(container, 'packs', id)),
    publishVersion,
    publishSmallPacks,
    loseIndex: (id) => rm(join(repository, 'targets', id), { recursive: true }),
    configure,
  }
}

async function installedVersions(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const versions = entries.filter((entry) => entry.isDirectory()).map(({ name }) => Number(name))
  return versions.sort((a, b) => a - b).map((version) => join(directory, String(version)))
}
