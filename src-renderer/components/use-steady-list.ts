import { useState } from 'react'
import { hasSameItems } from '../../src-shared/base/remembered'

/** The same list for as long as it has the same items in the same order: what is drawn of it need not be drawn anew. */
export function useSteadyList<Item>(list: readonly Item[]): readonly Item[] {
  const [kept, setKept] = useState(list)
  if (hasSameItems(kept, list)) return kept
  setKept(list)
  return list
}
