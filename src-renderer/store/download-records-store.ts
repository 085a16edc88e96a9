import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import { withSpeedUpdate, type SpeedPoint } from '../../src-shared/domain/transfer-speed'
import type { AssetPackClient } from '../../src-shared/ipc/contract'

/** What is remembered of downloads: how fast they were, and how they ended. */
export interface DownloadRecordsState {
  /** One for each of the last seconds, oldest first. */
  readonly speeds: readonly SpeedPoint[]
  /** Newest first. */
  readonly history: readonly NumberedHistoryEntry[]
  /** Whether both are known. Until then nothing is said of them. */
  readonly isKnown: boolean
  /** Keeps both up to date until `signal` aborts. When the main process is lost they stay as they are. */
  readonly follow: (signal: AbortSignal) => void
}

/** The store of {@link DownloadRecordsState}. */
export type DownloadRecordsStore = StoreApi<DownloadRecordsState>

/** A store that asks `client` while somebody looks. */
export function createDownloadRecordsStore(
  client: Pick<AssetPackClient, 'transferSpeeds' | 'downloadHistory'>,
): DownloadRecordsStore {
  return createStore<DownloadRecordsState>((set) => {
    const followSpeeds = async (signal: AbortSignal): Promise<void> => {
      for await (const update of client.transferSpeeds(undefined, { signal }))
        set(({ speeds }) => ({ speeds: withSpeedUpdate(speeds, update) }))
    }
    const followHistory = async (signal: AbortSignal): Promise<void> => {
      for await (const history of client.downloadHistory(undefined, { signal }))
        set({ history, isKnown: true })
    }
    return {
      speeds: [],
      history: [],
      isKnown: false,
      follow: (signal) => {
        // What breaks them breaks the library's stream too, and that says so; the screen asks again when the link is back.
        followSpeeds(signal).catch(() => undefined)
        followHistory(signal).catch(() => undefined)
      },
    }
  })
}
