import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'

/** A question that must be answered before something is thrown away or replaced. */
export interface Question {
  readonly kind: 'remove' | 'cancel' | 'rollback' | 'pin' | 'lowSpace' | 'removeSelected'
  /** Of `removeSelected` any of them. */
  readonly id: AssetPackID
  /**
   * Of `rollback`: the version to go to, when it is not the one that was active last. Of `lowSpace`: the version that is here,
   * which the newer one replaces.
   */
  readonly version?: number | undefined
}

/** Whether there still is what a question is about; one that has been overtaken is not to be answered any more. */
export function isMeaningful({ kind, version }: Question, entry: LibraryEntry | undefined): boolean {
  if (entry === undefined) return false
  const { assetPack, local, download } = entry
  switch (kind) {
    // Which of the selected packs are still here the question itself shows.
    case 'removeSelected':
      return true
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
