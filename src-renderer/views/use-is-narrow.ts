import { useSyncExternalStore } from 'react'

/** As the style sheets have it: the window's frame is another one from here on. */
const narrow = '(max-width: 640px)'

/** Whether the window is so narrow that tools of the library stand in a menu. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(follow, () => matchMedia(narrow).matches)
}

function follow(changed: () => void): () => void {
  const query = matchMedia(narrow)
  query.addEventListener('change', changed)
  return () => {
    query.removeEventListener('change', changed)
  }
}
