import { Suspense, useEffect, type ReactElement } from 'react'
import { useText } from '../components/use-text'
import styles from './app.module.css'
import { fetchScreens, screenViews, WelcomeScreen } from './screens'
import { Dialogs } from './shell/dialogs'
import { LiveAnnouncer } from './shell/live-announcer'
import { Navigation } from './shell/navigation'
import { FrameBoundary, ScreenBoundary } from './shell/part-failure'
import { StatusFooter } from './shell/status-footer'
import { TopBar } from './shell/top-bar'
import { UndoBar } from './shell/undo-bar'
import { useAddress } from './shell/use-address'
import { FocusAfterMove } from './shell/focus-after-move'
import { useRefusedSettings } from './shell/use-refused-settings'
import { useShortcuts } from './shell/use-shortcuts'
import { useKeptFocus } from './use-kept-focus'
import { useWelcoming } from './use-welcoming'
import { usePreparedSearch } from './use-prepared-search'
import { usePacks, useWindow, useWindowParts } from './window-context'

/** Names the window after the product, which an embedder chooses. */
function useProductTitle(): void {
  const productName = usePacks((state) => state.appFacts?.productName)
  useEffect(() => {
    if (productName !== undefined) document.title = productName
  }, [productName])
}

/** How long the list has been there before the code of the other screens is fetched: the person sees it by then. */
const fetchDelayMs = 500

/** Fetches all screens once there is time: each is there at once then, and a newer app on the disk changes nothing. */
function useFetchedScreens(): void {
  const { clock } = useWindowParts()
  const loaded = usePacks((state) => state.loaded)
  useEffect(() => {
    if (!loaded) return undefined
    return clock.schedule(fetchDelayMs, () => {
      // Going to a screen whose code did not come tries again.
      fetchScreens().catch(() => undefined)
    })
  }, [clock, loaded])
}

/** The window: frame, present screen, open question. What goes wrong in one of them leaves the others. */
export function App(): ReactElement {
  return (
    <FrameBoundary>
      <LiveAnnouncer>
        <Frame />
      </LiveAnnouncer>
    </FrameBoundary>
  )
}

function Frame(): ReactElement {
  const text = useText()
  const isWelcoming = useWelcoming()
  useProductTitle()
  useAddress()
  useShortcuts()
  useRefusedSettings()
  useFetchedScreens()
  usePreparedSearch()
  const keptFocus = useKeptFocus()
  return (
    <div className={styles['frame']} ref={keptFocus}>
      <button
        type="button"
        className={styles['skip']}
        onClick={() => {
          document.querySelector('h1')?.focus()
        }}
      >
        {text('app.skip')}
      </button>
      <TopBar />
      {isWelcoming ? null : <Navigation />}
      <main className={styles['main']}>
        <div className={styles['content']}>
          <ScreenBoundary>
            <Suspense>
              <PresentScreen />
              <FocusAfterMove />
            </Suspense>
          </ScreenBoundary>
        </div>
      </main>
      <UndoBar />
      <StatusFooter />
      <Dialogs />
    </div>
  )
}

function PresentScreen(): ReactElement {
  const isWelcoming = useWelcoming()
  const screen = useWindow((state) => state.shown.screen)
  const ScreenView = isWelcoming ? WelcomeScreen : screenViews[screen]
  return <ScreenView />
}
