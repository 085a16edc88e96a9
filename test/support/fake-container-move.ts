import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { ContainerChoice, ContainerMoveUpdate } from '../../src-shared/domain/container-move'

/** The move of all packs as a window sees it: a test says what the person chooses, and how the move goes. */
export class FakeContainerMove {
  /** What the person chooses when asked for another folder. */
  choice: ContainerChoice = { kind: 'none' }
  /** The move that was asked for last. */
  updates: AsyncQueue<ContainerMoveUpdate> = new AsyncQueue()
  readonly #asked: string[]

  /** @param asked - Takes down every request. */
  constructor(asked: string[]) {
    this.#asked = asked
  }

  choose(): Promise<ContainerChoice> {
    this.#asked.push('chooseContainerDirectory')
    return Promise.resolve(this.choice)
  }

  move(choice: number, signal: AbortSignal | undefined): AsyncIterable<ContainerMoveUpdate> {
    this.#asked.push(`moveContainer ${String(choice)}`)
    const updates = new AsyncQueue<ContainerMoveUpdate>({
      onLeave: () => {
        this.#asked.push('left moveContainer')
      },
    })
    signal?.addEventListener('abort', () => {
      updates.end()
    })
    this.updates = updates
    return updates
  }
}
