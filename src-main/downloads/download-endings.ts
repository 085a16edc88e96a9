import { pathToFileURL } from 'node:url'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { EndingExtension } from '../extension/ending-extension'
import type { Logger } from '../platform/logger'
import type { DelegateLine } from './delegate-line'
import type { DownloadRecord, DownloadRecords } from './download-records'
import { removeTransfer } from './verified-transfer'

/** What {@link DownloadEndings} work with. */
export interface DownloadEndingsOptions {
  readonly records: Pick<DownloadRecords, 'delete' | 'beginHandover' | 'endHandover'>
  readonly delegates: DelegateLine
  /** The app's code for what ends while no delegate listens, if it has any. */
  readonly extension?: Pick<EndingExtension, 'ended'> | undefined
  /** Keeps everybody else from the queue while `work` runs. */
  readonly withControl: (work: () => Promise<void>) => Promise<void>
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
    const { delegates, extension, records, pathOf } = this.#options
    if (this.#refused.has(sequence) || !this.#mayBegin(sequence)) return
    if (delegates.delegate === undefined) {
      if (extension !== undefined) this.#begin(sequence, () => this.#handOver(record, extension))
      return
    }
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

  /**
   * To the app's extension. That it is on its way is durable first, and that it was taken, with what comes instead, in one
   * step: after whatever death the next process finds by the file which of both it was.
   */
  async #handOver(
    { sequence, download, error }: DownloadRecord,
    extension: Pick<EndingExtension, 'ended'>,
  ): Promise<void> {
    const { records, pathOf, withControl, logger } = this.#options
    const path = pathOf(sequence)
    await withControl(async () => {
      if (!records.beginHandover(sequence)) return
      const fileURL = error === undefined ? pathToFileURL(path) : undefined
      const outcome = await extension.ended({ download, fileURL, error })
      if (outcome.kind === 'failed') {
        this.#refused.add(sequence)
        return
      }
      for (const { identifier } of outcome.next.filter(({ isEssential }) => isEssential))
        logger.log('warn', 'An essential download is not scheduled outside an installation', { identifier })
      records.endHandover(
        sequence,
        outcome.next.filter(({ isEssential }) => !isEssential),
      )
      await removeTransfer(path)
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
