import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { StorageUsage } from '../../../src-shared/domain/storage-usage'
import { leavingIDs } from '../../store/storage-shares'
import { useWorkedOut } from '../window-context'

/** The packs that were measured and have been removed since, or can still be taken back. */
export function useLeaving(usage: StorageUsage): readonly AssetPackID[] {
  return useWorkedOut((library) => leavingIDs(usage, library))
}
