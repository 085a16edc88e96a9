import { useEffect } from 'react'
import { isActive, packState } from '../../../src-shared/domain/pack-state'
import { useWindowParts, type WindowParts } from '../window-context'
import { shortcutFor, type Shortcut } from './shortcuts'

/** The id of the search field, where Ctrl+K and `/` lead. */
export const searchFieldID = 'pack-search'

/** Hears the keys that mean something everywhere in the window. */
export function useShortcuts(): void {
  const parts = useWindowParts()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = shortcutFor(event, isTextField(event.target))
      // A question is answered first; what is behind it does not move.
      if (shortcut === undefined || parts.window.getState().question !== undefined) return
      event.preventDefault()
      perform(shortcut, parts)
    }
    // On the way down: an item of a list lets no key go further up.
    document.addEventListener('keydown', onKeyDown, true)
    return () => {
      document.removeEventListener('keydown', onKeyDown, true)
    }
  }, [parts])
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

function perform(shortcut: Shortcut, { packs, window, commands }: WindowParts): void {
  switch (shortcut) {
    case 'search':
      focusSearch()
      return
    case 'checkForUpdates':
      commands.checkForUpdates()
      return
    case 'library':
    case 'downloads':
    case 'storage':
    case 'settings':
      window.getState().go({ screen: shortcut })
      return
    case 'toggleAll': {
      const states = [...packs.getState().entries.values()].map(packState)
      if (states.some((state) => isActive(state) && state !== 'paused')) commands.pauseAll()
      else if (states.includes('paused')) commands.resumeAll()
      return
    }
    case 'nextRegion':
      moveRegion(1)
      return
    case 'previousRegion':
      moveRegion(-1)
  }
}

function focusSearch(): void {
  const field = document.getElementById(searchFieldID)
  if (field instanceof HTMLInputElement) {
    field.focus()
    field.select()
  }
}

function moveRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('header, nav, main, footer')]
  const current = regions.findIndex((region) => region.contains(document.activeElement))
  for (let turn = 1; turn <= regions.length; turn += 1) {
    const index = (Math.max(current, step === 1 ? -1 : 0) + step * turn + regions.length * 2) % regions.length
    const target = regions[index]?.querySelector<HTMLElement>('h1, input, a, button')
    if (target !== null && target !== undefined) {
      target.focus()
      return
    }
  }
}
