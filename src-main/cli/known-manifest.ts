import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { isAssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type { AssetPackManager } from '../index'

/** None at all before the first list came. Being offline is no error here: what is on this machine still counts. */
export async function knownManifest(
  manager: AssetPackManager,
  signal: AbortSignal,
): Promise<AssetPackManifest | undefined> {
  try {
    return await manager.manifest({ signal })
  } catch (error) {
    if (!isAssetPackError(error) || !unreachable.has(error.code)) throw error
    return undefined
  }
}

/** The host cannot be asked now; this says nothing of its list. */
const unreachable: ReadonlySet<AssetPackErrorCode> = new Set<AssetPackErrorCode>([
  'offline',
  'hostUnavailable',
  'timedOut',
  'remoteBusy',
  'captivePortal',
])
