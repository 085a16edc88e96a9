import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EndingExtension } from '../extension/ending-extension'
import { ExtensionLog } from '../extension/extension-log'
import { ThreadExtensionHost } from '../extension/thread-extension-host'
import type { UnmanagedExtensionOptions } from '../extension/unmanaged-downloader-extension'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'

/** Milliseconds, where nothing else is said. */
const defaults = { loadMs: 10_000, callMs: 30_000 } as const

/** The app's extension for the queue in that folder. Nothing is started yet. */
export function openEndingExtension(
  { module, host, extensionThread, loadLimitMs, callLimitMs }: UnmanagedExtensionOptions,
  {
    directory,
    clock,
    logger,
  }: { readonly directory: string; readonly clock: Clock; readonly logger: Logger },
): EndingExtension {
  return new EndingExtension({
    module: moduleURL(module),
    host:
      host ?? new ThreadExtensionHost(extensionThread ?? new URL('./extension-thread.js', import.meta.url)),
    limits: { loadMs: loadLimitMs ?? defaults.loadMs, callMs: callLimitMs ?? defaults.callMs },
    log: new ExtensionLog({ path: () => join(directory, 'extension.log'), clock, logger }),
    clock,
    logger,
  })
}

function moduleURL(module: string | URL): URL {
  if (module instanceof URL) return module
  return module.startsWith('file:') ? new URL(module) : pathToFileURL(resolve(module))
}
