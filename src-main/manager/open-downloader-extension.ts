import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Configuration } from '../../src-shared/domain/configuration'
import { DownloaderExtension } from '../extension/downloader-extension'
import { ExtensionLog } from '../extension/extension-log'
import type { DownloaderExtensionOptions } from '../extension/managed-downloader-extension'
import { ThreadExtensionHost } from '../extension/thread-extension-host'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'

/** Milliseconds, where nothing else is said. A machine that starts its session takes its time to load a module. */
const defaults = { loadMs: 10_000, questionMs: 5_000 } as const

/** The extension that configuration or options name; `undefined` when neither does. Nothing is started yet. */
export function openDownloaderExtension(options: {
  readonly configuration: Configuration
  /** What a relative path starts from. */
  readonly configurationDirectory: string | undefined
  /** The folder of the packs at each moment, which has the extension's log, too. */
  readonly containerDirectory: () => string
  readonly extension: DownloaderExtensionOptions | undefined
  readonly clock: Clock
  readonly logger: Logger
}): DownloaderExtension | undefined {
  const { configuration, extension = {}, clock, logger } = options
  const module = extension.module ?? configuration.downloaderExtension
  if (module === undefined) return undefined
  return new DownloaderExtension({
    module: moduleURL(module, options.configurationDirectory ?? '.'),
    host:
      extension.host ??
      new ThreadExtensionHost(extension.extensionThread ?? new URL('./extension-thread.js', import.meta.url)),
    limits: {
      loadMs: extension.loadLimitMs ?? defaults.loadMs,
      questionMs: extension.questionLimitMs ?? defaults.questionMs,
    },
    log: new ExtensionLog({
      path: () => join(options.containerDirectory(), 'logs/extension.log'),
      clock,
      logger,
    }),
    clock,
    logger,
  })
}

function moduleURL(module: string | URL, directory: string): URL {
  if (module instanceof URL) return module
  return module.startsWith('file:') ? new URL(module) : pathToFileURL(resolve(directory, module))
}
