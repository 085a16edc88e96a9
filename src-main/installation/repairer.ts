import type { VerificationFinding } from '../../src-shared/domain/verification'
import type { Logger } from '../platform/logger'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import type { Assembler } from './assembler'
import { InstallTally } from './install-tally'
import type { RepairReport, VerificationReport } from './verification'
import type { SignedIndexes, VerificationRequest, Verifier } from './verifier'
import { decodePaths } from './work-order'

/** What a {@link Repairer} works with. */
export interface RepairerOptions {
  readonly store: Pick<AssetPackStore, 'installedIndexBytes' | 'openStaging' | 'repair'>
  readonly catalog: SignedIndexes
  readonly verifier: Verifier
  readonly assembler: Assembler
  readonly logger: Logger
}

/** The index to go by, and what getting it cost. */
interface RepairIndex {
  readonly bytes: Uint8Array
  readonly bytesReceived: number
  /** Whether the one beside the version is to be replaced by it. */
  readonly isNew: boolean
}

/**
 * Repair: verifies an installed version, fetches what is damaged and nothing else, and puts it in its place. The right
 * chunks of a damaged file, and equal chunks anywhere in the pack, are used. After it the version is what was signed.
 *
 * - The right content is assembled in the staging area, as in an installation (I-2 to I-5).
 * - The store replaces the files one by one: a reader finds a file as it was or as it was signed.
 */
export class Repairer {
  readonly #options: RepairerOptions

  constructor(options: RepairerOptions) {
    this.#options = options
  }

  /**
   * @throws AssetPackError what verifying, fetching and the store say: `offline` and its like, `remoteNotFound` or
   * `assetPackNotFound` when the repository no longer has that version, `outOfSpace`; the signal's reason. What was not
   * mended then is as it was.
   */
  async repair(request: VerificationRequest): Promise<RepairReport> {
    const { assetPack, findings, files } = await this.#verify(request)
    if (findings.length === 0) return { assetPack, findings, files, bytesFetched: 0, requests: 0 }
    const { installed, signal, onProgress } = request
    const tally = new InstallTally(({ phase, placedBytes, totalPlacedBytes }) => {
      onProgress({ phase, completedBytes: placedBytes, totalBytes: totalPlacedBytes })
    })
    const index = await this.#index(installed, findings, signal)
    tally.bytesReceived += index.bytesReceived
    tally.requests += index.bytesReceived > 0 ? 1 : 0
    const staging = await this.#options.store.openStaging(assetPack.id, assetPack.version)
    const damagedFiles = pathsOf(findings, ['damaged', 'missing', 'obstructed'])
    const assembly = { assetPack, indexBytes: index.bytes, staging, tally, signal, damagedFiles }
    const assembled = damagedFiles.length === 0 ? undefined : await this.#options.assembler.assemble(assembly)
    signal.throwIfAborted()
    await this.#options.store.repair(installed, staging, {
      removed: pathsOf(findings, ['extra', 'obstructed']),
      files: assembled?.plan.finish.flatMap(({ paths }) => decodePaths(paths)) ?? [],
      indexBytes: index.isNew ? index.bytes : undefined,
    })
    if (findings.some(({ kind }) => kind === 'missing')) await this.#removeUnseen(installed, signal)
    const { bytesReceived: bytesFetched, requests } = tally
    const report = { assetPack, findings, files, bytesFetched, requests }
    this.#log(report)
    return report
  }

  /**
   * What was missing may have been in a folder that could not be listed, and nobody has seen what else is in there. Now
   * that its files are in their places, it can be.
   */
  async #removeUnseen(installed: InstalledPack, signal: AbortSignal): Promise<void> {
    const { store, verifier } = this.#options
    const removed = await verifier.extras(installed, signal)
    if (removed.length === 0) return
    const { id, version } = installed.assetPack
    await store.repair(installed, await store.openStaging(id, version), { removed, files: [] })
  }

  /** Without an index nothing can be said of the files: then it is fetched first. */
  async #verify(request: VerificationRequest): Promise<VerificationReport> {
    const { verifier, catalog } = this.#options
    const report = await verifier.verify(request)
    if (report.hasIndex) return report
    await catalog.packIndex(report.assetPack, request.signal)
    return verifier.verify(request)
  }

  async #index(
    installed: InstalledPack,
    findings: readonly VerificationFinding[],
    signal: AbortSignal,
  ): Promise<RepairIndex> {
    const { catalog, store } = this.#options
    if (findings.some(({ kind }) => kind === 'index'))
      return { ...(await catalog.packIndex(installed.assetPack, signal)), isNew: true }
    return { bytes: await store.installedIndexBytes(installed), bytesReceived: 0, isNew: false }
  }

  #log({ assetPack: { id, version }, findings, bytesFetched, requests }: RepairReport): void {
    this.#options.logger.log('info', 'A pack was repaired.', {
      assetPackID: id,
      version,
      findings: findings.length,
      bytesFetched,
      requests,
    })
  }
}

function pathsOf(
  findings: readonly VerificationFinding[],
  kinds: readonly VerificationFinding['kind'][],
): readonly string[] {
  return findings.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path)
}
