import { useCallback, type KeyboardEvent } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packActions, type PackAction } from '../format/pack-actions'
import { packRoute } from '../store/route'
import { useWindowParts, usePackAction } from './window-context'

/**
 * The keys of the pack that has the focus: P pauses or resumes it, Delete cancels or removes it (and asks first); Enter on
 * the pack itself, and on nothing in it, opens its screen. Hear them on the element around the packs; each pack is marked with `data-pack-id`.
 */
export function usePackKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const { packs, window } = useWindowParts()
  const onAction = usePackAction()
  return useCallback(
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
      const id = event.target.closest('[data-pack-id]')?.getAttribute('data-pack-id')
      const entry = [...packs.getState().entries.values()].find(({ assetPack }) => assetPack.id === id)
      const isPackItself = event.target.getAttribute('data-pack-id') === id
      if (event.key === 'Enter' && entry !== undefined && isPackItself) {
        event.preventDefault()
        event.stopPropagation()
        window.getState().go(packRoute(window.getState().route, entry.assetPack.id))
        return
      }
      const action = entry === undefined ? undefined : actionForKey(event.key, entry)
      if (entry === undefined || action === undefined) return
      event.preventDefault()
      event.stopPropagation()
      onAction(action, entry.assetPack.id)
    },
    [packs, window, onAction],
  )
}

function actionForKey(key: string, entry: LibraryEntry): PackAction | undefined {
  const { primary, secondary, menu } = packActions(entry)
  if (key === 'p' || key === 'P') return primary === 'pause' || primary === 'resume' ? primary : undefined
  if (key !== 'Delete') return undefined
  return [secondary, ...menu].find((action) => action === 'cancel' || action === 'remove')
}
