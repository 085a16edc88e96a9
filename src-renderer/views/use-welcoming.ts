import { usePacks, useSettings, type WindowParts } from './window-context'

/** Whether the person is asked what is asked at the first start: there is no other screen then. */
export function isWelcoming({ packs, settings }: Pick<WindowParts, 'packs' | 'settings'>): boolean {
  return packs.getState().welcome === 'due' && settings.getState().app?.settings.welcomed === false
}

/** The same, for a view. */
export function useWelcoming(): boolean {
  const isDue = usePacks((state) => state.welcome === 'due')
  const isNew = useSettings((state) => state.app?.settings.welcomed === false)
  return isDue && isNew
}
