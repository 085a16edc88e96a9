import type { LibraryEntry } from '../../src-shared/domain/library'
import type { InstallPrice, SpaceShortage } from '../../src-shared/domain/space-shortage'

/** An update that has no room beside the installed version, and would have room in its place. */
export interface LowSpaceOffer {
  /** The installed version. */
  readonly from: number
  readonly to: number
  readonly shortage: SpaceShortage
  readonly lowSpace: InstallPrice
}

/** Whether a pack can be updated with less space than an update usually takes, and what that takes. */
export function lowSpaceOffer({ assetPack, local, shortage }: LibraryEntry): LowSpaceOffer | undefined {
  if (local === undefined || shortage?.lowSpace === undefined) return undefined
  return { from: local.version, to: assetPack.version, shortage, lowSpace: shortage.lowSpace }
}
