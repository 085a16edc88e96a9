import { createStore, type StoreApi } from 'zustand/vanilla'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'
import type { AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'

/** What is known of the disk that the packs are on. */
export interface StorageState {
  /** As measured last. */
  readonly usage: StorageUsage | undefined
  /** Wall time in milliseconds at which that came. */
  readonly measuredAt: number | undefined
  readonly isMeasuring: boolean
  /** Why the last measurement came to nothing. */
  readonly error: SerializedError | undefined
  /** Measures again; while one measurement runs, once more after it. */
  readonly measure: () => void
  /** Stops what runs. */
  readonly close: () => void
}

/** The store of {@link StorageState}. */
export type StorageStore = StoreApi<StorageState>

/** A store that asks `client`. */
export function createStorageStore(
  client: Pick<AssetPackClient, 'storageUsage'>,
  clock: Clock,
): StorageStore {
  const ending = new AbortController()
  /** How often a measurement was asked for, and how many of these a measurement that began later has answered. */
  let asked = 0
  let answered = 0
  return createStore<StorageState>((set, get) => {
    const measureOnce = async (): Promise<void> => {
      try {
        const usage = await client.storageUsage(undefined, { signal: ending.signal })
        set({ usage, measuredAt: clock.now(), error: undefined })
      } catch (error) {
        set({ error: toAssetPackError(error).toJSON() })
      }
    }
    const measureWhileAsked = async (): Promise<void> => {
      while (asked !== answered && !ending.signal.aborted) {
        answered = asked
        await measureOnce()
      }
      set({ isMeasuring: false })
    }
    return {
      usage: undefined,
      measuredAt: undefined,
      isMeasuring: false,
      error: undefined,
      measure: () => {
        if (ending.signal.aborted) return
        asked += 1
        if (get().isMeasuring) return
        set({ isMeasuring: true })
        void measureWhileAsked()
      },
      close: () => {
        ending.abort()
      },
    }
  })
}
