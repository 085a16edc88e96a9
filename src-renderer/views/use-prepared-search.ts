import { useEffect } from 'react'
import { prepareSearchSoon } from '../store/search-preparation'
import { usePacks, useWindowParts } from './window-context'

/** Has the packs of each new list read for the search. */
export function usePreparedSearch(): void {
  const { clock, packs } = useWindowParts()
  const checkedAt = usePacks(({ facts }) => facts.checkedAt)
  const count = usePacks(({ entries }) => entries.size)
  useEffect(
    () => (count > 0 ? prepareSearchSoon([...packs.getState().entries.values()], clock) : undefined),
    [clock, checkedAt, count, packs],
  )
}
