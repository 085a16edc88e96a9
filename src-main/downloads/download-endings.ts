import { pathToFileURL } from 'node:url'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { DelegateLine } from './delegate-line'
import type { DownloadRecord, DownloadRecords } from './download-records'
import { removeTransfer } from './verified-transfer'

/** What {@link DownloadEndings} work with. */
export interface DownloadEndingsOptions {
  readonly records: Pick<DownloadRecords, 'delete'>
  readonly delegates: DelegateLine
  readonly pathOf: (sequence: number) => string
  readonly logger: Logger
  /** One has ended, or could not. */
  readonly onEnded: () => void
}

/** Takes downloads out of the queue: the delegate hears how each ended, then its file and its record go. */
export class DownloadEndings {
  readonly #options: DownloadEndingsOptions
  readonly #running = new Map<number, Promise<void>>()
  readonly #cancelling = new Set<number>()
  /** What the delegate was told and did not take. */
  readonly #refused = new Set<number>()
  /** What could not be removed: the next start tries again. */
  readonly #stuck = new Set<number>()

  constructor(options: DownloadEndingsOptions) {
    this.#options = options
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  /** Resolves when all that has begun has ended. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  /** Somebody else listens now. */
  delegateChanged(): void {
    this.#refused.clear()
  }

  /** Ends one that was cancelled and is not being transferred. */
  cancel(record: DownloadRecord): void {
    const { sequence, download } = record
    if (!this.#mayBegin(sequence)) return
    this.#cancelling.add(sequence)
    this.#begin(sequence, async () => {
      const { delegates, records, pathOf } = this.#options
      await removeTransfer(pathOf(sequence))
      const ended = download.withState('failed')
      delegates.tell(ended, (delegate) => delegate.downloadFailed(ended, cancelled()))
      records.delete(sequence)
    })
  }

  /** Resolves when the files of a download that is being cancelled are gone. */
  async whenCancelled({ sequence }: DownloadRecord): Promise<void> {
    if (this.#cancelling.has(sequence)) await this.#running.get(sequence)
  }

  /** Tells how one ended, if somebody listens. Unless the delegate throws, that is its end. */
  tell(record: DownloadRecord): void {
    const { sequence, download, error } = record
    const { delegates, records, pathOf } = this.#options
    if (delegates.delegate === undefined || this.#refused.has(sequence) || !this.#mayBegin(sequence)) return
    const path = pathOf(sequence)
    this.#begin(sequence, async () => {
      const isTaken = await delegates.ask(download, (delegate) =>
        error === undefined
          ? delegate.downloadFinished(download, pathToFileURL(path))
          : delegate.downloadFailed(download, AssetPackError.fromJSON(error)),
      )
      if (!isTaken) {
        this.#refused.add(sequence)
        return
      }
      await removeTransfer(path)
      records.delete(sequence)
    })
  }

  #mayBegin(sequence: number): boolean {
    return !this.#running.has(sequence) && !this.#stuck.has(sequence)
  }

  #begin(sequence: number, work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => {
        this.#stuck.add(sequence)
        const reason = String(error)
        this.#options.logger.log('error', 'A download cannot be taken out of the queue.', { reason })
      })
      .finally(() => {
        this.#running.delete(sequence)
        this.#cancelling.delete(sequence)
        this.#options.onEnded()
      })
    this.#running.set(sequence, running)
  }
}

/** Somebody stopped it. */
export function cancelled(): AssetPackError {
  return new AssetPackError('cancelled', 'The download was cancelled.')
}
