import { use, type ComponentType, type ReactElement } from 'react'

/** A screen whose code is not part of what the window starts with. */
export interface LazyScreen {
  readonly Screen: ComponentType
  /** Fetches its code; calling it again waits for the same, or tries again after a failure. */
  readonly load: () => Promise<ComponentType>
}

/**
 * The screen that `fetchScreen` imports, drawn at once if its code is there, else as soon as it is. React's own `lazy`
 * would leave the screen empty for a moment each time, even when the code has long been fetched.
 */
export function lazyScreen(fetchScreen: () => Promise<ComponentType>): LazyScreen {
  let fetching: Promise<ComponentType> | undefined
  let fetched: ComponentType | undefined
  const fetchOnce = async (): Promise<ComponentType> => {
    try {
      fetched = await fetchScreen()
      return fetched
    } catch (error) {
      fetching = undefined
      throw error
    }
  }
  const load = (): Promise<ComponentType> => {
    fetching ??= fetchOnce()
    return fetching
  }
  function Screen(): ReactElement {
    const Fetched = fetched ?? use(load())
    return <Fetched />
  }
  return { Screen, load }
}
