import type { AssetPackManager } from '../manager/asset-pack-manager'
import type { Cancellable } from '../manager/call-options'
import type { UpdateCheck } from '../manager/update-checker'

/**
 * What *Check for updates* does for a person: where updates come when they ask for each, this shows what there is, and what comes
 * unasked all the same follows by itself; else it asks for all of them.
 *
 * @throws what `AssetPackManager.checkForUpdates` throws.
 */
export async function lookForUpdates(
  manager: Pick<AssetPackManager, 'limits' | 'refresh' | 'checkForUpdates'>,
  options?: Cancellable,
): Promise<UpdateCheck> {
  if (manager.limits().updatesOnRequest !== true) return manager.checkForUpdates(options)
  await manager.refresh(options)
  return { updatingIDs: [], removedIDs: [] }
}
