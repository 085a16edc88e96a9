import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { abortable } from '../../src-shared/base/cancellation'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { bundlePath } from '../repository/layout'
import type { StagingArea } from '../store/asset-pack-store'
import { resumeNotesPath } from '../transport/resume-notes'
import type { DownloadReceipt, Transport } from '../transport/transport'
import type { InstallTally } from './install-tally'
import { deleteUnwanted, isKeptWhole, transferFileName } from './kept-transfers'
import { runTogether, type GroupTask } from './run-together'
import type { UnpackWorkers } from './unpack-workers'
import { WholeBundles } from './whole-bundles'
import type { TransferOrder, UnpackStep } from './work-order'

/** What a {@link TransferLine} works with. */
export interface TransferLineOptions {
  readonly transfers: readonly TransferOrder[]
  readonly staging: StagingArea
  readonly transport: Pick<Transport, 'download'>
  readonly workers: UnpackWorkers
  /** The URL of a bundle. */
  readonly bundleURL: (sha256: string) => string
  /** Transfers at the same time; asked anew before each of them. */
  readonly connections: () => number
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
  readonly #bundles: WholeBundles

  constructor(options: TransferLineOptions) {
    this.#options = options
    this.#bundles = new WholeBundles(options.staging.downloadsDirectory, options.transfers)
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
    const { connections, transfers } = this.#options
    const rest = transfers.values()
    let lanes = 0
    const lane: GroupTask = async (joint, spawn) => {
      lanes += 1
      // Of several that are too many all but those that may stay leave, each after its transfer.
      while (lanes <= connections()) {
        const next = rest.next()
        if (next.done === true) break
        const incoming = await this.#fetchNext(next.value, joint)
        spawn(() => this.#unpack(incoming, joint))
        if (lanes < connections()) spawn(lane)
      }
      lanes -= 1
    }
    await runTogether(
      signal,
      Array.from({ length: Math.min(connections(), transfers.length) }, () => lane),
    )
  }

  async #fetchNext(transfer: TransferOrder, signal: AbortSignal): Promise<Incoming> {
    const leave = await this.#places.enter(signal)
    const directory = this.#options.staging.downloadsDirectory
    const file = join(directory, transferFileName(transfer))
    const incoming = { transfer, file, leave, counted: 0, wasted: 0, fetches: 0 }
    while (!(await isKeptWhole(directory, transfer, signal))) {
      const { cameWhole } = await this.#download(incoming, signal)
      if (cameWhole !== true) break
      // What this or another transfer brings whole, this one takes its part out of.
      await this.#bundles.settled(transfer.sha256, signal)
    }
    this.#count(incoming, transfer.length)
    await this.#bundles.came(transfer)
    return incoming
  }

  async #download(incoming: Incoming, signal: AbortSignal): Promise<DownloadReceipt> {
    const { transport, bundleURL, tally, whileGivingWay } = this.#options
    const { sha256, bundleSize, isWhole, offset, length } = incoming.transfer
    const arrival = new Arrival(tally)
    const share = this.#bundles.share(incoming.transfer)
    const wastedBefore = incoming.wasted
    try {
      const receipt = await transport.download({
        url: bundleURL(sha256),
        totalBytes: bundleSize,
        ...(isWhole ? {} : { range: { offset, length }, takeWhole: share?.takeWhole }),
        destination: incoming.file,
        // What came was wrong: a cache on the way may have spoilt it, and would give the same again.
        revalidate: incoming.fetches > 0,
        whileGivingWay,
        signal,
        onProgress: (bytes) => {
          const isPart = share?.isTaken !== true
          arrival.holds(Math.min(bytes, isPart ? length : bundleSize))
          this.#count(incoming, Math.min(length, isPart ? bytes : Math.floor(length * (bytes / bundleSize))))
        },
        onRetry: (failures) => {
          tally.retried(failures)
        },
      })
      arrival.ended(receipt.bytesReceived)
      tally.bytesReceived += receipt.bytesReceived
      tally.requests += receipt.requests
      this.#countNeedless(incoming, receipt, arrival, incoming.wasted - wastedBefore)
      if (share?.isTaken === true || receipt.cameWhole !== true) incoming.fetches += 1
      return receipt
    } finally {
      share?.end()
    }
  }

  #count(incoming: Incoming, bytes: number): void {
    this.#options.tally.fetched(bytes - incoming.counted)
    incoming.wasted += Math.max(0, incoming.counted - bytes)
    incoming.counted = bytes
  }

  /** A host without ranges sends what nobody wants, too. */
  #countNeedless({ transfer }: Incoming, receipt: DownloadReceipt, arrival: Arrival, counted: number): void {
    if (transfer.isWhole) return
    const useful = receipt.cameWhole === true ? this.#bundles.wantedBytes(transfer.sha256) : transfer.length
    const needless = arrival.heldBefore + receipt.bytesReceived - useful
    this.#options.tally.bytesWasted += Math.max(0, needless - counted)
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
  /** Bytes that it has counted and taken back. */
  wasted: number
  /** Times that it came. */
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
  #heldBefore = 0
  #told = 0

  constructor(tally: InstallTally) {
    this.#tally = tally
  }

  holds(bytes: number): void {
    if (this.#held === undefined) this.#heldBefore = bytes
    else if (bytes > this.#held) this.#tell(bytes - this.#held)
    this.#held = bytes
  }

  /** What was there before. */
  get heldBefore(): number {
    return this.#heldBefore
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
