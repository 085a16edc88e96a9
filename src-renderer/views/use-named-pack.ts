import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { usePacks } from './window-context'

/** The pack of that name, if it is in the library. A link may write the name in other letters than its publisher did. */
export function useNamedPack(id: AssetPackID | undefined): LibraryEntry | undefined {
  return usePacks(({ entries }) => {
    if (id === undefined) return undefined
    const key = id.toLowerCase()
    return (
      entries.get(id) ?? [...entries.values()].find(({ assetPack }) => assetPack.id.toLowerCase() === key)
    )
  })
}
