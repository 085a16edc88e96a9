import { AsyncLocalStorage } from 'node:async_hooks'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { FileLock } from '../platform/file-lock'

/** A lock tells nobody that it has become free: it is asked for again after this, and ever less often. */
const firstPauseMs = 20
const longestPauseMs = 250

/** How long somebody waits for control. */
export interface ExclusiveControlOptions {
  /** Not begun by then = refused; now = refused at once when somebody else has control. Absent = no end. */
  readonly before?: Date | undefined
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
}

/** What an {@link ExclusiveControl} works with. */
export interface ExclusiveControlParts {
  /** Takes the lock that all processes share, or fails with `containerLocked`. */
  readonly acquireLock: () => Promise<FileLock>
  readonly clock: Clock
}

/** Lets one piece of work at a time through, over all processes that share the lock. It ends with its process. */
export class ExclusiveControl {
  readonly #acquireLock: () => Promise<FileLock>
  readonly #clock: Clock
  /** Who asks from inside would wait for itself. */
  readonly #inside = new AsyncLocalStorage<{ isOver: boolean }>()

  constructor({ acquireLock, clock }: ExclusiveControlParts) {
    this.#acquireLock = acquireLock
    this.#clock = clock
  }

  /**
   * Runs `work` while nobody else has control; gives it back however `work` ends.
   *
   * @throws `containerLocked` when somebody else has it at `before`, `invalidArgument` when that is no date, `wrongUse` from inside `work`, the signal's reason, or what
   * `work` throws.
   */
  async run<T>(work: () => T | Promise<T>, options: ExclusiveControlOptions): Promise<T> {
    if (this.#inside.getStore()?.isOver === false) throw alreadyInside()
    if (Number.isNaN(options.before?.getTime())) throw noDate()
    const lock = await this.#acquire(options)
    const scope = { isOver: false }
    try {
      return await this.#inside.run(scope, async () => work())
    } finally {
      scope.isOver = true
      lock.release()
    }
  }

  /** The same for whoever was set off by such work and does not belong to it. */
  apart<T>(work: () => T | Promise<T>, options: ExclusiveControlOptions): Promise<T> {
    return this.#inside.exit(() => this.run(work, options))
  }

  async #acquire({ before, signal }: ExclusiveControlOptions): Promise<FileLock> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      signal?.throwIfAborted()
      try {
        return await this.#acquireLock()
      } catch (error) {
        if (!isAssetPackError(error, 'containerLocked')) throw error
        const leftMs = before === undefined ? pauseMs : before.getTime() - this.#clock.now()
        if (leftMs <= 0) throw somebodyElse(error)
        await this.#clock.delay(Math.min(pauseMs, leftMs), signal)
      }
    }
  }
}

function alreadyInside(): AssetPackError {
  return new AssetPackError(
    'wrongUse',
    'Exclusive control was asked for by the work that has it. Do both in the same piece of work.',
  )
}

function noDate(): AssetPackError {
  return new AssetPackError(
    'invalidArgument',
    '`before` is no valid date. Give one, or leave it out to wait without end.',
  )
}

function somebodyElse(error: AssetPackError): AssetPackError {
  return new AssetPackError(
    'containerLocked',
    'Somebody else has exclusive control of these downloads. Try again later, or wait longer for it.',
    { cause: error, details: error.details },
  )
}
