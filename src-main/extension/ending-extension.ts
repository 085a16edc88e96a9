import type { SerializedError } from '../../src-shared/domain/errors'
import { URLDownload } from '../../src-shared/domain/url-download'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { SerialQueue } from '../platform/serial-queue'
import type { ExtensionHost, ExtensionProcess } from './extension-host'
import type { ExtensionLog } from './extension-log'
import { extensionReplySchema, type ExtensionReply, type ExtensionRequest } from './extension-messages'

/** Milliseconds without a call after which the extension is ended. */
const idleMs = 10_000

/** What an {@link EndingExtension} works with. */
export interface EndingExtensionParts {
  readonly module: URL
  readonly host: ExtensionHost
  /** Milliseconds. */
  readonly limits: { readonly loadMs: number; readonly callMs: number }
  readonly log: ExtensionLog
  readonly clock: Clock
  readonly logger: Logger
}

/** How a download ended. */
export interface EndedDownload {
  readonly download: URLDownload
  /** Where its file is; absent when it failed. */
  readonly fileURL?: URL | undefined
  readonly error?: SerializedError | undefined
}

/** What came of a call. */
export type EndingOutcome =
  /** The code returned, with what is to come into the queue. */
  | { readonly kind: 'handled'; readonly next: readonly URLDownload[] }
  /** It threw, took too long, died or cannot be loaded. */
  | { readonly kind: 'failed'; readonly reason: string }

interface Run {
  readonly process: ExtensionProcess
  isOver: boolean
}

/**
 * Hands ended downloads to the app's code (see `UnmanagedDownloaderExtension`): one call at a time, in a run that is started
 * for the first of them and ended when none has come for a while. Whatever goes wrong with it, each call ends within bounds.
 */
export class EndingExtension {
  readonly #parts: EndingExtensionParts
  readonly #calls = new SerialQueue()
  #run: Run | undefined
  #nextID = 0
  #cancelIdle: () => void = () => undefined

  constructor(parts: EndingExtensionParts) {
    this.#parts = parts
  }

  /** Hands over one download. Never rejects. */
  ended(ending: EndedDownload): Promise<EndingOutcome> {
    return this.#calls.run(async () => {
      this.#cancelIdle()
      const outcome = await this.#call(ending)
      if (outcome.kind === 'failed') await this.#failed(ending, outcome.reason)
      else this.#endWhenIdle()
      return outcome
    })
  }

  /** Waits for a call that runs, and ends the extension. */
  async close(): Promise<void> {
    await this.#calls.whenIdle()
    await this.#end()
    await this.#parts.log.close()
  }

  async #call({ download, fileURL, error }: EndedDownload): Promise<EndingOutcome> {
    const id = this.#nextID
    this.#nextID += 1
    let run: Run
    try {
      run = this.#running()
    } catch (reason) {
      return { kind: 'failed', reason: `It could not be started: ${String(reason)}` }
    }
    const settled = this.#outcome(run, id)
    const request: ExtensionRequest = {
      kind: 'ended',
      id,
      download: download.toJSON(),
      ...(fileURL === undefined ? {} : { fileURL: fileURL.href }),
      ...(error === undefined ? {} : { error }),
    }
    run.process.post(request)
    return settled
  }

  #outcome({ process }: Run, id: number): Promise<EndingOutcome> {
    const { clock, limits } = this.#parts
    return new Promise((resolve) => {
      const settle = (outcome: EndingOutcome): void => {
        for (const stop of stops) stop()
        resolve(outcome)
      }
      const limitMs = limits.loadMs + limits.callMs
      const stops = [
        process.onMessage((message) => {
          const reply = extensionReplySchema.safeParse(message)
          const outcome = reply.success ? outcomeOf(reply.data, id) : undefined
          if (outcome !== undefined) settle(outcome)
        }),
        process.onExit((reason) => {
          settle({ kind: 'failed', reason })
        }),
        scheduleAwake(clock, limitMs, () => {
          settle({ kind: 'failed', reason: `It took longer than ${String(limitMs)} ms.` })
        }),
      ]
    })
  }

  #running(): Run {
    if (this.#run?.isOver === false) return this.#run
    const { module, host, log } = this.#parts
    const run: Run = { process: host.start(), isOver: false }
    run.process.onExit(() => {
      run.isOver = true
    })
    log.note('The extension was started.', { module: module.href })
    log.follow(run.process.output)
    run.process.post({ kind: 'load', module: module.href })
    this.#run = run
    return run
  }

  /** What has failed is in whatever state: the next call gets a run of its own. */
  async #failed({ download }: EndedDownload, reason: string): Promise<void> {
    const { log, logger } = this.#parts
    log.note('The extension failed at a download.', { identifier: download.identifier, reason })
    logger.log('warn', 'The downloader extension failed; the download stays for its next run', {
      identifier: download.identifier,
      reason,
    })
    await this.#end()
  }

  #endWhenIdle(): void {
    this.#cancelIdle = this.#parts.clock.schedule(
      idleMs,
      () => {
        void this.#calls.run(() => this.#end())
      },
      { isBackground: true },
    )
  }

  async #end(): Promise<void> {
    this.#cancelIdle()
    const run = this.#run
    this.#run = undefined
    if (run !== undefined) await run.process.kill()
  }
}

function outcomeOf(reply: ExtensionReply, wanted: number): EndingOutcome | undefined {
  if (reply.kind === 'notLoaded') return { kind: 'failed', reason: reply.reason }
  if (reply.kind === 'failed' && reply.id === wanted) return { kind: 'failed', reason: reply.reason }
  if (reply.kind !== 'handled' || reply.id !== wanted) return undefined
  try {
    return { kind: 'handled', next: reply.next.map((download) => URLDownload.fromJSON(download)) }
  } catch (error) {
    return { kind: 'failed', reason: `It returned what is no download: ${String(error)}` }
  }
}
