import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import { abortable } from '../../src-shared/base/cancellation'
import { Emitter } from '../../src-shared/base/emitter'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { LeavingPack } from '../../src-shared/domain/library'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'

/** Timers cannot be longer than 24 days: a longer one ends at once. */
const longestTimerMs = 24 * 60 * 60 * 1000

/** What {@link DelayedRemovals} work with. */
export interface DelayedRemovalsOptions {
  readonly clock: Pick<Clock, 'schedule' | 'sinceBoot'>
  readonly logger: Logger
  /** Deletes the pack. */
  readonly remove: (id: AssetPackID) => Promise<void>
}

interface Pending {
  readonly pack: LeavingPack
  /** On the clock since the machine started. */
  readonly dueAt: number
  /** Absent once it is being removed: then there is no way back. */
  cancel: (() => void) | undefined
  /** The removal, once it runs; it never fails. */
  removal: Promise<void> | undefined
}

/**
 * Packs that a person has removed, and may want back: their files stay where they are until the time is up, so taking it back
 * costs nothing. Closing ends the waiting: what was removed is gone when the app has ended in good order. A process that
 * dies before has removed nothing: either all of a pack is here, or none.
 */
export class DelayedRemovals {
  readonly #options: DelayedRemovalsOptions
  readonly #pending = new Map<string, Pending>()
  readonly #changes: Emitter<AssetPackID>
  #isClosed = false

  constructor(options: DelayedRemovalsOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => {
      options.logger.log('error', 'A listener of removals failed', { reason: String(error) })
    })
  }

  /** Hears of each pack that leaves, stays after all, can no longer stay, or has gone. */
  get changes(): Pick<Emitter<AssetPackID>, 'subscribe'> {
    return this.#changes
  }

  /** Whether the pack is to be removed soon, or is being removed. */
  isLeaving(id: AssetPackID): boolean {
    return this.#pending.has(assetPackIDKey(id))
  }

  /** All that can be taken back, first removed first. */
  leaving(): readonly LeavingPack[] {
    return [...this.#pending.values()].flatMap(({ pack, cancel }) => (cancel === undefined ? [] : pack))
  }

  /**
   * Removes the pack after that time; doing it again begins the time anew.
   *
   * @throws `invalidArgument` for what is no time; `cancelled` once closed, when nobody would carry it out.
   */
  schedule(pack: LeavingPack, delayMs: number): void {
    if (this.#isClosed) throw cancelledBecause('closed')
    if (!Number.isFinite(delayMs) || delayMs < 0) throw invalidDelay(delayMs)
    const key = assetPackIDKey(pack.id)
    const before = this.#pending.get(key)
    if (before !== undefined && before.cancel === undefined) return
    before?.cancel?.()
    const dueAt = this.#options.clock.sinceBoot() + delayMs
    const pending: Pending = { pack, dueAt, cancel: undefined, removal: undefined }
    this.#await(pending)
    this.#pending.set(key, pending)
    this.#changes.emit(pack.id)
  }

  /** Lets the pack stay. @returns whether it was to be removed, and could be kept. */
  keep(id: AssetPackID): boolean {
    const key = assetPackIDKey(id)
    const cancel = this.#pending.get(key)?.cancel
    if (cancel === undefined) return false
    cancel()
    this.#pending.delete(key)
    this.#changes.emit(id)
    return true
  }

  /**
   * For whoever is about to ask for the pack: lets it stay or, when it is too late for that, resolves once it is gone or could
   * not be removed. A removal may wait for much else, a move of all packs for one.
   *
   * @returns what {@link DelayedRemovals.keep} does. @throws the signal's reason.
   */
  async stay(id: AssetPackID, signal?: AbortSignal): Promise<boolean> {
    if (this.keep(id)) return true
    await this.settled(id, signal)
    return false
  }

  /** Resolves at once, but where the pack is being removed: then once that has ended. @throws the signal's reason. */
  async settled(id: AssetPackID, signal?: AbortSignal): Promise<void> {
    const removal = this.#pending.get(assetPackIDKey(id))?.removal
    if (removal !== undefined) await abortable(removal, signal)
  }

  /** Carries out what is left to do; resolves when it is done. */
  async close(): Promise<void> {
    this.#isClosed = true
    const pending = [...this.#pending.values()]
    for (const one of pending) if (one.cancel !== undefined) this.#carryOut(one)
    await Promise.all(pending.flatMap(({ removal }) => removal ?? []))
  }

  #await(pending: Pending): void {
    const { clock } = this.#options
    const rest = Math.max(0, pending.dueAt - clock.sinceBoot())
    pending.cancel = clock.schedule(Math.min(rest, longestTimerMs), () => {
      if (rest > longestTimerMs) this.#await(pending)
      else this.#carryOut(pending)
    })
  }

  #carryOut(pending: Pending): void {
    pending.cancel?.()
    pending.cancel = undefined
    pending.removal = this.#remove(pending.pack.id)
    this.#changes.emit(pending.pack.id)
  }

  async #remove(id: AssetPackID): Promise<void> {
    const { remove, logger } = this.#options
    try {
      await remove(id)
    } catch (error) {
      // Nobody waits for it any more; the pack is seen to be here again.
      logger.log('error', 'A pack cannot be removed', { id, code: toAssetPackError(error).code })
    } finally {
      this.#pending.delete(assetPackIDKey(id))
      this.#changes.emit(id)
    }
  }
}

function invalidDelay(delayMs: number): AssetPackError {
  const sentence = `A pack is removed after a number of milliseconds, 0 or more; ${String(delayMs)} is none.`
  return new AssetPackError('invalidArgument', sentence, { details: { delayMs: String(delayMs) } })
}
