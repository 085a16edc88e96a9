import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LibraryUpdate } from '../../src-shared/domain/library'
import type { AppFacts, AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'
import { applyUpdate, emptyLibrary, type LibraryState } from './apply-update'
import { withoutPace, type DrawingPace } from './drawing-pace'
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

/** When a window may take time. */
export interface FollowingTimes {
  readonly clock: Clock
  readonly pace?: DrawingPace | undefined
}

/**
 * Keeps `store` equal to what the main process reports until `signal` aborts. When the stream ends or breaks it marks the
 * link as lost, keeps what it knows and opens the stream again every second. Never rejects.
 *
 * While something scrolls what is reported is gathered: no step of the scrolling waits until the progress of all downloads is
 * drawn.
 */
export async function followLibrary(
  store: AssetPacksStore,
  client: AssetPackClient,
  { clock, pace = withoutPace }: FollowingTimes,
  signal: AbortSignal,
): Promise<void> {
  const follow = async (): Promise<void> => {
    // Both are asked for at once: each answer costs a way there and back.
    const asked = client.appFacts(undefined, { signal })
    asked.catch(() => undefined)
    const gathered = new GatheredUpdates(store, pace)
    try {
      for await (const update of client.library(undefined, { signal })) gathered.add(update, await asked)
    } finally {
      gathered.end()
    }
  }
  await followAgain(clock, signal, follow, () => {
    store.setState({ link: 'lost' })
  })
}

/** What was reported, and is shown as soon as its pace lets it. */
class GatheredUpdates {
  readonly #store: AssetPacksStore
  readonly #pace: DrawingPace
  #library: LibraryState
  #show: (() => void) | undefined
  #takeBack: () => void = () => undefined

  constructor(store: AssetPacksStore, pace: DrawingPace) {
    this.#store = store
    this.#pace = pace
    this.#library = store.getState()
  }

  add(update: LibraryUpdate, appFacts: AppFacts): void {
    this.#library = applyUpdate(this.#library, update)
    if (this.#show !== undefined) return
    this.#show = () => {
      this.#show = undefined
      showLibrary(this.#store, this.#library, appFacts)
    }
    this.#takeBack = this.#pace.atRest(this.#show)
  }

  /** Nothing more is reported: what was is shown now. */
  end(): void {
    this.#takeBack()
    this.#show?.()
  }
}

function showLibrary(store: AssetPacksStore, library: LibraryState, appFacts: AppFacts): void {
  const { loaded, entries, standings, facts } = library
  store.setState(({ firstRun, welcome }) => ({
    loaded,
    entries,
    standings,
    facts,
    appFacts,
    link: 'live',
    firstRun: nextFirstRun(firstRun, entries.values(), facts),
    welcome: nextWelcome(welcome, entries, facts),
  }))
}
