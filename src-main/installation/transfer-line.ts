import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { abortable } from '../../src-shared/base/cancellation'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { bundlePath } from '../repository/layout'
import type { StagingArea } from '../store/asset-pack-store'
import { resumeNotesPath } from '../transport/resume-notes'
import type { Transport } from '../transport/transport'
import type { InstallTally } from './install-tally'
import { deleteUnwanted, isKeptWhole, transferFileName } from './kept-transfers'
import { runTogether, type GroupTask } from './run-together'
import type { UnpackWorkers } from './unpack-workers'
import type { TransferOrder, UnpackStep } from './work-order'

/** What a {@link TransferLine} works with. */
export interface TransferLineOptions {
  readonly transfers: readonly TransferOrder[]
  readonly staging: StagingArea
  readonly transport: Pick<Transport, 'download'>
  readonly workers: UnpackWorkers
  /** The URL of a bundle. */
  readonly bundleURL: (sha256: string) => string
  /** Transfers at the same time. */
  readonly connections: number
  /** Transfers that may be on disk at the same time: coming in, waiting for a worker, or being unpacked. */
  readonly transfersOnDisk: number
  readonly tally: InstallTally
  /** See `DownloadRequest.whileGivingWay`. */
  readonly whileGivingWay?: AbortSignal | undefined
  /** Hears of local files that were not what the plan believed. */
  readonly onDamagedSource: (path: string) => void
  /** Hears of each transfer whose chunks are all in place; the line waits for it before it ends, no other transfer does. */
  readonly onUnpacked: (transfer: TransferOrder, signal: AbortSignal) => Promise<void>
}

/**
 * Brings bundles in over several connections; while some come in, workers unpack others. Each goes to a file of its own
 * and is deleted as soon as its chunks are placed. When the workers are behind, no further transfer begins, so the disk
 * never holds more than `transfersOnDisk` of them (only one that waits for chunks of a later one is not counted).
 *
 * After a failure or cancellation the files that came in stay for the next attempt.
 */
export class TransferLine {
  readonly #options: TransferLineOptions
  readonly #steps = new Map<number, Completion>()
  readonly #places: Places

  constructor(options: TransferLineOptions) {
    this.#options = options
    this.#places = new Places(options.transfersOnDisk)
    for (const { steps } of options.transfers) {
      for (const { number } of steps) this.#steps.set(number, new Completion())
    }
  }

  /**
   * Resolves when everything is placed.
   *
   * @throws AssetPackError what the transport says, or `integrityCheckFailed` when a bundle is wrong even after it came
   * again.
   */
  async run(signal: AbortSignal): Promise<void> {
    await deleteUnwanted(this.#options.staging.downloadsDirectory, this.#options.transfers)
    const rest = this.#options.transfers.values()
    const lane: GroupTask = async (joint, spawn) => {
      for (const transfer of rest) {
        const incoming = await this.#fetchNext(transfer, joint)
        spawn(() => this.#unpack(incoming, joint))
      }
    }
    const lanes = Math.min(this.#options.connections, this.#options.transfers.length)
    await runTogether(
      signal,
      Array.from({ length: lanes }, () => lane),
    )
  }

  async #fetchNext(transfer: TransferOrder, signal: AbortSignal): Promise<Incoming> {
    const leave = await this.#places.enter(signal)
    const directory = this.#options.staging.downloadsDirectory
    const file = join(directory, transferFileName(transfer))
    const incoming = { transfer, file, leave, counted: 0, fetches: 0 }
    if (await isKeptWhole(directory, transfer, signal)) this.#count(incoming, transfer.length)
    else await this.#download(incoming, signal)
    return incoming
  }

  async #download(incoming: Incoming, signal: AbortSignal): Promise<void> {
    const { transport, bundleURL, tally, whileGivingWay } = this.#options
    const { sha256, bundleSize, isWhole, offset, length } = incoming.transfer
    incoming.fetches += 1
    const arrival = new Arrival(tally)
    const receipt = await transport.download({
      url: bundleURL(sha256),
      totalBytes: bundleSize,
      ...(isWhole ? {} : { range: { offset, length } }),
      destination: incoming.file,
      // What came was wrong: a cache on the way may have spoilt it, and would give the same again.
      revalidate: incoming.fetches > 1,
      whileGivingWay,
      signal,
      onProgress: (bytes) => {
        arrival.holds(Math.min(bytes, length))
        this.#count(incoming, Math.min(bytes, length))
      },
      onRetry: (failures) => {
        tally.retried(failures)
      },
    })
    arrival.ended(receipt.bytesReceived)
    this.#count(incoming, length)
    tally.bytesReceived += receipt.bytesReceived
    tally.requests += receipt.requests
  }

  #count(incoming: Incoming, bytes: number): void {
    this.#options.tally.fetched(bytes - incoming.counted)
    incoming.counted = bytes
  }

  async #unpack(incoming: Incoming, signal: AbortSignal): Promise<void> {
    for (const step of incoming.transfer.steps) {
      if (this.#mustWait(step)) incoming.leave()
      await abortable(
        Promise.all(step.dependsOn.flatMap((number) => this.#steps.get(number)?.promise ?? [])),
        signal,
      )
      await this.#unpackStep(incoming, step, signal)
      this.#steps.get(step.number)?.complete()
    }
    signal.throwIfAborted()
    await rm(incoming.file, { force: true })
    incoming.leave()
    await this.#options.onUnpacked(incoming.transfer, signal)
  }

  #mustWait({ dependsOn }: UnpackStep): boolean {
    return dependsOn.some((number) => this.#steps.get(number)?.isComplete === false)
  }

  /** A bundle that is wrong is fetched once more: caches and disks fail, too. */
  async #unpackStep(incoming: Incoming, step: UnpackStep, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#place(incoming, step, signal)
        return
      } catch (error) {
        if (!isWrongContent(error)) throw error
        await this.#dropFile(incoming)
        if (incoming.fetches >= mostFetches) throw wrongBundle(incoming.transfer, error)
        await this.#download(incoming, signal)
      }
    }
  }

  async #place({ file }: Incoming, { order }: UnpackStep, signal: AbortSignal): Promise<void> {
    const { workers, tally, onDamagedSource } = this.#options
    const { placedBytes, damagedSources } = await workers.run({ kind: 'unpack', file, order }, signal)
    damagedSources.forEach(onDamagedSource)
    tally.placed(placedBytes)
  }

  async #dropFile(incoming: Incoming): Promise<void> {
    await rm(incoming.file, { force: true })
    await rm(resumeNotesPath(incoming.file), { force: true })
    this.#count(incoming, 0)
  }
}

/** Times that one transfer is fetched before its content is believed to be wrong at the host. */
const mostFetches = 2

interface Incoming {
  readonly transfer: TransferOrder
  readonly file: string
  /** Gives the place on disk back; calling it again does nothing. */
  readonly leave: () => void
  /** Bytes that the tally has counted. */
  counted: number
  /** Times that it was asked for. */
  fetches: number
}

function isWrongContent(error: unknown): error is AssetPackError {
  return isAssetPackError(error, 'integrityCheckFailed') || isAssetPackError(error, 'chunkInvalid')
}

function wrongBundle({ sha256, offset, length }: TransferOrder, cause: AssetPackError): AssetPackError {
  return new AssetPackError(
    'integrityCheckFailed',
    `The file ${bundlePath(sha256)} of the repository is not what the signed index says, also when it is fetched again. Try later; if that does not help, its publisher has to upload it again.`,
    { cause, details: { bundle: sha256, offset, length, problem: cause.code, ...cause.details } },
  )
}

/** Tells as they come the bytes of one transfer that really came: what is first heard of may have been there before. */
class Arrival {
  readonly #tally: InstallTally
  #held: number | undefined
  #told = 0

  constructor(tally: InstallTally) {
    this.#tally = tally
  }

  holds(bytes: number): void {
    if (this.#held !== undefined && bytes > this.#held) this.#tell(bytes - this.#held)
    this.#held = bytes
  }

  /** The transfer is here, and this much came for it. */
  ended(bytesReceived: number): void {
    this.#tell(Math.max(0, bytesReceived - this.#told))
  }

  #tell(bytes: number): void {
    this.#told += bytes
    this.#tally.arrived(bytes)
  }
}

class Completion {
  readonly promise: Promise<void>
  isComplete = false
  #resolve: () => void = () => undefined

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  complete(): void {
    this.isComplete = true
    this.#resolve()
  }
}

/** A fixed number of places; who finds none waits, first come, first served. */
class Places {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Resolves with the way to give the place back. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free -= 1
    else await abortable(new Promise<void>((resolve) => this.#waiting.push(resolve)), signal)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
