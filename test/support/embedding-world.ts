import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createAssetPackManager,
  createSigningKeys,
  parseConfiguration,
  publish,
  startHostingServer,
  toAssetPackError,
  type AssetPackManager,
  type AssetPackManagerOptions,
  type HostingServer,
} from '../../src-main/index'
import { seededBytes, writeTree } from './file-tree'
import { temporaryDirectory } from './temporary-directory'

const unpackWorker = new URL('../../out/main/unpack-worker.js', import.meta.url)

const contents = {
  'maps/dock.bin': seededBytes(900_000, 1),
  'maps/harbour.bin': seededBytes(400_000, 2),
  'readme.txt': 'version one',
}

/** A publisher with one folder, a repository, a host, and machines that install from it. */
export class World {
  readonly directory: string
  readonly server: HostingServer

  private constructor(directory: string, server: HostingServer) {
    this.directory = directory
    this.server = server
  }

  static async open(downloadPolicy: object = { onDemand: {} }): Promise<World> {
    const directory = await temporaryDirectory()
    await writeTree(join(directory, 'source'), contents)
    await writeFile(
      join(directory, 'Manifest.json'),
      JSON.stringify({
        assetPackID: 'tutorial',
        downloadPolicy,
        fileSelectors: [{ directory: '.' }],
        sourceRoot: 'source',
        platforms: [],
      }),
    )
    await createSigningKeys({ directory: join(directory, 'keys') })
    await publishFrom(directory)
    const server = await startHostingServer({ directory: join(directory, 'repository') })
    onTestFinished(() => server.close())
    return new World(directory, server)
  }

  publish(): Promise<void> {
    return publishFrom(this.directory)
  }

  async manager(options: Partial<AssetPackManagerOptions> = {}): Promise<AssetPackManager> {
    const manager = await createAssetPackManager({
      configuration: parseConfiguration({
        appGroupID: 'group.example',
        hasManagedAssetPacks: true,
        manifestURL: this.server.url,
        rootMetadata: 'repository/metadata/root.json',
      }),
      configurationDirectory: this.directory,
      containerDirectory: join(this.directory, 'container'),
      unpackWorker,
      ...options,
    })
    onTestFinished(() => manager.close())
    return manager
  }
}

async function publishFrom(directory: string): Promise<void> {
  await publish({
    sources: [join(directory, 'Manifest.json')],
    repositoryDirectory: join(directory, 'repository'),
    keysDirectory: join(directory, 'keys'),
  })
}

/** The code that `work` fails with; `done` when it does not. */
export function code(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}
