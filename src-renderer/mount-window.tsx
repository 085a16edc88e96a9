import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components'
import { IntlProvider } from 'react-intl'
import type { AssetPackClient } from './bridge/connect'
import { en } from '../src-shared/messages/en'
import { createAssetPacksStore, followLibrary } from './store/asset-packs-store'
import type { Clock } from './store/clock'
import { createCommands } from './store/commands'
import { createPackCheckStore } from './store/pack-check'
import { parseRoute } from './store/route'
import { createStorageStore } from './store/storage-store'
import { createWindowStore } from './store/window-store'
import { App } from './views/app'
import { WindowContext, type WindowParts } from './views/window-context'

/** The one language there is, until there are catalogues of others. */
const locale = 'en'

/** Draws the window into `container` and keeps it up to date; the returned function takes all of it back. */
export function mountWindow(container: Element, client: AssetPackClient, clock: Clock): () => void {
  const packs = createAssetPacksStore()
  const window = createWindowStore(parseRoute(location.hash))
  const commands = createCommands(client, window.getState().refuse)
  const checks = createPackCheckStore(client)
  const storage = createStorageStore(client, clock)
  const parts: WindowParts = { packs, window, commands, checks, storage, clock }
  const ending = new AbortController()
  void followLibrary(packs, client, clock, ending.signal)
  const root = createRoot(container)
  root.render(
    <IntlProvider locale={locale} messages={en}>
      <I18nProvider locale={locale}>
        <WindowContext value={parts}>
          <App />
        </WindowContext>
      </I18nProvider>
    </IntlProvider>,
  )
  return () => {
    ending.abort()
    checks.getState().close()
    storage.getState().close()
    root.unmount()
  }
}
