import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { VerificationFinding, VerificationUpdate } from '../../src-shared/domain/verification'
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

/** What the last check of a version came to. */
export interface CheckedFiles {
  /** The first of them. */
  readonly findings: readonly VerificationFinding[]
  readonly count: number
  /** The version that was checked. */
  readonly version: number | undefined
}

/** The check that is shown, if one is, and what those before have found. */
export interface PackCheckState {
  readonly check: PackCheck | undefined
  /** What the last check of each pack came to, as long as the window is open. A repair leaves nothing to find. */
  readonly results: ReadonlyMap<AssetPackID, CheckedFiles>
  /** Begins; one that runs is stopped. */
  readonly start: (id: AssetPackID, action: CheckAction) => void
  /** Shows it no longer, and stops it when it runs. */
  readonly close: () => void
}

/** The store of {@link PackCheckState}. */
export type PackCheckStore = StoreApi<PackCheckState>

/** A store that asks `client`; `versionOf` tells which version of a pack is here. */
export function createPackCheckStore(
  client: Pick<AssetPackClient, CheckAction>,
  versionOf: (id: AssetPackID) => number | undefined,
): PackCheckStore {
  let running = new AbortController()
  return createStore<PackCheckState>((set) => {
    const remember = (id: AssetPackID, found: CheckedFiles): void => {
      set(({ results }) => ({ results: new Map([...results, [id, found]]) }))
    }
    const follow = async (id: AssetPackID, action: CheckAction, signal: AbortSignal): Promise<void> => {
      const version = versionOf(id)
      const show = (standing: CheckStanding): void => {
        if (signal.aborted) return
        set({ check: { id, action, standing } })
        if (standing.kind === 'ended') remember(id, { version, ...foundBy(action, standing) })
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
      results: new Map(),
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

function foundBy(
  action: CheckAction,
  { findings, findingCount }: Extract<VerificationUpdate, { readonly kind: 'ended' }>,
): Pick<CheckedFiles, 'findings' | 'count'> {
  return action === 'repair' ? { findings: [], count: 0 } : { findings, count: findingCount }
}
