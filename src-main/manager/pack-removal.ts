import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManagerParts } from './manager-parts'

/** Deletes an installed pack, kept versions included, after everything that works on it was stopped. */
export async function removePack(
  id: AssetPackID,
  parts: Pick<
    AssetPackManagerParts,
    'content' | 'maintenance' | 'downloads' | 'store' | 'library' | 'housekeeping'
  >,
): Promise<void> {
  const { content, maintenance, downloads, store, library, housekeeping } = parts
  content.forget(id)
  await maintenance.stop(id)
  await downloads.cancel(id)
  await store.remove(id)
  // A check that began before may have registered an update of it: nobody asked for the pack to come back.
  const queued = downloads.download(id)
  if (queued?.origin === 'update') await downloads.cancel(id)
  library.changed(id)
  // An installation may still read its files: they go when it has ended.
  housekeeping.tidySoon()
}
