import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { FileLock } from '../platform/file-lock'
import type { Logger } from '../platform/logger'
import { askEveryMs, givesWay } from '../platform/yielding-lock'

/** What other processes did is looked for this often; so is whether the one that transfers has gone. */
const lookEveryMs = 1_000

/** What a {@link TransferTurn} works with. */
export interface TransferTurnOptions {
  /** Takes the lock that makes this process the one that transfers, or fails with `containerLocked`. */
  readonly acquireLock: () => Promise<FileLock>
  /** Runs with the lock, before the turn is this process's. */
  readonly prepare: () => Promise<void>
  readonly onTurn: () => void
  /** Called every second while it is this process's turn. */
  readonly onLook: () => void
  readonly clock: Clock
  readonly logger: Logger
}

/** Whose turn it is to transfer: of all processes that have the queue open, that of the one with the lock. */
export class TransferTurn {
  readonly #options: TransferTurnOptions
  #lock: FileLock | undefined
  #taking: Promise<void> | undefined
  #cancelTick: () => void = () => undefined
  /** The one that transfers was asked to give way. */
  #isAwaited = false

  constructor(options: TransferTurnOptions) {
    this.#options = options
  }

  get isOurs(): boolean {
    return this.#lock !== undefined
  }

  /** Takes the turn, unless another process has it: then as soon as that one has ended, or given way. */
  async open(): Promise<void> {
    await this.#take()
    this.#scheduleTick()
  }

  /** Lets another process have it; when that one has ended, it may be this one's again. */
  giveUp(): void {
    this.#lock?.release()
    this.#lock = undefined
  }

  /** Takes it no more; resolves when nothing takes it. What this process has it keeps. */
  async stop(): Promise<void> {
    this.#cancelTick()
    await this.#taking
  }

  #scheduleTick(): void {
    this.#cancelTick = this.#options.clock.schedule(this.#isAwaited ? askEveryMs : lookEveryMs, () => {
      if (this.#lock === undefined) void this.#take()
      else this.#options.onLook()
      this.#scheduleTick()
    })
  }

  #take(): Promise<void> {
    this.#taking ??= this.#takeLock().finally(() => {
      this.#taking = undefined
    })
    return this.#taking
  }

  async #takeLock(): Promise<void> {
    const { acquireLock, prepare, onTurn, logger } = this.#options
    let lock: FileLock | undefined
    try {
      lock = await acquireLock()
      this.#isAwaited = false
      await prepare()
      this.#lock = lock
      onTurn()
    } catch (error) {
      lock?.release()
      this.#isAwaited = givesWay(error)
      if (isAssetPackError(error, 'containerLocked')) return
      logger.log('error', 'The queue of downloads cannot be worked on.', { reason: String(error) })
    }
  }
}
