import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SaveUpdate } from '../../src-shared/domain/arrival'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { AssetPackClient } from '../../src-shared/ipc/contract'

/** Where the saving of a pack stands, from the moment that the person has said where. */
export type SaveStanding =
  | Exclude<SaveUpdate, { readonly kind: 'none' }>
  | { readonly kind: 'failed'; readonly error: SerializedError }

/** A pack that is being saved as a file. */
export interface PackSave {
  readonly id: AssetPackID
  readonly standing: SaveStanding
}

/** The saving that is shown, if one is. */
export interface PackSaveState {
  readonly save: PackSave | undefined
  /** Begins; one that runs is stopped. */
  readonly start: (id: AssetPackID) => void
  /** Shows it no longer, and stops it when it runs. */
  readonly close: () => void
  readonly showFile: () => void
}

/** The store of {@link PackSaveState}. */
export type PackSaveStore = StoreApi<PackSaveState>

/** A store that asks `client`. */
export function createPackSaveStore(
  client: Pick<AssetPackClient, 'savePack' | 'showSavedPack'>,
): PackSaveStore {
  let running = new AbortController()
  return createStore<PackSaveState>((set) => {
    const follow = async (id: AssetPackID, signal: AbortSignal): Promise<void> => {
      const show = (standing: SaveStanding | undefined): void => {
        if (!signal.aborted) set({ save: standing && { id, standing } })
      }
      try {
        for await (const update of client.savePack(id, { signal }))
          show(update.kind === 'none' ? undefined : update)
      } catch (error) {
        show({ kind: 'failed', error: toAssetPackError(error).toJSON() })
      }
    }
    const stop = (): void => {
      running.abort()
      running = new AbortController()
    }
    return {
      save: undefined,
      start: (id) => {
        stop()
        set({ save: undefined })
        void follow(id, running.signal)
      },
      close: () => {
        stop()
        set({ save: undefined })
      },
      showFile: () => {
        client.showSavedPack(undefined).catch(() => {
          // The file may have been moved since: there is nothing to show.
        })
      },
    }
  })
}
