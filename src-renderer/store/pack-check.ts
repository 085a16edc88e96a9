import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { VerificationUpdate } from '../../src-shared/domain/verification'
import type { AssetPackClient } from '../../src-shared/ipc/contract'

/** What is done with the files of a pack. */
export type CheckAction = 'verify' | 'repair'

/** Where it stands. */
export type CheckStanding =
  | { readonly kind: 'started' }
  | VerificationUpdate
  | { readonly kind: 'failed'; readonly error: SerializedError }

/** A check of a pack's files, or their repair, that a person asked for and looks at. */
export interface PackCheck {
  readonly id: AssetPackID
  readonly action: CheckAction
  readonly standing: CheckStanding
}

/** The check that is shown, if one is. */
export interface PackCheckState {
  readonly check: PackCheck | undefined
  /** Begins; one that runs is stopped. */
  readonly start: (id: AssetPackID, action: CheckAction) => void
  /** Shows it no longer, and stops it when it runs. */
  readonly close: () => void
}

/** The store of {@link PackCheckState}. */
export type PackCheckStore = StoreApi<PackCheckState>

/** A store that asks `client`. */
export function createPackCheckStore(client: Pick<AssetPackClient, CheckAction>): PackCheckStore {
  let running = new AbortController()
  return createStore<PackCheckState>((set) => {
    const follow = async (id: AssetPackID, action: CheckAction, signal: AbortSignal): Promise<void> => {
      const show = (standing: CheckStanding): void => {
        if (!signal.aborted) set({ check: { id, action, standing } })
      }
      show({ kind: 'started' })
      try {
        for await (const update of client[action](id, { signal })) show(update)
      } catch (error) {
        show({ kind: 'failed', error: toAssetPackError(error).toJSON() })
      }
    }
    const stop = (): void => {
      running.abort()
      running = new AbortController()
    }
    return {
      check: undefined,
      start: (id, action) => {
        stop()
        void follow(id, action, running.signal)
      },
      close: () => {
        stop()
        set({ check: undefined })
      },
    }
  })
}
