import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { Arrival, SaveUpdate } from '../../src-shared/domain/arrival'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackService } from '../../src-shared/ipc/contract'
import { fakeStream } from './fake-stream'

type FileCalls = Pick<
  AssetPackService,
  'choosePackFiles' | 'installPackFile' | 'stopReadingFiles' | 'arrivals' | 'savePack' | 'showSavedPack'
>

/** Packs in files and links to packs, as far as a window has to do with them: a test says what comes. */
export class FakeFiles implements FileCalls {
  /** What comes from outside the window, when a test pushes it. */
  readonly arriving = new AsyncQueue<Arrival>()
  /** The saving that was asked for last. */
  saving: AsyncQueue<SaveUpdate> = new AsyncQueue()
  readonly #asked: string[]
  readonly #refuseIfTold: (request: string) => void

  constructor(asked: string[], refuseIfTold: (request: string) => void) {
    this.#asked = asked
    this.#refuseIfTold = refuseIfTold
  }

  readonly arrivals = (): AsyncIterable<Arrival> => this.arriving

  readonly choosePackFiles = async (): Promise<undefined> => {
    this.#asked.push('choosePackFiles')
  }

  readonly installPackFile = async (choice: number): Promise<undefined> => {
    this.#asked.push(`installPackFile ${String(choice)}`)
    this.#refuseIfTold('installPackFile')
  }

  readonly stopReadingFiles = async (number: number): Promise<undefined> => {
    this.#asked.push(`stopReadingFiles ${String(number)}`)
  }

  readonly savePack = (
    id: AssetPackID,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<SaveUpdate> => {
    this.#asked.push(`savePack ${id}`)
    this.saving = fakeStream(this.#asked, `savePack ${id}`, signal)
    return this.saving
  }

  readonly showSavedPack = async (): Promise<undefined> => {
    this.#asked.push('showSavedPack')
  }
}
