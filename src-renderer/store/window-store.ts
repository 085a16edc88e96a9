import { createStore, type StateCreator, type StoreApi } from 'zustand/vanilla'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { LeavingPack } from '../../src-shared/domain/library'
import type { Question } from './question'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import type { AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'
import { withoutPace, type DrawingPace, type Later } from './drawing-pace'
import { followAgain } from './follow-again'
import { startRoute, type Route } from './route'

/** A download that was put elsewhere in the queue. */
export interface MovedDownload {
  readonly title: string
  /** From 1. */
  readonly position: number
  readonly count: number
}

/** What this window shows and asks; nothing of it concerns packs, and nothing of it is known to the main process. */
export interface WindowState {
  /** Where the person went: what they used to go there shows it at once. */
  readonly route: Route
  /** The route that is drawn. It follows `route` once that has been painted, for a screen or thousands of packs take longer. */
  readonly shown: Route
  readonly search: string
  /** The search whose packs are drawn. It follows `search` once the person has stopped typing for a moment. */
  readonly searched: string
  /** The person wants to be on the first pack that the search finds, as soon as that is known. */
  readonly isFirstFoundWanted: boolean
  /** The packs of the library that are selected; some of them may not be shown now. */
  readonly selection: ReadonlySet<AssetPackID>
  readonly question: Question | undefined
  /** Why the last thing that the person asked for was refused, until they dismiss it or ask for something else. */
  readonly refusal: SerializedError | undefined
  /** Where a person has just put a download, to be said aloud. */
  readonly moved: MovedDownload | undefined
  /** Packs whose removal could not be taken back any more, until the person has seen it. */
  readonly goneForGood: readonly LeavingPack[]
  /** How often somebody has asked for a check for updates. */
  readonly checksAsked: number
  /** Whether the sheet of shortcuts is open. */
  readonly isSheetOpen: boolean
  /** What was asked from outside of the window and has not been done yet. */
  readonly request: WindowRequest | undefined
  readonly go: (change: Partial<Route>) => void
  readonly setSearch: (search: string) => void
  readonly wantFirstFound: () => void
  /** Whether they want it, for whoever leads there now. */
  readonly takeFirstFound: () => boolean
  readonly select: (selection: ReadonlySet<AssetPackID>) => void
  /** Takes these out of the selection. */
  readonly deselect: (ids: readonly AssetPackID[]) => void
  readonly ask: (question: Question) => void
  readonly closeQuestion: () => void
  readonly refuse: (error: SerializedError | undefined) => void
  readonly sayMoved: (moved: MovedDownload) => void
  readonly sayTooLate: (packs: readonly LeavingPack[]) => void
  readonly askForCheck: () => void
  readonly showSheet: () => void
  readonly closeSheet: () => void
  readonly putRequest: (request: WindowRequest) => void
  /** The request, for whoever does it now. */
  readonly takeRequest: () => WindowRequest | undefined
}

/** The store of {@link WindowState}. */
export type WindowStore = StoreApi<WindowState>

/** A store that starts at `route`. Without a pace all is drawn at once. */
export function createWindowStore(
  route: Route = startRoute,
  { afterPaint, afterTyping }: DrawingPace = withoutPace,
): WindowStore {
  const store = createStore(windowState(route))
  follow(store, 'route', afterPaint, (shown) =>
    // Whoever has gone elsewhere meanwhile does not want to be among the packs when they come back.
    shown.screen === 'library' ? { shown } : { shown, isFirstFoundWanted: false },
  )
  follow(store, 'search', afterTyping, (searched) => ({ searched }))
  return store
}

function windowState(route: Route): StateCreator<WindowState> {
  return (set, get) => ({
    route,
    shown: route,
    ...searchState(set, get),
    selection: new Set(),
    question: undefined,
    refusal: undefined,
    moved: undefined,
    goneForGood: [],
    checksAsked: 0,
    isSheetOpen: false,
    request: undefined,
    go: (change) => {
      set((state) => ({ route: { ...state.route, ...change } }))
    },
    select: (selection) => {
      set({ selection })
    },
    deselect: (ids) => {
      const leaving = new Set(ids)
      set(({ selection }) => ({ selection: new Set([...selection].filter((id) => !leaving.has(id))) }))
    },
    ...asking(set),
    putRequest: (request) => {
      set({ request })
    },
    takeRequest: () => {
      const { request } = get()
      if (request !== undefined) set({ request: undefined })
      return request
    },
  })
}

type Asking = Pick<
  WindowState,
  'ask' | 'closeQuestion' | 'refuse' | 'sayMoved' | 'sayTooLate' | 'askForCheck' | 'showSheet' | 'closeSheet'
>

/** What is asked of a person, or said to them. */
function asking(set: WindowStore['setState']): Asking {
  return {
    ask: (question) => {
      set({ question })
    },
    closeQuestion: () => {
      set({ question: undefined })
    },
    refuse: (refusal) => {
      set({ refusal })
    },
    sayMoved: (moved) => {
      set({ moved })
    },
    sayTooLate: (goneForGood) => {
      set({ goneForGood })
    },
    askForCheck: () => {
      set(({ checksAsked }) => ({ checksAsked: checksAsked + 1 }))
    },
    showSheet: () => {
      set({ isSheetOpen: true })
    },
    closeSheet: () => {
      set({ isSheetOpen: false })
    },
  }
}

/** Lets what is drawn follow what was asked for, and only the newest of it. */
function follow<Name extends 'route' | 'search'>(
  store: WindowStore,
  asked: Name,
  later: Later,
  drawn: (value: WindowState[Name]) => Partial<WindowState>,
): void {
  let stopWaiting = (): void => undefined
  store.subscribe(({ [asked]: value }, { [asked]: before }) => {
    if (value === before) return
    stopWaiting()
    stopWaiting = later(() => {
      store.setState(drawn(value))
    })
  })
}

type SearchState = Pick<
  WindowState,
  'search' | 'searched' | 'isFirstFoundWanted' | 'setSearch' | 'wantFirstFound' | 'takeFirstFound'
>

/** What is searched, and the way to what is found. */
function searchState(set: WindowStore['setState'], get: WindowStore['getState']): SearchState {
  return {
    search: '',
    searched: '',
    isFirstFoundWanted: false,
    // Only the library can be searched, so that is where the search leads.
    setSearch: (search) => {
      set((state) => ({
        search,
        isFirstFoundWanted: false,
        route: search === '' ? state.route : { ...state.route, screen: 'library' },
      }))
    },
    wantFirstFound: () => {
      set(({ search, route }) => {
        // Where nothing is searched, another screen is none of the search's business.
        if (search === '' && route.screen !== 'library') return {}
        return { isFirstFoundWanted: true, route: { ...route, screen: 'library' } }
      })
    },
    takeFirstFound: () => {
      const { isFirstFoundWanted } = get()
      if (isFirstFoundWanted) set({ isFirstFoundWanted: false })
      return isFirstFoundWanted
    },
  }
}

/** Puts what the main process asks of the window into `store`, until `signal` aborts. Never rejects. */
export async function followWindowRequests(
  store: WindowStore,
  client: AssetPackClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  await followAgain(clock, signal, async () => {
    for await (const request of client.windowRequests(undefined, { signal }))
      store.getState().putRequest(request)
  })
}
