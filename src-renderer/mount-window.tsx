import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import type { AssetPackClient } from './bridge/connect'
import { createArrivalsStore, followArrivals } from './store/arrivals-store'
import { createAssetPacksStore, followLibrary, type AssetPacksStore } from './store/asset-packs-store'
import type { Clock } from './store/clock'
import { createCommands } from './store/commands'
import { createDownloadRecordsStore } from './store/download-records-store'
import { createContainerMoveStore } from './store/container-move'
import type { DrawingPace } from './store/drawing-pace'
import { createPackCheckStore } from './store/pack-check'
import { createPackDetailStore } from './store/pack-detail'
import { createPackSaveStore } from './store/pack-save'
import { packRoute, parseRoute } from './store/route'
import { createSettingsStore, followSettings, type SettingsStore } from './store/settings-store'
import { createStorageStore } from './store/storage-store'
import { createWindowStore, followWindowRequests } from './store/window-store'
import { App } from './views/app'
import { WindowContext, type WindowParts } from './views/window-context'
import { WindowLanguage, type SpokenLanguage } from './window-language'

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

/** What the page around a window can do. */
export interface Page {
  /** Gives the main process files that were dropped onto the window. */
  readonly offerFiles?: WindowParts['offerFiles']
  /** Absent: everything is drawn at once. */
  readonly pace?: DrawingPace
}

/**
 * Draws the window into `container` and keeps it up to date; the returned function takes all of it back. The first time it
 * draws when the main process has said what there is and how it is to be shown, or does not answer: nothing is drawn twice,
 * and nothing is seen that is not so.
 *
 * @param language - Of the first moment; what the settings say comes with them.
 */
export function mountWindow(
  container: Element,
  client: AssetPackClient,
  clock: Clock,
  language: SpokenLanguage,
  page: Page = {},
): () => void {
  const parts = windowParts(client, clock, page)
  const { packs, window, settings, arrivals, checks, saves, storage, moves, details } = parts
  const ending = new AbortController()
  const root = createRoot(container)
  const tellDrawn = (): void => {
    // A main process that is gone needs not to know.
    client.drawn(undefined, { signal: ending.signal }).catch(() => undefined)
  }
  const stopWaiting = whenBoth(packs, settings, () => {
    root.render(
      <WindowLanguage settings={settings} start={language}>
        <WindowContext value={parts}>
          <App />
          <Drawn tell={tellDrawn} />
        </WindowContext>
      </WindowLanguage>,
    )
  })
  void followLibrary(packs, client, { clock, pace: page.pace }, ending.signal)
  void followSettings(settings, client, clock, ending.signal)
  void followWindowRequests(window, client, clock, ending.signal)
  void followArrivals(arrivals, client, clock, ending.signal)
  return () => {
    stopWaiting()
    ending.abort()
    checks.getState().close()
    saves.getState().close()
    storage.getState().close()
    moves.getState().close()
    details.getState().leave()
    root.unmount()
  }
}

/** Calls back once, when both have heard of the main process; the returned function keeps it from that. */
function whenBoth(packs: AssetPacksStore, settings: SettingsStore, act: () => void): () => void {
  const look = (): void => {
    if (packs.getState().link === 'connecting' || !settings.getState().isAnswered) return
    stop()
    act()
  }
  const stops = [packs.subscribe(look), settings.subscribe(look)]
  const stop = (): void => {
    for (const each of stops) each()
  }
  return stop
}

/** The stores of a window, and what acts on them. */
function windowParts(
  client: AssetPackClient,
  clock: Clock,
  { offerFiles = () => undefined, pace }: Page,
): WindowParts {
  const packs = createAssetPacksStore()
  const window = createWindowStore(parseRoute(location.hash), pace)
  const commands = createCommands(client, window.getState().refuse, window.getState().askForCheck)
  const checks = createPackCheckStore(client, (id) => packs.getState().entries.get(id)?.local?.version)
  const storage = createStorageStore(client, clock)
  const moves = createContainerMoveStore(client, storage.getState().measure)
  const records = createDownloadRecordsStore(client)
  const details = createPackDetailStore(client)
  const settings = createSettingsStore(client)
  const saves = createPackSaveStore(client)
  const arrivals = createArrivalsStore({
    client,
    show: (id) => {
      window.getState().go(packRoute(window.getState().route, id))
    },
    onRefused: window.getState().refuse,
  })
  return {
    packs,
    window,
    commands,
    checks,
    records,
    storage,
    moves,
    details,
    settings,
    arrivals,
    saves,
    offerFiles,
    clock,
  }
}
