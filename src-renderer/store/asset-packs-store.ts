import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppFacts, AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'
import { applyUpdate, emptyLibrary, type LibraryState } from './apply-update'
import { followAgain } from './follow-again'
import { nextFirstRun, nextWelcome, type FirstRunState, type WelcomeState } from './first-run'

/**
 * Everything that views read about packs: what the main process last reported, and nothing else. User actions do not
 * touch it; they ask the main process (`commands.ts`) and the answer arrives here as an update. There is no optimistic
 * state, so the window never says something that is not so.
 */
export interface AssetPacksState extends LibraryState {
  readonly appFacts: AppFacts | undefined
  /** Whether the main process answers: `lost` after its stream broke, until the next snapshot. */
  readonly link: 'connecting' | 'live' | 'lost'
  readonly firstRun: FirstRunState
  readonly welcome: WelcomeState
  /** The person has seen that everything needed is there. */
  readonly dismissFirstRun: () => void
  /** The person has answered what is asked at the first start. */
  readonly answerWelcome: () => void
  /** What they see at the first start gives way to everything else. */
  readonly endWelcome: () => void
}

/** The store of {@link AssetPacksState}. */
export type AssetPacksStore = StoreApi<AssetPacksState>

/** An empty store; {@link followLibrary} fills it. */
export function createAssetPacksStore(): AssetPacksStore {
  return createStore<AssetPacksState>((set) => ({
    ...emptyLibrary,
    appFacts: undefined,
    link: 'connecting',
    firstRun: 'hidden',
    welcome: 'unknown',
    dismissFirstRun: () => {
      set({ firstRun: 'dismissed' })
    },
    answerWelcome: () => {
      set({ welcome: 'answered' })
    },
    endWelcome: () => {
      set({ welcome: 'over' })
    },
  }))
}

/**
 * Keeps `store` equal to what the main process reports until `signal` aborts. When the stream ends or breaks it marks the
 * link as lost, keeps what it knows and opens the stream again every second. Never rejects.
 */
export async function followLibrary(
  store: AssetPacksStore,
  client: AssetPackClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const follow = async (): Promise<void> => {
    // Both are asked for at once: each answer costs a way there and back.
    const asked = client.appFacts(undefined, { signal })
    asked.catch(() => undefined)
    for await (const update of client.library(undefined, { signal })) {
      const appFacts = await asked
      store.setState((state) => {
        const library = applyUpdate(state, update)
        return {
          ...library,
          appFacts,
          link: 'live',
          firstRun: nextFirstRun(state.firstRun, library.entries.values(), library.facts),
          welcome: nextWelcome(state.welcome, library.entries, library.facts),
        }
      })
    }
  }
  await followAgain(clock, signal, follow, () => {
    store.setState({ link: 'lost' })
  })
}
