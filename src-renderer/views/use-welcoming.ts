import type { WelcomeState } from '../store/first-run'
import { usePacks, type WindowParts } from './window-context'

/** Whether the person is asked what is asked at the first start: there is no other screen then. */
export function isWelcoming({ packs }: Pick<WindowParts, 'packs'>): boolean {
  return takesScreen(packs.getState().welcome)
}

/** The same, for a view. */
export function useWelcoming(): boolean {
  return usePacks((state) => takesScreen(state.welcome))
}

function takesScreen(welcome: WelcomeState): boolean {
  return welcome === 'due' || welcome === 'answered'
}
