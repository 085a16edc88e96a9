import type { PlatformName } from '../../src-shared/domain/platform-name'
import type { SystemConditions } from '../platform/system-conditions'

/** Conditions as far as they matter to one host: a host on this machine is reached without a network, and for nothing. */
export function hostConditions(conditions: SystemConditions, repositoryURL: string): SystemConditions {
  const { protocol, hostname } = new URL(repositoryURL)
  const isThisMachine = protocol === 'http:' || hostname === 'localhost'
  if (!isThisMachine) return conditions
  return {
    current: () => ({ ...conditions.current(), online: true, metered: false }),
    subscribe: (listener) =>
      conditions.subscribe((snapshot) => {
        listener({ ...snapshot, online: true, metered: false })
      }),
  }
}

/** The name of the system that this process runs on, as packs name it. */
export function platformNameOf(platform: NodeJS.Platform): PlatformName | undefined {
  if (platform === 'darwin') return 'macOS'
  if (platform === 'win32') return 'windows'
  return platform === 'linux' ? 'linux' : undefined
}
