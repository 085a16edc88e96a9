import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createAssetPackManager,
  createSigningKeys,
  parseConfiguration,
  publish,
  withdraw,
  type AssetPackManager,
  type AssetPackManagerOptions,
  type DownloadStatusUpdate,
} from '../../src-main/index'
import { parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import { writeTree } from './file-tree'
import { GatedHost } from './gated-host'
import { temporaryDirectory } from './temporary-directory'

const unpackWorker = new URL('../../out/main/unpack-worker.js', import.meta.url)

/** The files of a pack, by path. */
type Files = Readonly<Record<string, string | Uint8Array>>

/** A publisher of as many packs as the test wants, a real host behind a gate, and machines, all through the public door. */
export class PackWorld {
  readonly directory: string
  readonly host: GatedHost

  private constructor(directory: string, host: GatedHost) {
    this.directory = directory
    this.host = host
  }

  /** Each pack in its first version. */
  static async open(packs: Readonly<Record<string, Files>>): Promise<PackWorld> {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'keys') })
    const sources: string[] = []
    for (const [id, files] of Object.entries(packs)) sources.push(await writeSource(directory, id, files))
    await publish({ sources, ...placeIn(directory) })
    return new PackWorld(directory, await GatedHost.start(join(directory, 'repository')))
  }

  /** The pack's next version; `manifest` = more fields of its packaging manifest. */
  async publish(id: string, files: Files, manifest: object = {}): Promise<void> {
    await publish({
      sources: [await writeSource(this.directory, id, files, manifest)],
      ...placeIn(this.directory),
    })
  }

  /** The pack is no longer offered. */
  withdraw(id: string): Promise<void> {
    return withdraw({ id: parseAssetPackID(id), ...placeIn(this.directory) })
  }

  /** A machine; closed after the test. */
  async manager(options: Partial<AssetPackManagerOptions> = {}): Promise<AssetPackManager> {
    const manager = await createAssetPackManager({
      configuration: parseConfiguration({
        appGroupID: 'group.example',
        hasManagedAssetPacks: true,
        manifestURL: this.host.url,
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

  /** Starts a download that gets as far as its first bundle, which does not come while the gate is closed. */
  async startHeld(manager: AssetPackManager, id: string): Promise<void> {
    this.host.close()
    const asked = this.host.bundleAskedFor()
    await manager.startDownload(id)
    await asked
  }
}

/** Every update of a stream until it ends. */
export async function collected(
  updates: AsyncIterable<DownloadStatusUpdate>,
): Promise<readonly DownloadStatusUpdate[]> {
  const all: DownloadStatusUpdate[] = []
  for await (const update of updates) all.push(update)
  return all
}

/** Reads until an update of that kind has come. */
export async function untilKind<Kind extends DownloadStatusUpdate['kind']>(
  updates: AsyncIterator<DownloadStatusUpdate>,
  kind: Kind,
): Promise<Extract<DownloadStatusUpdate, { readonly kind: Kind }>> {
  const isWanted = (
    update: DownloadStatusUpdate,
  ): update is Extract<DownloadStatusUpdate, { readonly kind: Kind }> => update.kind === kind
  for (;;) {
    const next = await updates.next()
    if (next.done === true) throw new Error(`The stream ended without "${kind}".`)
    if (isWanted(next.value)) return next.value
  }
}

function placeIn(directory: string): {
  readonly repositoryDirectory: string
  readonly keysDirectory: string
} {
  return { repositoryDirectory: join(directory, 'repository'), keysDirectory: join(directory, 'keys') }
}

async function writeSource(
  directory: string,
  id: string,
  files: Files,
  manifest: object = {},
): Promise<string> {
  const source = join(directory, 'sources', id)
  await rm(source, { recursive: true, force: true })
  await writeTree(source, files)
  const path = join(directory, `${id}.json`)
  await writeFile(
    path,
    JSON.stringify({
      assetPackID: id,
      downloadPolicy: { onDemand: {} },
      fileSelectors: [{ directory: '.' }],
      sourceRoot: `sources/${id}`,
      platforms: [],
      ...manifest,
    }),
  )
  return path
}
