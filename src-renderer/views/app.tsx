import { useEffect, type ReactElement } from 'react'
import { useText } from '../components/use-text'
import styles from './app.module.css'
import { DownloadsView } from './downloads/downloads-view'
import { LibraryView } from './library/library-view'
import { CheckDialog } from './shell/check-dialog'
import { LiveAnnouncer } from './shell/live-announcer'
import { Navigation } from './shell/navigation'
import { QuestionDialog } from './shell/question-dialog'
import { StatusFooter } from './shell/status-footer'
import { TopBar } from './shell/top-bar'
import { useAddress } from './shell/use-address'
import { useFocusAfterMove } from './shell/use-focus-after-move'
import { useShortcuts } from './shell/use-shortcuts'
import { usePacks, useWindow } from './window-context'

/** Names the window after the product, which an embedder chooses. */
function useProductTitle(): void {
  const productName = usePacks((state) => state.appFacts?.productName)
  useEffect(() => {
    if (productName !== undefined) document.title = productName
  }, [productName])
}

/** The window: frame, present screen, open question. */
export function App(): ReactElement {
  const text = useText()
  const screen = useWindow((state) => state.route.screen)
  useProductTitle()
  useAddress()
  useShortcuts()
  useFocusAfterMove()
  return (
    <div className={styles['frame']}>
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
      <Navigation />
      <main className={styles['main']}>
        <div className={styles['content']}>{screen === 'library' ? <LibraryView /> : <DownloadsView />}</div>
      </main>
      <StatusFooter />
      <QuestionDialog />
      <CheckDialog />
      <LiveAnnouncer />
    </div>
  )
}
