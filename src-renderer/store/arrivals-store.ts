import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Arrival, OfferedFile } from '../../src-shared/domain/arrival'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'
import { followAgain } from './follow-again'

/** A file that can be installed. */
export type ReadyFile = Extract<OfferedFile, { readonly kind: 'ready' }>

/** Whether installing the file would change anything. */
export function isWanted(file: OfferedFile): file is ReadyFile {
  if (file.kind !== 'ready') return false
  return file.installedVersion === undefined || file.installedVersion < file.assetPack.version
}

/** What came from outside the window and waits for an answer. */
export interface ArrivalsState {
  /** The first one is asked about. */
  readonly arrivals: readonly Arrival[]
  /** Takes in what came. */
  readonly add: (arrival: Arrival) => void
  /** The first one is answered, or not wanted. */
  readonly close: () => void
  /** Installs these files. */
  readonly install: (files: readonly ReadyFile[]) => void
}

/** The store of {@link ArrivalsState}. */
export type ArrivalsStore = StoreApi<ArrivalsState>

/** What an {@link ArrivalsStore} works with. */
export interface ArrivalsOptions {
  readonly client: Pick<AssetPackClient, 'installPackFile' | 'stopReadingFiles'>
  /** Goes to the screen of a pack. */
  readonly show: (id: AssetPackID) => void
  readonly onRefused: (error: SerializedError | undefined) => void
}

/** A store without arrivals; {@link followArrivals} fills it. */
export function createArrivalsStore({ client, show, onRefused }: ArrivalsOptions): ArrivalsStore {
  return createStore<ArrivalsState>((set, get) => ({
    arrivals: [],
    add: (arrival) => {
      if (arrival.kind === 'link') show(arrival.id)
      if (arrival.kind !== 'link' || arrival.purpose === 'install')
        set(({ arrivals }) => ({ arrivals: withArrival(arrivals, arrival) }))
    },
    close: () => {
      const [first] = get().arrivals
      // When it fails it was only for nothing.
      if (first?.kind === 'reading') client.stopReadingFiles(first.number).catch(() => undefined)
      set(({ arrivals }) => ({ arrivals: arrivals.slice(1) }))
    },
    install: (files) => {
      onRefused(undefined)
      const [first] = files
      if (files.length === 1 && first !== undefined) show(first.assetPack.id)
      for (const { choice } of files) {
        client.installPackFile(choice).catch((error: unknown) => {
          onRefused(toAssetPackError(error).toJSON())
        })
      }
    },
  }))
}

/** Takes in what comes until `signal` aborts. */
export function followArrivals(
  store: ArrivalsStore,
  client: Pick<AssetPackClient, 'arrivals'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  return followAgain(clock, signal, async () => {
    for await (const arrival of client.arrivals(undefined, { signal })) store.getState().add(arrival)
  })
}

/** Questions that wait: nobody answers more of them one after the other. */
const mostArrivals = 20

/**
 * What files are takes the place of their being looked at; nobody wants to know it who has closed that. Links that lead nowhere
 * for one reason are told of once.
 */
function withArrival(arrivals: readonly Arrival[], arrival: Arrival): readonly Arrival[] {
  if (arrival.kind !== 'files') {
    const isTold = arrivals.length >= mostArrivals || arrivals.some((one) => isSameRefusal(one, arrival))
    return isTold ? arrivals : [...arrivals, arrival]
  }
  return arrivals.map((one) => (one.kind === 'reading' && one.number === arrival.number ? arrival : one))
}

function isSameRefusal(one: Arrival, other: Arrival): boolean {
  if (one.kind !== 'refusedLink' || other.kind !== 'refusedLink') return false
  return one.error.code === other.error.code
}
