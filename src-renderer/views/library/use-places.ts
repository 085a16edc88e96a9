import { useMemo } from 'react'
import { PackHeights } from './pack-heights'
import { PackLayout } from './pack-layout'

/** Where packs stand in a list, and what tells how high they are. */
export interface Places {
  /** How the packs look for which this is. */
  readonly look: string
  readonly places: PackLayout
  readonly heights: PackHeights
}

/** The same for as long as the packs look the same; anew for another look, whose packs are of another height. */
export function usePlaces(look: string): Places {
  return useMemo(() => {
    const places = new PackLayout()
    return { look, places, heights: new PackHeights(places) }
  }, [look])
}
