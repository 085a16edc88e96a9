import type { App } from 'electron'
import { packLinkScheme } from '../../src-shared/domain/pack-link'

/** What the registration depends on. */
export interface LinkRegistration {
  readonly app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient' | 'getAppPath'>
  readonly platform: NodeJS.Platform
  readonly executable: string
}

/**
 * Lets links to packs open this app. The packages for macOS and Linux say so themselves; Windows, and a checkout on macOS, have
 * to be told. A checkout on Linux has no desktop entry that could be named.
 */
export function registerLinks({ app, platform, executable }: LinkRegistration): void {
  if (platform === 'win32' && !app.isPackaged)
    app.setAsDefaultProtocolClient(packLinkScheme, executable, [app.getAppPath()])
  else if (platform === 'win32' || (platform === 'darwin' && !app.isPackaged))
    app.setAsDefaultProtocolClient(packLinkScheme)
}
