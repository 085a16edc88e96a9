import type { AssetPack } from '../../src-shared/domain/asset-pack'

/** A version of a pack that is on this machine. */
export interface InstalledVersion {
  readonly assetPack: AssetPack
  /** Wall time in milliseconds at which it became the active version, last. */
  readonly installedAt: number
  /** Whether readers get its files; else it is kept, to go back to. */
  readonly isActive: boolean
}
