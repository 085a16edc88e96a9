import { constants } from 'node:fs'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startHostingServer, type JsonObject } from '../../src-main/index'
import { SlowLine } from '../../scripts/slow-line.mjs'
import { publishSources, repositoryIn, writeSource } from './published-packs'
import { temporaryDirectory } from './temporary-directory'
import { whenFinished } from './when-finished'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the set-up of the tests with windows has published what a {@link World} begins with. */
    readonly publishedPacks: string
  }
}

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

/** A copy of what `publishPacks` made, which is served until the test has finished. */
export async function openWorld(): Promise<World> {
  const directory = await temporaryDirectory()
  await cp(inject('publishedPacks'), directory, { recursive: true, mode: constants.COPYFILE_FICLONE })
  const repository = repositoryIn(directory)
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
    publishVersion: async (...version) => {
      await publishSources(directory, [await writeSource(directory, ...version)])
    },
    publishSmallPacks: async (ids) => {
      const written = ids.map((id) => writeSource(directory, id, { 'name.txt': id }))
      await publishSources(directory, await Promise.all(written))
    },
    loseIndex: (id) => rm(join(repository, 'targets', id), { recursive: true }),
    configure,
  }
}

async function installedVersions(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const versions = entries.filter((entry) => entry.isDirectory()).map(({ name }) => Number(name))
  return versions.sort((a, b) => a - b).map((version) => join(directory, String(version)))
}
