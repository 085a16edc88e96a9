import { useCallback, type KeyboardEvent } from 'react'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { shortcutFor, type ShortcutName } from '../../src-shared/domain/shortcuts'
import { packActions, type PackAction } from '../format/pack-actions'
import { packRoute } from '../store/route'
import { singleKeysCount } from './shell/use-shortcuts'
import { useWindowParts, usePackAction } from './window-context'

/**
 * The keys of the pack that has the focus: P pauses or resumes it; Delete cancels or removes it, or removes all that are selected
 * with it, and asks first; Enter on the pack itself, and on nothing in it, opens its screen. Hear them on the element around the
 * packs; each pack is marked with `data-pack-id`.
 *
 * @param selected - Those of the packs there that are seen to be selected.
 */
export function usePackKeys(
  selected: readonly LibraryEntry[] = none,
): (event: KeyboardEvent<HTMLElement>) => void {
  const parts = useWindowParts()
  const { packs, window } = parts
  const onAction = usePackAction()
  return useCallback(
    (event) => {
      const entry = packOf(event, packs.getState().entries.values())
      if (entry === undefined) return
      const { route, go, ask } = window.getState()
      const wanted = meaningOf(event, entry, selected, singleKeysCount(parts))
      if (wanted === undefined) return
      event.preventDefault()
      event.stopPropagation()
      const { id } = entry.assetPack
      if (wanted === 'open') go(packRoute(route, id))
      else if (wanted === 'removeSelected')
        ask({ kind: 'removeSelected', ids: selected.map(({ assetPack }) => assetPack.id) })
      else onAction(wanted, id)
    },
    [parts, packs, window, onAction, selected],
  )
}

const none: readonly LibraryEntry[] = []

function packOf({ target }: KeyboardEvent, entries: Iterable<LibraryEntry>): LibraryEntry | undefined {
  if (!(target instanceof Element)) return undefined
  const id = target.closest('[data-pack-id]')?.getAttribute('data-pack-id')
  return [...entries].find(({ assetPack }) => assetPack.id === id)
}

function meaningOf(
  event: KeyboardEvent,
  entry: LibraryEntry,
  selected: readonly LibraryEntry[],
  withSingleKeys: boolean,
): PackAction | 'open' | 'removeSelected' | undefined {
  const { id } = entry.assetPack
  const shortcut = shortcutFor(event, 'pack', { isTyping: false, withSingleKeys })
  if (shortcut === undefined) return undefined
  const { target } = event
  if (shortcut === 'openPack')
    return target instanceof Element && target.getAttribute('data-pack-id') === id ? 'open' : undefined
  if (shortcut === 'removePack' && selected.length > 1 && isAmong(selected, id)) return 'removeSelected'
  return actionFor(shortcut, entry)
}

function isAmong(entries: readonly LibraryEntry[], id: AssetPackID): boolean {
  return entries.some(({ assetPack }) => assetPack.id === id)
}

function actionFor(shortcut: ShortcutName, entry: LibraryEntry): PackAction | undefined {
  const { primary, secondary, menu } = packActions(entry)
  const actions = [primary, secondary, ...menu]
  if (shortcut === 'togglePack') return actions.find((action) => action === 'pause' || action === 'resume')
  if (shortcut !== 'removePack') return undefined
  return actions.find((action) => action === 'cancel' || action === 'remove')
}
