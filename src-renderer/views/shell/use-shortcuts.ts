import { useEffect } from 'react'
import { isActive, packState } from '../../../src-shared/domain/pack-state'
import { shortcutFor, type WindowShortcut } from '../../../src-shared/domain/shortcuts'
import type { WindowRequest } from '../../../src-shared/domain/window-request'
import { isDialogOpen } from '../../components/dialog'
import { packRoute } from '../../store/route'
import { undoRemovals } from '../../store/undo-removals'
import { isWelcoming } from '../use-welcoming'
import { useWindowParts, type WindowParts } from '../window-context'

/** The id of the search field, where Ctrl+K and `/` lead. */
export const searchFieldID = 'pack-search'

/** Hears the keys that mean something everywhere in the window, and what the menu, the tray and notifications ask of it. */
export function useShortcuts(): void {
  const parts = useWindowParts()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const circumstances = { isTyping: isTextField(event.target), withSingleKeys: singleKeysCount(parts) }
      const shortcut = shortcutFor(event, 'window', circumstances)
      if (shortcut === undefined || isCovered(parts)) return
      event.preventDefault()
      perform(shortcut, parts)
    }
    // On the way down: an item of a list lets no key go further up.
    document.addEventListener('keydown', onKeyDown, true)
    return () => {
      document.removeEventListener('keydown', onKeyDown, true)
    }
  }, [parts])
  useEffect(() => {
    const answer = (): void => {
      const request = parts.window.getState().takeRequest()
      if (request !== undefined) performRequest(request, parts)
    }
    answer()
    return parts.window.subscribe(answer)
  }, [parts])
}

/** Whether keys of a single character do something; until the settings are known they do, as usual. */
export function singleKeysCount({ settings }: Pick<WindowParts, 'settings'>): boolean {
  return settings.getState().app?.settings.singleKeyShortcuts !== false
}

/** What is open above the screens is answered or closed first; what is behind it does not move. */
function isCovered({ window }: WindowParts): boolean {
  const { question, isSheetOpen } = window.getState()
  return question !== undefined || isSheetOpen || isDialogOpen()
}

function performRequest(request: WindowRequest, parts: WindowParts): void {
  if (request.kind === 'command') {
    if (!isCovered(parts)) perform(request.command, parts)
    return
  }
  const { route, go, closeQuestion, closeSheet } = parts.window.getState()
  // Somebody clicked for exactly this pack: no question of before is in its way.
  closeQuestion()
  closeSheet()
  go(packRoute(route, request.id))
}

/** Inputs into which nobody types. */
const otherInputs: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range'])

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !otherInputs.has(target.type)
}

/** What leads to another screen. */
const behindWelcome: ReadonlySet<WindowShortcut> = new Set([
  'search',
  'library',
  'downloads',
  'storage',
  'settings',
])

function perform(shortcut: WindowShortcut, parts: WindowParts): void {
  const { packs, window, commands } = parts
  if (behindWelcome.has(shortcut) && isWelcoming(parts)) return
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
    case 'undo':
      void undoRemovals(parts)
      return
    case 'nextRegion':
      moveRegion(1)
      return
    case 'previousRegion':
      moveRegion(-1)
      return
    case 'showShortcuts':
      window.getState().showSheet()
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
  const regions = [...document.querySelectorAll<HTMLElement>('header, nav, main, [data-region], footer')]
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
