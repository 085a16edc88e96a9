import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'

/** A question that must be answered before something is thrown away or replaced. */
export type Question = PackQuestion | SelectionQuestion

/** One about several packs. It names them: what is selected meanwhile, and what nobody saw selected, it does not concern. */
export interface SelectionQuestion {
  readonly kind: 'removeSelected'
  readonly ids: readonly AssetPackID[]
}

/** One about one pack. */
export interface PackQuestion {
  readonly kind: 'remove' | 'cancel' | 'rollback' | 'pin' | 'lowSpace'
  readonly id: AssetPackID
  /**
   * Of `rollback`: the version to go to, when it is not the one that was active last. Of `lowSpace`: the version that is here,
   * which the newer one replaces.
   */
  readonly version?: number | undefined
}

/** Whether there still is what a question is about; one that has been overtaken is not to be answered any more. */
export function isMeaningful({ kind, version }: PackQuestion, entry: LibraryEntry | undefined): boolean {
  if (entry === undefined) return false
  const { assetPack, local, download } = entry
  switch (kind) {
    case 'remove':
    case 'pin':
      return local !== undefined
    case 'cancel':
      return download !== undefined
    case 'rollback': {
      const wanted = version ?? local?.keptVersion
      return local !== undefined && wanted !== undefined && wanted !== local.version
    }
    case 'lowSpace':
      return local !== undefined && local.version === version && version < assetPack.version
  }
}
