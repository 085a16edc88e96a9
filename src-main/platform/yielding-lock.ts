import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from './clock'
import { acquireFileLock, isFileLocked, type FileLock } from './file-lock'

/** Milliseconds between two looks at a lock whose holder was asked for it. */
export const askEveryMs = 50

/** What a {@link YieldingLock} works with. */
export interface YieldingLockOptions {
  readonly path: string
  /** This process works in the background: it gives the lock up when somebody else wants it, and takes it from nobody. */
  readonly isBackground: boolean
}

/**
 * A lock that whoever holds it in the background gives up when another process wants it. Who wants it says so by holding a
 * second lock beside it, the claim: a wish ends with its process, and nothing is left behind that anybody might believe.
 */
export class YieldingLock {
  readonly #options: YieldingLockOptions
  #claim: FileLock | undefined

  constructor(options: YieldingLockOptions) {
    this.#options = options
  }

  /**
   * Takes the lock, or fails at once. Then its holder is asked for it until {@link YieldingLock.withdraw}, whatever it has
   * said of itself: what it could not write down would have it hold the lock for ever. One that does not give way does not look.
   *
   * @throws AssetPackError `containerLocked`; {@link givesWay} says what kind of holder it says it has.
   */
  async acquire(): Promise<FileLock> {
    const { path, isBackground } = this.#options
    if (isBackground && (await isClaimed(path))) throw promised(path)
    try {
      const lock = await acquireFileLock(path, { isBackground })
      this.withdraw()
      return lock
    } catch (error) {
      if (!isBackground && isAssetPackError(error, 'containerLocked')) this.#claim ??= await claimOn(path)
      throw error
    }
  }

  /**
   * The same, but a holder that gives way, or has said nothing, has that much time for it. Another one is believed when it is
   * asked twice: at first it could be the word of the holder before.
   *
   * @throws AssetPackError `containerLocked`; the signal's reason.
   */
  async acquireWithin(
    milliseconds: number,
    { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
  ): Promise<FileLock> {
    const end = clock.monotonic() + milliseconds
    let hasRefused = false
    try {
      for (;;) {
        try {
          return await this.acquire()
        } catch (error) {
          const isOver = hasRefused && keepsIt(error)
          hasRefused = keepsIt(error)
          if (isOver || !this.#isWorthWaiting(error) || clock.monotonic() >= end) throw error
        }
        await clock.delay(askEveryMs, signal)
      }
    } finally {
      this.withdraw()
    }
  }

  /** Wants the lock no longer. */
  withdraw(): void {
    this.#claim?.release()
    this.#claim = undefined
  }

  #isWorthWaiting(error: unknown): boolean {
    return !this.#options.isBackground && isAssetPackError(error, 'containerLocked')
  }
}

/** Whether somebody waits for the lock at `path`, which its holder is to give up then. */
export function isClaimed(path: string): Promise<boolean> {
  return isFileLocked(claimPath(path))
}

/** Whether a lock was refused by a holder that says it gives it up when it is asked to. */
export function givesWay(error: unknown): boolean {
  return isAssetPackError(error, 'containerLocked') && error.details['isBackground'] === true
}

/** Whether it was refused by one that says it does not. */
function keepsIt(error: unknown): boolean {
  return isAssetPackError(error, 'containerLocked') && !givesWay(error) && 'pid' in error.details
}

/**
 * `undefined` when another one claims it already: the holder is told by that one, too. What else keeps it from being claimed is
 * not what is wrong.
 */
async function claimOn(path: string): Promise<FileLock | undefined> {
  return acquireFileLock(claimPath(path)).catch(() => undefined)
}

function claimPath(path: string): string {
  return `${path}.claim`
}

function promised(path: string): AssetPackError {
  return new AssetPackError('containerLocked', `Another process is about to take ${path}.`, {
    details: { path },
  })
}
