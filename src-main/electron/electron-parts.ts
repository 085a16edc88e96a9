import { join } from 'node:path'
import { net, powerMonitor } from 'electron'
import type { ExtensionHost } from '../extension/extension-host'
import { systemClock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { systemRandom } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'
import type { Transport } from '../transport/transport'
import { ChromiumTransport } from './chromium-transport'
import { ElectronConditions } from './electron-conditions'
import { UtilityExtensionHost } from './utility-extension-host'

/** What Electron gives to one `AssetPackManager` or `DownloadManager`. */
export interface ElectronParts {
  /**
   * Chromium's network stack, with the system's proxy and certificates: whole objects come with electron-dl. The manager that
   * it is given to closes it.
   */
  readonly transport: Transport & { readonly bytesReceived: number }
  /** Network, power and sleep as Electron knows them. Whoever opened them closes them. */
  readonly conditions: SystemConditions & { close(): void }
  /** Runs the app's extension in a process of its own: for `downloaderExtension.host`, or `extension.host`. */
  readonly extensionHost: ExtensionHost
}

/** How {@link openElectronParts} opens them. */
export interface ElectronPartsOptions {
  readonly logger: Logger
  /**
   * Path of the built program that an extension runs in: `extension-process.js`, beside the library's own code by default. A bundle
   * that the library is part of needs it beside itself, made of `packhouse/extension-process`, or named here; without it every
   * pack may come, and `onExtensionFailure` tells.
   */
  readonly extensionProcess?: string | undefined
}

/**
 * Opens what a manager in the main process of an Electron app is made with, in the place of what plain Node has. The app must be
 * ready.
 *
 * ```ts
 * const { transport, conditions } = openElectronParts({ logger })
 * const downloads = await createDownloadManager({ directory, delegate, transport, conditions, logger })
 * app.on('will-quit', () => conditions.close())
 * ```
 */
export function openElectronParts({ logger, extensionProcess }: ElectronPartsOptions): ElectronParts {
  const clock = systemClock
  return {
    transport: new ChromiumTransport({ net, clock, random: systemRandom }),
    conditions: new ElectronConditions({ net, powerMonitor, clock, logger }),
    extensionHost: new UtilityExtensionHost(
      extensionProcess ?? join(import.meta.dirname, 'extension-process.js'),
    ),
  }
}
