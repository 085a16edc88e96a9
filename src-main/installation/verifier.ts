import { basename } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { VerificationFinding } from '../../src-shared/domain/verification'
import type { InstalledPack } from '../store/asset-pack-store'
import type { InspectJob, InspectResult } from './inspect-job'
import type { PackIndexSource } from './installer'
import { runInLanes } from './run-together'
import type { UnpackWorkers } from './unpack-workers'
import type { OnVerificationProgress, VerificationReport } from './verification'

/** Gives what was signed of a version; a `Catalog` does. */
export interface SignedIndexes extends PackIndexSource {
  /** What a version's index may hash to by the signed list that is known, without asking; none when it is not on it. */
  signedIndexHashes(assetPack: AssetPack): readonly string[]
}

/** What a {@link Verifier} works with. */
interface VerifierOptions {
  readonly workers: UnpackWorkers
  readonly catalog: SignedIndexes
}

/** One verification. */
export interface VerificationRequest {
  readonly installed: InstalledPack
  readonly signal: AbortSignal
  readonly onProgress: OnVerificationProgress
}

/**
 * Verification: reads every file of an installed version and compares it, chunk by chunk, with its index; the index itself
 * with the hash that was signed. It only reads. Times and sizes that look untouched are not believed. Workers do it, each
 * with one chunk in memory.
 *
 * Without a network all of it works, except that a damaged index cannot be had anew: then it is the only finding.
 */
export class Verifier {
  readonly #options: VerifierOptions

  constructor(options: VerifierOptions) {
    this.#options = options
  }

  /** @throws the signal's reason; `internal` when a worker died. */
  async verify({ installed, signal, onProgress }: VerificationRequest): Promise<VerificationReport> {
    signal.throwIfAborted()
    onProgress({ phase: 'verifying', completedBytes: 0, totalBytes: 0 })
    const { assetPack } = installed
    const { inspected, indexFindings } = await this.#inspect(installed, signal)
    const damaged = new Set<string>()
    const { orders, totalBytes, files, hasIndex } = inspected
    let checkedBytes = 0
    await runInLanes(signal, this.#options.workers.size, orders, async (order, lane) => {
      const result = await this.#options.workers.run({ kind: 'verify', order }, lane)
      for (const path of result.damaged) damaged.add(path)
      checkedBytes += result.checkedBytes
      onProgress({ phase: 'verifying', completedBytes: checkedBytes, totalBytes })
    })
    const findings = [
      ...indexFindings,
      ...inspected.findings,
      ...Array.from(damaged, (path) => ({ path, kind: 'damaged' as const })),
    ].sort(byPath)
    return { assetPack, findings, hasIndex, files, checkedBytes }
  }

  /**
   * Whether every file of a version, active or kept, is there in its size, and its index is the right one. Contents are
   * not read and nothing is asked for over the network: it takes no longer than listing the folder.
   */
  async isWhole(installed: InstalledPack, signal: AbortSignal): Promise<boolean> {
    const { hasIndex, findings } = await this.#options.workers.run(this.#job(installed), signal)
    return hasIndex && findings.every(({ kind }) => kind === 'extra')
  }

  /** Files, folders and links that do not belong to a version, by path. Like {@link isWhole} it reads no contents. */
  async extras(installed: InstalledPack, signal: AbortSignal): Promise<readonly string[]> {
    const { findings } = await this.#options.workers.run(this.#job(installed), signal)
    return findings.flatMap(({ path, kind }) => (kind === 'extra' ? [path] : []))
  }

  /** Goes by the index on the disk, or, when that is damaged, by the one that is still offered. */
  async #inspect(
    installed: InstalledPack,
    signal: AbortSignal,
  ): Promise<{
    readonly inspected: InspectResult
    readonly indexFindings: readonly VerificationFinding[]
  }> {
    const { workers, catalog } = this.#options
    const job = this.#job(installed)
    const inspected = await workers.run(job, signal)
    if (inspected.hasIndex) return { inspected, indexFindings: [] }
    const indexFindings = [{ path: `${basename(installed.directory)}.index`, kind: 'index' }] as const
    const offered = await catalog.packIndex(installed.assetPack, signal).catch(() => undefined)
    signal.throwIfAborted()
    if (offered === undefined) return { inspected, indexFindings }
    return { inspected: await workers.run({ ...job, indexBytes: offered.bytes }, signal), indexFindings }
  }

  #job({ assetPack, directory, indexSha256 }: InstalledPack): InspectJob {
    const signed = this.#options.catalog.signedIndexHashes(assetPack)
    const indexHashes = signed.length === 0 && indexSha256 !== undefined ? [indexSha256] : signed
    const { id: assetPackID, version } = assetPack
    return { kind: 'inspect', directory, assetPackID, version, indexHashes }
  }
}

function byPath(one: VerificationFinding, other: VerificationFinding): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0
}
