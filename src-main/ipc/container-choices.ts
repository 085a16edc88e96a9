import { join } from 'node:path'
import type {
  ContainerChoice,
  ContainerMove,
  ContainerMoveProgress,
  ContainerMoveUpdate,
} from '../../src-shared/domain/container-move'
import { AssetPackError, isAssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { AssetPackManager } from '../manager/asset-pack-manager'
import { progressUpdates } from './progress-updates'

/** What {@link ContainerChoices} work with. */
export interface ContainerChoicesOptions {
  readonly manager: Pick<AssetPackManager, 'planContainerMove' | 'moveContainer'>
  /** Asks the person for a folder; `undefined` when none was chosen. */
  readonly chooseDirectory: (signal: AbortSignal) => Promise<string | undefined>
  /** What the app is called: its packs go into a folder of that name where the one that was chosen is not empty. */
  readonly productName: string
}

/** The folder that a person chose for all packs, between the question and the move: windows never say a path. */
export class ContainerChoices {
  readonly #options: ContainerChoicesOptions
  #count = 0
  #chosen: { readonly choice: number; readonly directory: string } | undefined

  constructor(options: ContainerChoicesOptions) {
    this.#options = options
  }

  /** Asks, and says what moving there takes, or why it cannot be done. */
  async ask(signal: AbortSignal): Promise<ContainerChoice> {
    this.#chosen = undefined
    const chosen = await this.#options.chooseDirectory(signal)
    if (chosen === undefined) return { kind: 'none' }
    const choice = await this.#planned(chosen, signal).catch(async (error: unknown) => {
      if (!isAssetPackError(error, 'alreadyExists')) return refusal(chosen, error, signal)
      const inside = join(chosen, folderName(this.#options.productName))
      return this.#planned(inside, signal).catch((reason: unknown) => refusal(inside, reason, signal))
    })
    if (choice.kind === 'chosen') this.#chosen = choice
    return choice
  }

  /** Moves to the folder that was chosen last. @throws `invalidArgument` for another choice; what the manager throws. */
  move(choice: number, signal: AbortSignal): AsyncIterableIterator<ContainerMoveUpdate, undefined> {
    return progressUpdates<ContainerMoveProgress, ContainerMove, ContainerMoveUpdate>(signal, {
      run: async (onProgress, stop) => {
        const { directory } = this.#taken(choice)
        return this.#options.manager.moveContainer(directory, { onProgress, signal: stop })
      },
      progressed: (progress) => ({ kind: 'progressed', ...progress }),
      ended: (move) => ({ kind: 'ended', ...move }),
      isProgress: ({ kind }) => kind === 'progressed',
    })
  }

  async #planned(directory: string, signal: AbortSignal): Promise<ContainerChoice> {
    const plan = await this.#options.manager.planContainerMove(directory, { signal })
    this.#count += 1
    return { kind: 'chosen', choice: this.#count, ...plan }
  }

  #taken(choice: number): { readonly directory: string } {
    const chosen = this.#chosen
    if (chosen?.choice !== choice) {
      throw new AssetPackError('invalidArgument', 'Choose the new folder of the packs once more.', {
        details: { choice },
      })
    }
    this.#chosen = undefined
    return chosen
  }
}

function refusal(directory: string, error: unknown, signal: AbortSignal): ContainerChoice {
  signal.throwIfAborted()
  return { kind: 'refused', directory, error: toAssetPackError(error).toJSON() }
}

/** A name that every system takes. */
function folderName(productName: string): string {
  const plain = productName.replace(/[^\p{L}\p{N} _-]+/gu, '').trim()
  return plain === '' ? 'Packs' : `${plain} Packs`
}
