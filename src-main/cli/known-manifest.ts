import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { isUnreachable } from '../../src-shared/domain/unreachable'
import type { AssetPackManager } from '../index'

/** None at all before the first list came. Being offline is no error here: what is on this machine still counts. */
export async function knownManifest(
  manager: AssetPackManager,
  signal: AbortSignal,
): Promise<AssetPackManifest | undefined> {
  try {
    return await manager.manifest({ signal })
  } catch (error) {
    if (!isUnreachable(error)) throw error
    return undefined
  }
}
