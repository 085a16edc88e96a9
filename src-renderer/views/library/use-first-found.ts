import { useEffect } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { returnToPack } from '../shell/return-to-pack'
import { useWindow, useWindowParts } from '../window-context'

/**
 * Leads to the first pack that was found once somebody who searches wants to be there. Where nothing is found they stay where they
 * are, and go on typing.
 *
 * @param firstID - The first one as they are shown.
 */
export function useFirstFound(firstID: AssetPackID | undefined): void {
  const { window, clock } = useWindowParts()
  // What is found comes a moment after what was typed.
  const isDue = useWindow(
    ({ isFirstFoundWanted, search, searched, route, shown }) =>
      isFirstFoundWanted && searched === search && shown === route,
  )
  useEffect(() => {
    if (!isDue || !window.getState().takeFirstFound() || firstID === undefined) return
    // Whoever comes from another screen is brought to the heading first.
    queueMicrotask(() => {
      returnToPack(firstID, 0, clock)
    })
  }, [isDue, firstID, window, clock])
}
