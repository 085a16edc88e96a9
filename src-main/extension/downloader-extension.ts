import { Emitter } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { SerialQueue } from '../platform/serial-queue'
import type { ExtensionHost, ExtensionProcess } from './extension-host'
import type { ExtensionLog } from './extension-log'
import { ExtensionRun, type ExtensionAnswer, type ExtensionLimits, type ExtensionLoss } from './extension-run'
import type { ExtensionFailure } from './managed-downloader-extension'

/** Milliseconds without a question after which the extension is ended. */
const idleMs = 10_000
/** So often within an hour an extension may be lost; then it is left alone until the hour is over. */
const mostLosses = 5
const lossMemoryMs = 3_600_000

/** What a {@link DownloaderExtension} works with. */
export interface DownloaderExtensionParts {
  readonly module: URL
  readonly host: ExtensionHost
  readonly limits: ExtensionLimits
  readonly log: ExtensionLog
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Asks the app's extension which packs may come by themselves (see `ManagedDownloaderExtension`).
 *
 * Promises:
 * - It is started for the first question and ended when none has come for a while. There is one run of it at a time.
 * - Whatever goes wrong with it, each question has an answer within bounds: what it fails at counts as `true`. A run that
 *   blocks or dies is replaced by another one, which is asked again about those that had no part in it.
 * - A failure of one kind is told once for each version of a pack.
 */
export class DownloaderExtension {
  /** Every failure, once for each kind and version of a pack. */
  readonly failures: Emitter<ExtensionFailure>
  readonly #parts: DownloaderExtensionParts
  readonly #batches = new SerialQueue()
  readonly #closing = new AbortController()
  readonly #told = new Set<string>()
  #run: ExtensionRun | undefined
  #cancelIdle: () => void = () => undefined
  /** When runs were lost, on the clock that never goes backwards. */
  #losses: readonly number[] = []

  constructor(parts: DownloaderExtensionParts) {
    this.#parts = parts
    this.failures = new Emitter((error) => {
      parts.logger.log('error', 'A listener of the downloader extension failed.', { reason: String(error) })
    })
  }

  /**
   * Asks about every pack; gives those that may not come.
   *
   * @throws the signal's reason, or `cancelled` when this is closed.
   */
  declined(assetPacks: readonly AssetPack[], signal?: AbortSignal): Promise<readonly AssetPack[]> {
    const open = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])])
    return this.#batches.run(async () => {
      open.throwIfAborted()
      this.#cancelIdle()
      try {
        return await this.#ask(assetPacks, open)
      } finally {
        this.#endWhenIdle()
      }
    })
  }

  /** Runs `work` while nothing is written to the log; what is printed meanwhile comes later. */
  whileLogIsStill<T>(work: () => Promise<T>): Promise<T> {
    return this.#parts.log.whileStill(work)
  }

  /** Ends the extension; what is asked then, or had no answer, is cancelled. Resolves when its log is written. */
  async close(): Promise<void> {
    this.#closing.abort(new AssetPackError('cancelled', 'The downloader extension was ended.'))
    this.#cancelIdle()
    await this.#batches.whenIdle()
    this.#cancelIdle()
    await this.#endRun()
    await this.#parts.log.close()
  }

  async #ask(assetPacks: readonly AssetPack[], signal: AbortSignal): Promise<readonly AssetPack[]> {
    const declined: AssetPack[] = []
    const left = new Set(assetPacks)
    // One of them ended a run, nobody knows which: each is asked about alone.
    const suspects = new Set<AssetPack>()
    const onAnswer = (assetPack: AssetPack, answer: ExtensionAnswer): void => {
      left.delete(assetPack)
      suspects.delete(assetPack)
      if (answer.kind === 'failed') this.#tell({ kind: answer.failure, assetPack, reason: answer.reason })
      else if (!answer.answer) declined.push(assetPack)
    }
    while (left.size > 0 && !this.#isSuspended()) {
      const [suspect] = suspects
      const asked = suspect === undefined ? [...left] : [suspect]
      const run = this.#running()
      if (run === undefined) break
      const loss = await run.ask(asked, { signal, onAnswer })
      if (loss === undefined) continue
      this.#tellLoss(loss)
      if (loss.kind === 'notLoaded') break
      for (const assetPack of loss.guilty) {
        left.delete(assetPack)
        suspects.delete(assetPack)
      }
      for (const assetPack of loss.suspects) suspects.add(assetPack)
    }
    return declined
  }

  /** `undefined` when the host cannot start one: nothing is asked then. */
  #running(): ExtensionRun | undefined {
    if (this.#run?.isOver === false) return this.#run
    const { module, limits, log, clock } = this.#parts
    const process = this.#started()
    if (process === undefined) return undefined
    log.note('The extension was started.', { module: module.href })
    log.follow(process.output)
    const onLost = ({ kind, reason }: ExtensionLoss): void => {
      this.#losses = [...this.#losses, clock.monotonic()]
      log.note('The extension was lost.', { kind, reason })
    }
    this.#run = new ExtensionRun({ process, module, limits, clock, onLost })
    return this.#run
  }

  #started(): ExtensionProcess | undefined {
    const { host, log, clock } = this.#parts
    try {
      return host.start()
    } catch (error) {
      const reason = `It could not be started: ${String(error)}`
      this.#losses = [...this.#losses, clock.monotonic()]
      log.note('The extension could not be started.', { reason: String(error) })
      this.#tell({ kind: 'notLoaded', reason })
      return undefined
    }
  }

  #isSuspended(): boolean {
    const since = this.#parts.clock.monotonic() - lossMemoryMs
    this.#losses = this.#losses.filter((at) => at > since)
    if (this.#losses.length <= mostLosses) return false
    this.#tell({
      kind: 'suspended',
      reason: `It was lost ${String(this.#losses.length)} times within an hour.`,
    })
    return true
  }

  #endWhenIdle(): void {
    this.#cancelIdle()
    if (this.#run?.isOver !== false) return
    this.#cancelIdle = this.#parts.clock.schedule(idleMs, () => {
      void this.#endRun()
    })
  }

  async #endRun(): Promise<void> {
    const run = this.#run
    this.#run = undefined
    if (run === undefined) return
    if (!run.isOver) this.#parts.log.note('The extension was ended.')
    await run.finish()
  }

  #tellLoss({ kind, reason, guilty, suspects }: ExtensionLoss): void {
    for (const assetPack of guilty) this.#tell({ kind, assetPack, reason })
    // Suspects are asked about again; then it is known.
    if (guilty.length === 0 && suspects.length === 0) this.#tell({ kind, reason })
  }

  #tell(failure: ExtensionFailure): void {
    const { kind, assetPack, reason } = failure
    const key = `${kind} ${assetPack?.hash ?? ''}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.#parts.logger.log('warn', 'The downloader extension failed; its answer counts as yes', {
      kind,
      ...(assetPack === undefined ? {} : { id: assetPack.id, version: assetPack.version }),
      reason,
    })
    this.failures.emit(failure)
  }
}
