import type { Logger } from '../platform/logger'
import type { DownloadManagerDelegate, SchedulableDownload } from './download-manager-delegate'

type Call = (delegate: DownloadManagerDelegate) => void | Promise<void>

interface Written {
  readonly download: SchedulableDownload
  bytes: number
  total: number
}

/** Calls the delegate, once at a time and in order. A delegate that throws is logged and holds up nobody. */
export class DelegateLine {
  readonly #logger: Logger
  readonly #waiting: (() => Promise<void>)[] = []
  /** By download: bytes of which the call is still waiting. */
  readonly #written = new Map<string, Written>()
  #running: Promise<void> | undefined
  #delegate: DownloadManagerDelegate | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  get delegate(): DownloadManagerDelegate | undefined {
    return this.#delegate
  }

  set delegate(delegate: DownloadManagerDelegate | undefined) {
    this.#delegate = delegate
  }

  /** Tells something about a download, if somebody listens by then. */
  tell(download: SchedulableDownload, call: Call): void {
    void this.ask(download, call)
  }

  /** Tells it, and says whether somebody listened and did not throw. */
  ask({ uniqueIdentifier }: SchedulableDownload, call: Call): Promise<boolean> {
    // What is written after this belongs behind it.
    this.#written.delete(uniqueIdentifier)
    return new Promise((resolve) => {
      this.#push(async () => {
        resolve(await this.#call(call))
      })
    })
  }

  /** Tells that bytes were written; joined with those of which the delegate has not heard yet. */
  tellWritten(download: SchedulableDownload, bytes: number, total: number, expected: number): void {
    const present = this.#written.get(download.uniqueIdentifier)
    if (present !== undefined) {
      present.bytes += bytes
      present.total = total
      return
    }
    const written: Written = { download, bytes, total }
    this.#written.set(download.uniqueIdentifier, written)
    this.#push(async () => {
      if (this.#written.get(download.uniqueIdentifier) === written)
        this.#written.delete(download.uniqueIdentifier)
      await this.#call((delegate) =>
        delegate.downloadDidWriteBytes?.(download, written.bytes, written.total, expected),
      )
    })
  }

  /** Whether nothing is being told. */
  get isIdle(): boolean {
    return this.#running === undefined
  }

  /** Resolves when all that was to be told has been. */
  async whenIdle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  #push(step: () => Promise<void>): void {
    this.#waiting.push(step)
    this.#running ??= this.#work()
  }

  async #work(): Promise<void> {
    // Not within the call that brought the news.
    await Promise.resolve()
    for (let step = this.#waiting.shift(); step !== undefined; step = this.#waiting.shift()) await step()
    this.#running = undefined
  }

  async #call(call: Call): Promise<boolean> {
    if (this.#delegate === undefined) return false
    try {
      await call(this.#delegate)
      return true
    } catch (error) {
      this.#logger.log('error', 'The delegate of the downloads failed.', { reason: String(error) })
      return false
    }
  }
}
