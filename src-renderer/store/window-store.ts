import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { Question } from './question'
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
  readonly route: Route
  readonly search: string
  readonly question: Question | undefined
  /** Why the last thing that the person asked for was refused, until they dismiss it or ask for something else. */
  readonly refusal: SerializedError | undefined
  /** Where a person has just put a download, to be said aloud. */
  readonly moved: MovedDownload | undefined
  readonly go: (change: Partial<Route>) => void
  readonly setSearch: (search: string) => void
  readonly ask: (question: Question) => void
  readonly closeQuestion: () => void
  readonly refuse: (error: SerializedError | undefined) => void
  readonly sayMoved: (moved: MovedDownload) => void
}

/** The store of {@link WindowState}. */
export type WindowStore = StoreApi<WindowState>

/** A store that starts at `route`. */
export function createWindowStore(route: Route = startRoute): WindowStore {
  return createStore<WindowState>((set) => ({
    route,
    search: '',
    question: undefined,
    refusal: undefined,
    moved: undefined,
    go: (change) => {
      set((state) => ({ route: { ...state.route, ...change } }))
    },
    // Only the library can be searched, so that is where the search leads.
    setSearch: (search) => {
      set((state) => ({ search, route: search === '' ? state.route : { ...state.route, screen: 'library' } }))
    },
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
  }))
}
