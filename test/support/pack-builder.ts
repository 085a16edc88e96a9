import { AssetPack, type AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { parseAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { InstallationEventType } from '../../src-shared/domain/download-policy'

/** A pack's name. */
export function anID(text = 'tutorial'): AssetPackID {
  return parseAssetPackID(text)
}

/** A valid pack; the test names only what matters to it. */
export function aPack(
  facts: Partial<Omit<AssetPackDescription, 'id'>> & { readonly id?: string } = {},
): AssetPack {
  return new AssetPack({
    version: 1,
    downloadSize: 1_000,
    installedSize: 3_000,
    policy: { kind: 'onDemand' },
    platforms: [],
    ...facts,
    id: anID(facts.id),
  })
}

/** For a pack that comes by itself at these events. */
export function automatic(
  kind: 'essential' | 'prefetch',
  ...installationEventTypes: readonly InstallationEventType[]
): {
  readonly policy: {
    readonly kind: 'essential' | 'prefetch'
    readonly installationEventTypes: readonly InstallationEventType[]
  }
} {
  return { policy: { kind, installationEventTypes } }
}
