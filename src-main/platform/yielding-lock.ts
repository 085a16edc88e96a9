import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { ClaimWatch } from './claim-watch'
import type { Clock } from './clock'
import { acquireFileLock, isFileLocked, type FileLock } from './file-lock'

/** Milliseconds between two looks at a lock whose holder was asked for it. */
const askEveryMs = 50

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
   * Takes the lock, or fails at once. A holder that gives way is asked to: until {@link YieldingLock.withdraw}, trying again
   * soon is of use.
   *
   * @throws AssetPackError `containerLocked`; {@link givesWay} says which kind of holder it has.
   */
  async acquire(): Promise<FileLock> {
    const { path, isBackground } = this.#options
    if (isBackground && (await isClaimed(path))) throw promised(path)
    try {
      const lock = await acquireFileLock(path, { isBackground })
      this.withdraw()
      return lock
    } catch (error) {
      if (!isBackground && givesWay(error)) this.#claim ??= await claimOn(path)
      throw error
    }
  }

  /**
   * The same, but a holder that gives way has that much time for it.
   *
   * @throws AssetPackError `containerLocked`.
   */
  async acquireWithin(milliseconds: number, clock: Clock): Promise<FileLock> {
    const end = clock.monotonic() + milliseconds
    try {
      for (;;) {
        try {
          return await this.acquire()
        } catch (error) {
          if (this.#options.isBackground || !givesWay(error) || clock.monotonic() >= end) throw error
        }
        await clock.delay(askEveryMs)
      }
    } finally {
      this.withdraw()
    }
  }

  /** Calls back as long as somebody wants the lock, until the returned function is called; never for one that is not in the background. */
  watchClaims(onClaimed: () => void, clock: Clock): () => void {
    const { path, isBackground } = this.#options
    if (!isBackground) return () => undefined
    const watch = new ClaimWatch({ isClaimed: () => isClaimed(path), onClaimed, clock })
    return () => {
      watch.close()
    }
  }

  /** Wants the lock no longer. */
  withdraw(): void {
    this.#claim?.release()
    this.#claim = undefined
  }
}

/** Whether somebody waits for the lock at `path`, which its holder is to give up then. */
export function isClaimed(path: string): Promise<boolean> {
  return isFileLocked(claimPath(path))
}

/** Whether a lock was refused by a holder that gives it up when it is asked to. */
export function givesWay(error: unknown): boolean {
  return isAssetPackError(error, 'containerLocked') && error.details['isBackground'] === true
}

/** `undefined` when another one claims it already: the holder is told by that one, too. */
async function claimOn(path: string): Promise<FileLock | undefined> {
  try {
    return await acquireFileLock(claimPath(path))
  } catch (error) {
    if (isAssetPackError(error, 'containerLocked')) return undefined
    throw error
  }
}

function claimPath(path: string): string {
  return `${path}.claim`
}

function promised(path: string): AssetPackError {
  return new AssetPackError('containerLocked', 'Another process is about to use these packs.', {
    details: { path },
  })
}
