import { useCallback, type KeyboardEvent } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { shortcutFor, type ShortcutName } from '../../src-shared/domain/shortcuts'
import { packActions, type PackAction } from '../format/pack-actions'
import { packRoute } from '../store/route'
import { singleKeysCount } from './shell/use-shortcuts'
import { useWindowParts, usePackAction } from './window-context'

/**
 * The keys of the pack that has the focus: P pauses or resumes it, Delete cancels or removes it (and asks first); Enter on
 * the pack itself, and on nothing in it, opens its screen. Hear them on the element around the packs; each pack is marked with `data-pack-id`.
 */
export function usePackKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const parts = useWindowParts()
  const { packs, window } = parts
  const onAction = usePackAction()
  return useCallback(
    (event) => {
      if (!(event.target instanceof Element)) return
      const circumstances = { isTyping: false, withSingleKeys: singleKeysCount(parts) }
      const shortcut = shortcutFor(event, 'pack', circumstances)
      if (shortcut === undefined) return
      const id = event.target.closest('[data-pack-id]')?.getAttribute('data-pack-id')
      const entry = [...packs.getState().entries.values()].find(({ assetPack }) => assetPack.id === id)
      const isPackItself = event.target.getAttribute('data-pack-id') === id
      if (shortcut === 'openPack' && entry !== undefined && isPackItself) {
        event.preventDefault()
        event.stopPropagation()
        window.getState().go(packRoute(window.getState().route, entry.assetPack.id))
        return
      }
      const action = entry === undefined ? undefined : actionFor(shortcut, entry)
      if (entry === undefined || action === undefined) return
      event.preventDefault()
      event.stopPropagation()
      onAction(action, entry.assetPack.id)
    },
    [parts, packs, window, onAction],
  )
}

function actionFor(shortcut: ShortcutName, entry: LibraryEntry): PackAction | undefined {
  const { primary, secondary, menu } = packActions(entry)
  if (shortcut === 'togglePack') return primary === 'pause' || primary === 'resume' ? primary : undefined
  if (shortcut !== 'removePack') return undefined
  return [secondary, ...menu].find((action) => action === 'cancel' || action === 'remove')
}
