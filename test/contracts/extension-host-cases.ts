import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { DownloaderExtension } from '../../src-main/extension/downloader-extension'
import type { ExtensionHost } from '../../src-main/extension/extension-host'
import { ExtensionLog } from '../../src-main/extension/extension-log'
import { silentLogger } from '../../src-main/platform/logger'
import { ManualClock } from '../support/manual-clock'
import { aPack } from '../support/pack-builder'
import { RecordingExtensionHost } from '../support/recording-extension-host'

/** What a case works with. The folder is empty and the case's own; whoever runs the case clears up. */
export interface ExtensionContext {
  readonly host: ExtensionHost
  readonly directory: string
}

/** One promise of an extension's host, and of who asks it, as a function that throws when it is broken. */
export interface ExtensionCase {
  readonly name: string
  run(context: ExtensionContext): Promise<void>
}

/** One case's extension, in the case's own folder, on a clock that the case turns. */
export class ExtensionSubject {
  readonly clock = new ManualClock()
  readonly host: RecordingExtensionHost
  /** `kind id`, in the order of telling. */
  readonly failures: string[] = []
  readonly directory: string
  #extension: DownloaderExtension | undefined

  constructor({ host, directory }: ExtensionContext) {
    this.host = new RecordingExtensionHost(host)
    this.directory = directory
  }

  /** Writes a module and takes it for the extension; without a text it is missing. */
  async load(text: string | undefined, name = 'extension.mjs'): Promise<void> {
    const path = join(this.directory, name)
    if (text !== undefined) await writeFile(path, text)
    const { clock, host } = this
    this.#extension = new DownloaderExtension({
      module: pathToFileURL(path),
      host,
      limits: { loadMs: 10_000, questionMs: 5_000 },
      log: new ExtensionLog({ path: () => this.logPath, clock, logger: silentLogger }),
      clock,
      logger: silentLogger,
    })
    this.#extension.failures.subscribe(({ kind, assetPack }) => {
      this.failures.push([kind, assetPack?.id ?? []].flat().join(' '))
    })
  }

  get extension(): DownloaderExtension {
    if (this.#extension === undefined) throw new Error('There is no extension yet.')
    return this.#extension
  }

  get logPath(): string {
    return join(this.directory, 'logs/extension.log')
  }

  /** The ids of those that may not come. */
  async declined(
    assetPacks: readonly (AssetPack | string)[],
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    const packs = assetPacks.map((pack) => (typeof pack === 'string' ? aPack({ id: pack }) : pack))
    return (await this.extension.declined(packs, signal)).map(({ id }) => id)
  }

  /** What the extension printed, and what was noted of its runs, once all is written. */
  async logged(source: 'host' | 'stdout' | 'stderr'): Promise<readonly string[]> {
    await this.extension.close()
    const lines = (await readFile(this.logPath, 'utf8')).split('\n').filter((line) => line !== '')
    const entries = lines.map(
      (line) => JSON.parse(line) as { readonly source: string; readonly text: string },
    )
    return entries.filter((entry) => entry.source === source).map(({ text }) => text)
  }
}

/** Declares a case over an {@link ExtensionSubject}; its extension is closed afterwards. */
export function extensionCase(
  name: string,
  run: (subject: ExtensionSubject) => Promise<void>,
): ExtensionCase {
  return {
    name,
    run: async (context) => {
      const subject = new ExtensionSubject(context)
      try {
        await run(subject)
      } finally {
        await subject.extension.close()
      }
    },
  }
}
