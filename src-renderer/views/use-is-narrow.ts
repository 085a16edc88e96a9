import { useSyncExternalStore } from 'react'

/** As the style sheets have it: the window's frame is another one from here on. */
const narrow = '(max-width: 640px)'

/** Whether the window is so narrow that what stands beside the packs otherwise has its place elsewhere. */
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
