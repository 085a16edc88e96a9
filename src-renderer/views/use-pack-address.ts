import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { formatRoute, packRoute, type PackTab } from '../store/route'
import { useWindow } from './window-context'

/** The address of a pack's screen, or of one part of it, from where the window is now. */
export function usePackAddress(id: AssetPackID, tab: PackTab = 'overview'): string {
  return useWindow(({ shown }) => {
    const there = packRoute(shown, id)
    return formatRoute(there.pack === undefined ? there : { ...there, pack: { ...there.pack, tab } })
  })
}
