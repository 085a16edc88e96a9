import { useEffect } from 'react'
import { formatRoute, isSamePlace, parseRoute } from '../../store/route'
import { useWindowParts } from '../window-context'

/** Keeps the page's address and the window's route the same, so that Back and links work. */
export function useAddress(): void {
  const { window: store } = useWindowParts()
  useEffect(() => {
    const onHashChange = (): void => {
      const route = parseRoute(location.hash)
      if (formatRoute(route) !== formatRoute(store.getState().route)) store.setState({ route })
    }
    const unsubscribe = store.subscribe(({ route }, previous) => {
      const address = formatRoute(route)
      if (location.hash === address) return
      if (isSamePlace(previous.route, route)) history.replaceState(null, '', address)
      else location.hash = address
    })
    window.addEventListener('hashchange', onHashChange)
    return () => {
      unsubscribe()
      window.removeEventListener('hashchange', onHashChange)
    }
  }, [store])
}
