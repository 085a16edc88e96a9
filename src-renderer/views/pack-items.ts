import { rememberedOf } from '../../src-shared/base/remembered'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle } from '../../src-shared/domain/pack-text'
import { useSteadyList } from '../components/use-steady-list'

/** What a list knows of each pack in it; the rest each pack reads itself. */
export interface PackItem {
  readonly id: AssetPackID
  readonly title: string
  readonly isFirst: boolean
}

/** The same list for as long as its packs and their names are the same, and the same item for the same pack in any list. */
export function useSteadyItems(entries: readonly LibraryEntry[]): readonly PackItem[] {
  return useSteadyList(
    entries.map(({ assetPack }, index) => {
      const { first, other } = itemsOf(assetPack)
      return index === 0 ? first : other
    }),
  )
}

/** Two for each pack: the list knows its items by what they are, and draws anew what it has not seen. */
const itemsOf = rememberedOf((assetPack: AssetPackDescription): Record<'first' | 'other', PackItem> => {
  const named = { id: assetPack.id, title: packTitle(assetPack) }
  return { first: { ...named, isFirst: true }, other: { ...named, isFirst: false } }
})
