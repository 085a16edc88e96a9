import { useEffect } from 'react'
import { isWelcoming } from '../use-welcoming'
import { useWindowParts, type WindowParts } from '../window-context'

/** Whether the setting itself says why it was not kept. */
export function isSeenInSettings(parts: Pick<WindowParts, 'packs' | 'settings' | 'window'>): boolean {
  return parts.window.getState().route.screen === 'settings' && !isWelcoming(parts)
}

/** Tells of a setting that was not kept where it does not say so itself: a menu has no room for that. */
export function useRefusedSettings(): void {
  const parts = useWindowParts()
  useEffect(() => {
    const { settings, window } = parts
    return settings.subscribe(({ refusals }, previous) => {
      if (refusals === previous.refusals || isSeenInSettings(parts)) return
      const [, refusal] = [...refusals].find(([name, error]) => previous.refusals.get(name) !== error) ?? []
      if (refusal !== undefined) window.getState().refuse(refusal)
    })
  }, [parts])
}
