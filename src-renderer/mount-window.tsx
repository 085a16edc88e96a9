import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components'
import { IntlProvider } from 'react-intl'
import type { AssetPackClient } from './bridge/connect'
import { en } from '../src-shared/messages/en'
import { createAssetPacksStore, followLibrary } from './store/asset-packs-store'
import type { Clock } from './store/clock'
import { createCommands } from './store/commands'
import { createPackCheckStore } from './store/pack-check'
import { createPackDetailStore } from './store/pack-detail'
import { parseRoute } from './store/route'
import { createStorageStore } from './store/storage-store'
import { createWindowStore } from './store/window-store'
import { App } from './views/app'
import { WindowContext, type WindowParts } from './views/window-context'

/** Calls back once everything beside it was painted; in a page that is not painted, once it is there. */
function Drawn({ tell }: { readonly tell: () => void }): null {
  useEffect(() => {
    if (document.visibilityState === 'hidden') {
      tell()
      return undefined
    }
    // The first callback comes before the frame is painted, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(tell)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [tell])
  return null
}

/** The one language there is, until there are catalogues of others. */
const locale = 'en'

/**
 * Draws the window into `container` and keeps it up to date; the returned function takes all of it back. The first time it
 * draws when the main process has said what there is, or does not answer: nothing is drawn twice, and nothing is seen that
 * is not so.
 */
export function mountWindow(container: Element, client: AssetPackClient, clock: Clock): () => void {
  const packs = createAssetPacksStore()
  const window = createWindowStore(parseRoute(location.hash))
  const commands = createCommands(client, window.getState().refuse)
  const checks = createPackCheckStore(client)
  const storage = createStorageStore(client, clock)
  const details = createPackDetailStore(client)
  const parts: WindowParts = { packs, window, commands, checks, storage, details, clock }
  const ending = new AbortController()
  const root = createRoot(container)
  const tellDrawn = (): void => {
    // A main process that is gone needs not to know.
    client.drawn(undefined, { signal: ending.signal }).catch(() => undefined)
  }
  const stopWaiting = packs.subscribe(() => {
    stopWaiting()
    root.render(
      <IntlProvider locale={locale} messages={en}>
        <I18nProvider locale={locale}>
          <WindowContext value={parts}>
            <App />
            <Drawn tell={tellDrawn} />
          </WindowContext>
        </I18nProvider>
      </IntlProvider>,
    )
  })
  void followLibrary(packs, client, clock, ending.signal)
  return () => {
    stopWaiting()
    ending.abort()
    checks.getState().close()
    storage.getState().close()
    details.getState().leave()
    root.unmount()
  }
}
