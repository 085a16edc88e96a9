import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { AssetPackManager, AssetPackManagerOptions, Configuration } from '../../src-main/index'
import { parseConfiguration } from '../../src-main/index'
import type { DyingManagerOptions } from './dying-manager'
import { PackWorld } from './pack-world'

const built = pathToFileURL(join(import.meta.dirname, '../../out/main/unpack-worker.js')).href

/** A pack that comes by itself. */
export interface PublishedPack {
  readonly policy: 'essential' | 'prefetch'
  readonly events: readonly ('firstInstallation' | 'subsequentUpdate')[]
  readonly language?: string
  readonly text?: string | Uint8Array
}

/** An app on one machine: its version, its reader's languages, its configuration; and what it has installed. */
export class LaunchedApp {
  readonly world: PackWorld
  readonly #configuration: Partial<Configuration>

  private constructor(world: PackWorld, configuration: Partial<Configuration>) {
    this.world = world
    this.#configuration = configuration
  }

  /** Publishes the packs; nothing has been started. */
  static async open(
    packs: Readonly<Record<string, PublishedPack>>,
    configuration: Partial<Configuration> = {},
  ): Promise<LaunchedApp> {
    const app = new LaunchedApp(await PackWorld.open({ asked: { 'asked.txt': 'asked' } }), configuration)
    for (const [id, pack] of Object.entries(packs)) await app.publish(id, pack)
    return app
  }

  publish(id: string, { policy, events, language, text = id }: PublishedPack): Promise<void> {
    const downloadPolicy = { [policy]: { installationEventTypes: events } }
    return this.world.publish(id, { [`${id}.txt`]: text }, { downloadPolicy, ...(language && { language }) })
  }

  get configuration(): Configuration {
    return parseConfiguration({
      appGroupID: 'group.example',
      hasManagedAssetPacks: true,
      manifestURL: this.world.host.url,
      rootMetadata: 'repository/metadata/root.json',
      ...this.#configuration,
    })
  }

  /** A process of the app; closed after the test. */
  manager(language: string, options: Partial<AssetPackManagerOptions> = {}): Promise<AssetPackManager> {
    return this.world.manager({
      configuration: this.configuration,
      preferredLanguages: [language],
      appVersion: '1.0',
      ...options,
    })
  }

  /** Starts a process of the app, lets everything come, and ends it. Gives the packs that are here then. */
  async launch(language: string, options: Partial<AssetPackManagerOptions> = {}): Promise<readonly string[]> {
    const manager = await this.manager(language, options)
    await manager.start()
    await manager.whenIdle()
    const ids = installedIDs(manager)
    await manager.close()
    return ids
  }

  /** What a process that dies is told. */
  dying(language: string, options: Partial<DyingManagerOptions> = {}): DyingManagerOptions {
    const { directory } = this.world
    return {
      configuration: this.configuration,
      directory,
      containerDirectory: join(directory, 'container'),
      unpackWorker: built,
      preferredLanguages: [language],
      appVersion: '1.0',
      ...options,
    }
  }
}

/** The packs that are here, ordered. */
export function installedIDs(manager: AssetPackManager): readonly string[] {
  return manager.installedAssetPacks().map(({ id }) => id)
}
