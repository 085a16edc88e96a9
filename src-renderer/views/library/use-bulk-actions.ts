import { useCallback } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { useWindowParts } from '../window-context'

/** What can be done with several packs at once. */
export type BulkAction = 'install' | 'update' | 'remove'

/** Does it; removing is asked first. What is done is no longer selected. */
export function useBulkActions(): (action: BulkAction, entries: readonly LibraryEntry[]) => void {
  const { commands, window } = useWindowParts()
  return useCallback(
    (action, entries) => {
      const ids = entries.map(({ assetPack }) => assetPack.id)
      if (action === 'remove') {
        window.getState().ask({ kind: 'removeSelected', ids })
        return
      }
      commands.startAll(ids)
      window.getState().deselect(ids)
    },
    [commands, window],
  )
}
