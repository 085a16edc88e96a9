import { createContext, use, useMemo } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { PackAction } from '../format/pack-actions'
import type { OnPackAction } from '../components/pack-buttons'
import type { ArrivalsState, ArrivalsStore } from '../store/arrivals-store'
import type { AssetPacksState, AssetPacksStore } from '../store/asset-packs-store'
import type { Clock } from '../store/clock'
import type { Commands } from '../store/commands'
import type { DownloadRecordsState, DownloadRecordsStore } from '../store/download-records-store'
import type { ContainerMoveState, ContainerMoveStore } from '../store/container-move'
import type { PackCheckStore } from '../store/pack-check'
import type { PackSaveState, PackSaveStore } from '../store/pack-save'
import type { SettingsState, SettingsStore } from '../store/settings-store'
import type { StorageState, StorageStore } from '../store/storage-store'
import type { PackDetailState, PackDetailStore } from '../store/pack-detail'
import type { WindowState, WindowStore } from '../store/window-store'

/** What every view may reach: what is known, what this window shows, what can be asked for. */
export interface WindowParts {
  readonly packs: AssetPacksStore
  readonly window: WindowStore
  readonly commands: Commands
  readonly checks: PackCheckStore
  readonly storage: StorageStore
  readonly moves: ContainerMoveStore
  readonly details: PackDetailStore
  readonly settings: SettingsStore
  readonly records: DownloadRecordsStore
  readonly arrivals: ArrivalsStore
  readonly saves: PackSaveStore
  /** Gives the main process files that a person dropped onto the window. */
  readonly offerFiles: (files: readonly File[]) => void
  readonly clock: Clock
}

/** Carries the {@link WindowParts} to the views. */
export const WindowContext = createContext<WindowParts | undefined>(undefined)

/** The parts of this window. */
export function useWindowParts(): WindowParts {
  const parts = use(WindowContext)
  if (parts === undefined) throw new TypeError('A view was drawn outside of its window.')
  return parts
}

/** What is known about packs. */
export function usePacks<T>(selector: (state: AssetPacksState) => T): T {
  return useStore(useWindowParts().packs, selector)
}

/** What is worked out of packs, such as a list or some numbers: the same object for as long as all in it is the same. */
export function useWorkedOut<T>(selector: (state: AssetPacksState) => T): T {
  return useStore(useWindowParts().packs, useShallow(selector))
}

/** What is known about settings. */
export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(useWindowParts().settings, selector)
}

/** What is remembered of downloads. */
export function useRecords<T>(selector: (state: DownloadRecordsState) => T): T {
  return useStore(useWindowParts().records, selector)
}

/** What this window shows. */
export function useWindow<T>(selector: (state: WindowState) => T): T {
  return useStore(useWindowParts().window, selector)
}

/** What came from outside the window. */
export function useArrivals<T>(selector: (state: ArrivalsState) => T): T {
  return useStore(useWindowParts().arrivals, selector)
}

/** How the saving of a pack goes. */
export function useSave<T>(selector: (state: PackSaveState) => T): T {
  return useStore(useWindowParts().saves, selector)
}

/** How the move of all packs goes. */
export function useContainerMove<T>(selector: (state: ContainerMoveState) => T): T {
  return useStore(useWindowParts().moves, selector)
}

/** What is known of the disk that the packs are on. */
export function useStorage<T>(selector: (state: StorageState) => T): T {
  return useStore(useWindowParts().storage, selector)
}

/** What is known of the pack whose screen is open. */
export function usePackDetail<T>(selector: (state: PackDetailState) => T): T {
  return useStore(useWindowParts().details, selector)
}

/** Does what a person wants done with a pack; what throws something away is asked first. */
export function usePackAction(): OnPackAction {
  const { checks, commands, packs, saves, window } = useWindowParts()
  return useMemo(() => {
    const localVersion = (id: AssetPackID): number | undefined =>
      packs.getState().entries.get(id)?.local?.version
    const actions: Readonly<Record<PackAction, OnPackAction>> = {
      install: (_action, id) => commands.start(id),
      update: (_action, id) => commands.start(id),
      updateInLessSpace: (_action, id) =>
        window.getState().ask({ kind: 'lowSpace', id, version: localVersion(id) }),
      retry: (_action, id) => commands.start(id),
      check: () => commands.checkForUpdates(),
      pause: (_action, id) => commands.pause(id),
      resume: (_action, id) => commands.resume(id),
      cancel: (_action, id) => window.getState().ask({ kind: 'cancel', id }),
      remove: (_action, id) => window.getState().ask({ kind: 'remove', id }),
      dismiss: (_action, id) => commands.dismissError(id),
      showInFolder: (_action, id) => commands.showInFolder(id),
      checkFiles: (_action, id) => checks.getState().start(id, 'verify'),
      rollback: (_action, id) => window.getState().ask({ kind: 'rollback', id }),
      unpin: (_action, id) => commands.unpin(id),
      saveAsFile: (_action, id) => saves.getState().start(id),
    }
    return (action, id) => actions[action](action, id)
  }, [checks, commands, packs, saves, window])
}
