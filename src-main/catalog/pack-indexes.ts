import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError, isAssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import { sha256Hex } from '../repository/digest'
import { formatLimits } from '../repository/format-limits'
import { applyIndexPatch } from '../repository/index-patch'
import { consistentTargetPath, indexPatchPath, resolveRepositoryURL } from '../repository/layout'
import { plainPackIndex } from '../repository/pack-index-codec'
import type { PlainIndexFacts } from '../repository/target-custom'
import { isMissingObject } from '../transport/missing-object'
import type { Transport } from '../transport/transport'
import type { FetchedIndex, HeldIndex } from './catalog'
import { IndexCache } from './index-cache'
import { indexHashes, type OfferedPack } from './offered-packs'

/** The indexes of that pack's versions on this machine. */
export type HeldIndexes = (id: AssetPackID) => readonly HeldIndex[]

/** What {@link PackIndexes} works with. */
export interface PackIndexesOptions {
  readonly repositoryURL: string
  /** Where fetched indexes are kept; asked at each use. */
  readonly directory: () => string
  readonly transport: Transport
  readonly heldIndexes?: HeldIndexes | undefined
  readonly logger: Logger
}

/** A patch that this machine can apply. */
interface UsablePatch {
  readonly base: HeldIndex
  readonly length: number
  readonly plain: PlainIndexFacts
}

/**
 * The indexes of the packs that the signed list names: out of those kept, by a patch of the one that is installed, or
 * whole. Whatever the way, the hash of what comes out is signed.
 */
export class PackIndexes {
  readonly #options: PackIndexesOptions
  readonly #kept: IndexCache

  constructor(options: PackIndexesOptions) {
    this.#options = options
    this.#kept = new IndexCache(options.directory)
  }

  /** See `Catalog.packIndex`. */
  async get(offered: OfferedPack, signal: AbortSignal): Promise<FetchedIndex> {
    const patch = this.#usablePatch(offered)
    const transferBytes = patch?.length ?? offered.indexLength
    const kept = await this.#keptIndex(offered)
    if (kept !== undefined) return { bytes: kept, bytesReceived: 0, transferBytes }
    const patched = patch && (await this.#patched(offered, patch, signal))
    if (patched !== undefined) return { bytes: patched, bytesReceived: transferBytes, transferBytes }
    const bytes = await this.#whole(offered, signal)
    return { bytes, bytesReceived: bytes.length, transferBytes }
  }

  /** Removes every kept index but those of these packs. */
  keepOnly(packs: readonly OfferedPack[]): Promise<void> {
    return this.#kept.keepOnly(new Set(packs.flatMap(indexHashes)))
  }

  async #keptIndex({ indexSha256, plainIndex }: OfferedPack): Promise<Uint8Array | undefined> {
    return (await this.#kept.read(indexSha256)) ?? (plainIndex && (await this.#kept.read(plainIndex.sha256)))
  }

  /** The smallest patch of a version that is here, where it is smaller than the whole. */
  #usablePatch({ assetPack, plainIndex, indexLength }: OfferedPack): UsablePatch | undefined {
    if (plainIndex === undefined) return undefined
    const held = this.#options.heldIndexes?.(assetPack.id) ?? []
    const usable = plainIndex.patches.flatMap(({ fromVersion, length }): readonly UsablePatch[] => {
      const base = held.find(({ version }) => version === fromVersion)
      return base === undefined || length >= indexLength ? [] : [{ base, length, plain: plainIndex }]
    })
    return usable.sort((a, b) => a.length - b.length)[0]
  }

  /** `undefined` when it does not work out: the whole index always does. */
  async #patched(
    offered: OfferedPack,
    patch: UsablePatch,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const { targetName } = offered
    try {
      const bytes = await this.#applied(offered, patch, signal)
      signal.throwIfAborted()
      await this.#kept.write(patch.plain.sha256, bytes)
      return bytes
    } catch (error) {
      if (!isPatchUnfit(error)) throw error
      const facts = { target: targetName, fromVersion: patch.base.version, reason: error.message }
      this.#options.logger.log('warn', 'An index could not be patched and is fetched whole.', facts)
      return undefined
    }
  }

  async #applied(
    { assetPack: { id, version }, targetName }: OfferedPack,
    { base, length, plain }: UsablePatch,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const earlier = await plainPackIndex(await base.read())
    const path = indexPatchPath(id, version, base.version, plain.sha256)
    const patch = await this.#read(path, targetName, length, signal)
    const bytes = await applyIndexPatch(earlier, patch, plain.length)
    const actual = sha256Hex(bytes)
    if (actual !== plain.sha256) throw mismatch(targetName, { expected: plain.sha256, actual })
    return bytes
  }

  async #whole(
    { targetName, indexLength, indexSha256 }: OfferedPack,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (indexLength > formatLimits.storedIndex) {
      throw new AssetPackError('limitExceeded', `The index ${targetName} is too large.`, {
        details: { bytes: indexLength, limit: formatLimits.storedIndex },
      })
    }
    const path = consistentTargetPath(targetName, indexSha256)
    const bytes = await this.#read(path, targetName, indexLength, signal)
    const actual = sha256Hex(bytes)
    if (bytes.length !== indexLength || actual !== indexSha256) {
      throw mismatch(targetName, { expected: indexSha256, actual })
    }
    signal.throwIfAborted()
    await this.#kept.write(indexSha256, bytes)
    return bytes
  }

  async #read(path: string, targetName: string, length: number, signal: AbortSignal): Promise<Uint8Array> {
    const url = resolveRepositoryURL(this.#options.repositoryURL, path)
    try {
      return await this.#options.transport.read({ url, maximumBytes: length, signal })
    } catch (error) {
      if (isAssetPackError(error, 'limitExceeded'))
        throw mismatch(targetName, { expectedBytes: length }, error)
      throw error
    }
  }
}

/** The patch, or what it is for, is missing or wrong: no reason to give up. */
function isPatchUnfit(error: unknown): error is AssetPackError {
  return isAssetPackError(error) && (isMissingObject(error) || unfit.has(error.code))
}

const unfit: ReadonlySet<AssetPackErrorCode> = new Set([
  'indexInvalid',
  'limitExceeded',
  'fileNotFound',
  'diskFailed',
])

function mismatch(
  targetName: string,
  facts: Readonly<Record<string, string | number>>,
  cause?: unknown,
): AssetPackError {
  return new AssetPackError('indexInvalid', `The index ${targetName} is not the one that was signed.`, {
    cause,
    details: { target: targetName, ...facts },
  })
}
