import { act, cleanup, render, type RenderResult } from '@testing-library/react'
import { vi } from 'vitest'
import type { AssetPackClient } from '../../../../src-shared/ipc/contract'
import { createArrivalsStore, followArrivals } from '../../../../src-renderer/store/arrivals-store'
import { createAssetPacksStore, followLibrary } from '../../../../src-renderer/store/asset-packs-store'
import { createCommands } from '../../../../src-renderer/store/commands'
import { createDownloadRecordsStore } from '../../../../src-renderer/store/download-records-store'
import { createContainerMoveStore } from '../../../../src-renderer/store/container-move'
import { createPackCheckStore } from '../../../../src-renderer/store/pack-check'
import { createPackSaveStore } from '../../../../src-renderer/store/pack-save'
import { packRoute } from '../../../../src-renderer/store/route'
import { createSettingsStore, followSettings } from '../../../../src-renderer/store/settings-store'
import { createStorageStore } from '../../../../src-renderer/store/storage-store'
import { createPackDetailStore } from '../../../../src-renderer/store/pack-detail'
import { createWindowStore, followWindowRequests } from '../../../../src-renderer/store/window-store'
import { App } from '../../../../src-renderer/views/app'
import { fetchScreens } from '../../../../src-renderer/views/screens'
import { WindowContext } from '../../../../src-renderer/views/window-context'
import { loadLanguage, WindowLanguage } from '../../../../src-renderer/window-language'
import type { FakeLibrary } from '../../../support/fake-library'
import { ManualClock } from '../../../support/manual-clock'

/** A window over a library that is made up. */
export interface DrawnWindow {
  readonly screen: RenderResult
  readonly clock: ManualClock
  /** The names of files that were handed to the main process. */
  readonly offered: readonly string[]
  /** Does something and waits until the window shows it. */
  readonly after: (change: () => void) => Promise<void>
  readonly close: () => void
}

/** Draws the whole window. */
export async function drawWindow(library: FakeLibrary): Promise<DrawnWindow> {
  // As it is a moment after the list.
  await fetchScreens()
  // Packs out of sight are not drawn, and here nothing is laid out: this window is as high as all of them.
  globalThis.innerHeight = 20_000
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_280)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(20_000)
  // React Aria asks this of the document of happy-dom to tell whether the focus is in a dialog, and it is no instance of it.
  Object.defineProperty(Document, Symbol.hasInstance, {
    configurable: true,
    value: (node: unknown) => node === document,
  })
  const packs = createAssetPacksStore()
  const window = createWindowStore()
  const clock = new ManualClock()
  const ending = new AbortController()
  // The service has the client's calls; only its options are more.
  const client = library as unknown as AssetPackClient
  void followLibrary(packs, client, { clock }, ending.signal)
  const settings = createSettingsStore(client)
  void followSettings(settings, client, clock, ending.signal)
  void followWindowRequests(window, client, clock, ending.signal)
  const commands = createCommands(client, window.getState().refuse, window.getState().askForCheck)
  const checks = createPackCheckStore(client, (id) => packs.getState().entries.get(id)?.local?.version)
  const storage = createStorageStore(client, clock)
  const moves = createContainerMoveStore(client, storage.getState().measure)
  const records = createDownloadRecordsStore(client)
  const details = createPackDetailStore(client)
  const saves = createPackSaveStore(client)
  const arrivals = createArrivalsStore({
    client,
    show: (id) => {
      window.getState().go(packRoute(window.getState().route, id))
    },
    onRefused: window.getState().refuse,
  })
  void followArrivals(arrivals, client, clock, ending.signal)
  const offered: string[] = []
  const offerFiles = (files: readonly File[]): void => void offered.push(...files.map(({ name }) => name))
  const screen = render(
    <WindowLanguage settings={settings} start={await loadLanguage('en')}>
      <WindowContext
        value={{
          ...{ packs, window, commands, checks, records, storage, moves, details, settings, clock },
          ...{ arrivals, saves, offerFiles },
        }}
      >
        <App />
      </WindowContext>
    </WindowLanguage>,
  )
  const after = async (change: () => void): Promise<void> => {
    await act(async () => {
      change()
      await clock.advance(0)
    })
  }
  await after(() => undefined)
  return {
    screen,
    clock,
    offered,
    after,
    close: () => {
      ending.abort()
      cleanup()
      location.hash = ''
    },
  }
}
