import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ContainerChoice, ContainerMoveUpdate } from '../../src-shared/domain/container-move'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { AssetPackClient } from '../../src-shared/ipc/contract'

/** Where the move of all packs stands: the person answers what was chosen, then it runs, then it has ended. */
export type MoveStanding =
  | Exclude<ContainerChoice, { readonly kind: 'none' }>
  | { readonly kind: 'started' }
  | ContainerMoveUpdate
  | { readonly kind: 'failed'; readonly error: SerializedError }

/** The move that is shown, if one is. */
export interface ContainerMoveState {
  readonly standing: MoveStanding | undefined
  /** Whether the system's dialog is open, or what was chosen is looked at. */
  readonly isChoosing: boolean
  /** Asks the person for a folder, by the system's own dialog. */
  readonly choose: () => Promise<void>
  /** Moves everything to the folder that was chosen. */
  readonly start: () => Promise<void>
  /** Shows it no longer; a move that runs is stopped, and everything stays where it was. */
  readonly close: () => void
}

/** The store of {@link ContainerMoveState}. */
export type ContainerMoveStore = StoreApi<ContainerMoveState>

/** A store that asks `client`; `onMoved` hears that the packs are elsewhere. */
export function createContainerMoveStore(
  client: Pick<AssetPackClient, 'chooseContainerDirectory' | 'moveContainer'>,
  onMoved: () => void,
): ContainerMoveStore {
  let running = new AbortController()
  return createStore<ContainerMoveState>((set, get) => {
    const fail = (error: unknown): void => {
      set({ standing: { kind: 'failed', error: toAssetPackError(error).toJSON() } })
    }
    return {
      standing: undefined,
      isChoosing: false,
      choose: async () => {
        if (get().isChoosing) return
        set({ isChoosing: true })
        try {
          const choice = await client.chooseContainerDirectory(undefined)
          if (choice.kind !== 'none') set({ standing: choice })
        } catch (error) {
          fail(error)
        } finally {
          set({ isChoosing: false })
        }
      },
      start: async () => {
        const { standing } = get()
        if (standing?.kind !== 'chosen') return
        const { signal } = running
        set({ standing: { kind: 'started' } })
        try {
          for await (const update of client.moveContainer(standing.choice, { signal })) {
            if (!signal.aborted) set({ standing: update })
            if (update.kind === 'ended') onMoved()
          }
        } catch (error) {
          if (!signal.aborted) fail(error)
        }
      },
      close: () => {
        running.abort()
        running = new AbortController()
        set({ standing: undefined })
      },
    }
  })
}
