import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { isInterruptedWrite, makeFolders } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { packIndexTargetName } from '../repository/layout'
import type { Transport } from '../transport/transport'
import type { Catalog, FetchedIndex, TrustMarks, TrustMarkStore } from './catalog'
import { expiredError } from './expiry'
import { KeptMetadata, keptSource } from './kept-metadata'
import { remoteMetadata } from './metadata-source'
import {
  MetadataUpdateFailure,
  onlineRoles,
  updateMetadata,
  type MetadataFiles,
  type VerifiedMetadata,
} from './metadata-update'
import { indexHashes, offeredPacks, type OfferedPack, type OfferedPacks } from './offered-packs'
import { PackIndexes, type HeldIndexes } from './pack-indexes'
import { checkAgainstMarks, effectiveTime } from './trust-check'

/** What {@link openTufCatalog} needs. */
export interface TufCatalogOptions {
  /** The repository's base URL. */
  readonly repositoryURL: string
  /** The root that the app trusts from the start: the publisher's `metadata/root.json`. */
  readonly rootMetadata: Uint8Array
  /**
   * A folder of the catalog's own; made when missing. May be deleted at any time between runs. Asked at each use: it moves
   * with the container.
   */
  readonly directory: () => string
  readonly transport: Transport
  readonly marks: TrustMarkStore
  /** Indexes of a pack's versions on this machine; none when absent. */
  readonly heldIndexes?: HeldIndexes | undefined
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Opens the catalog of one repository. What an earlier run kept is verified anew, without asking the host and whatever its
 * expiry, so that an offline start has its list.
 *
 * @throws `metadataInvalid` or `signatureInvalid` when `rootMetadata` itself is unfit.
 */
export async function openTufCatalog(options: TufCatalogOptions): Promise<Catalog> {
  const directory = options.directory()
  await withFileSystemErrors(directory, async () => {
    await makeFolders(directory)
    for (const name of await readdir(directory))
      if (isInterruptedWrite(name)) await rm(join(directory, name), { force: true })
  })
  const catalog = new TufCatalog(options)
  await catalog.loadKept()
  return catalog
}

interface State {
  readonly verified: VerifiedMetadata
  readonly offered: OfferedPacks
}

class TufCatalog implements Catalog {
  readonly #options: TufCatalogOptions
  readonly #kept: KeptMetadata
  readonly #indexes: PackIndexes
  readonly #closed = new AbortController()
  #state: State | undefined
  /** The end of the refreshes that were asked for so far: they run one after the other. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(options: TufCatalogOptions) {
    this.#options = options
    this.#kept = new KeptMetadata(options.directory)
    this.#indexes = new PackIndexes({ ...options, directory: () => join(options.directory(), 'indexes') })
  }

  /** See {@link openTufCatalog}. */
  async loadKept(): Promise<void> {
    const files = await this.#kept.read()
    if (files === undefined) return
    try {
      const verified = await updateMetadata({
        embeddedRoot: this.#options.rootMetadata,
        kept: undefined,
        source: keptSource(files),
        referenceTime: 0,
      })
      if (checkAgainstMarks(verified, this.#options.marks.read()).kind === 'accepted') this.#accept(verified)
    } catch (error) {
      if (!(error instanceof MetadataUpdateFailure) && !isAssetPackError(error, 'metadataRolledBack'))
        throw error
      this.#options.logger.log('warn', 'The kept list of packs cannot be trusted and is left out.', {
        reason: error.message,
      })
    }
  }

  lastGood(): AssetPackManifest | undefined {
    return this.#state?.offered.manifest
  }

  async refresh(signal: AbortSignal): Promise<AssetPackManifest> {
    const both = AbortSignal.any([signal, this.#closed.signal])
    both.throwIfAborted()
    const turn = this.#line.then(() => this.#refresh(both))
    this.#line = turn.catch(() => undefined)
    return turn
  }

  async packIndex(assetPack: AssetPack, signal: AbortSignal): Promise<FetchedIndex> {
    const both = AbortSignal.any([signal, this.#closed.signal])
    both.throwIfAborted()
    try {
      return await this.#indexes.get(this.#find(assetPack), both)
    } catch (error) {
      // The list may have moved on since: ask once, so that the caller hears what is true now.
      if (!isAssetPackError(error, 'remoteNotFound')) throw error
      await this.refresh(both)
      return this.#indexes.get(this.#find(assetPack), both)
    }
  }

  signedIndexHashes({ id, version }: AssetPack): readonly string[] {
    const offered = this.#state?.offered.byTargetName.get(packIndexTargetName(id, version))
    return offered === undefined ? [] : indexHashes(offered)
  }

  whileStill<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }

  async close(): Promise<void> {
    this.#closed.abort(new AssetPackError('cancelled', 'The catalog was closed.'))
    await this.#line
  }

  async #refresh(signal: AbortSignal): Promise<AssetPackManifest> {
    signal.throwIfAborted()
    const { marks, clock } = this.#options
    const before = marks.read()
    const time = effectiveTime(clock.now(), before)
    const kept = this.#state?.verified.files
    const verified = await this.#update(kept, time, signal)
    const verdict = checkAgainstMarks(verified, before)
    signal.throwIfAborted()
    if (verdict.kind === 'recovered' && marks.recover === undefined) throw cannotRecover()
    if (!sameFiles(kept, verified.files)) await this.#kept.write(verified.files)
    const reached: TrustMarks = { ...verified.versions, lastSeen: time }
    if (verdict.kind === 'recovered') this.#recover(reached)
    else marks.raise(reached)
    const { manifest, byTargetName } = this.#accept(verified)
    await this.#indexes.keepOnly([...byTargetName.values()])
    return manifest
  }

  async #update(
    kept: MetadataFiles | undefined,
    time: number,
    signal: AbortSignal,
  ): Promise<VerifiedMetadata> {
    const { rootMetadata, transport, repositoryURL } = this.#options
    try {
      return await updateMetadata({
        embeddedRoot: rootMetadata,
        kept,
        source: remoteMetadata(transport, repositoryURL, signal),
        referenceTime: time,
      })
    } catch (error) {
      if (!(error instanceof MetadataUpdateFailure)) throw error
      signal.throwIfAborted()
      this.#raiseRoot(error.rootVersion)
      if (!isAssetPackError(error.failure, 'metadataExpired')) throw error.failure
      const older =
        kept === undefined
          ? [rootMetadata]
          : [rootMetadata, ...kept.roots, ...onlineRoles.map((r) => kept[r])]
      throw expiredError([...older, ...error.fetched.values()], time, error.failure)
    }
  }

  // A root that was verified once stays the least there is, even when what it leads to could not be had.
  #raiseRoot(version: number): void {
    const before = this.#options.marks.read()
    const none: TrustMarks = { root: 0, timestamp: 0, snapshot: 0, targets: 0, lastSeen: 0 }
    if (version > (before?.root ?? 1)) this.#options.marks.raise({ ...(before ?? none), root: version })
  }

  #recover(marks: TrustMarks): void {
    this.#options.logger.log(
      'warn',
      'The publisher replaced its keys; the marks of trust start anew from there.',
    )
    this.#options.marks.recover?.(marks)
  }

  #accept(verified: VerifiedMetadata): OfferedPacks {
    const offered = offeredPacks(verified.targets, (facts) => {
      this.#options.logger.log('warn', 'A target of the repository is left out.', facts)
    })
    this.#state = { verified, offered }
    return offered
  }

  #find(assetPack: AssetPack): OfferedPack {
    const name = packIndexTargetName(assetPack.id, assetPack.version)
    const offered = this.#state?.offered.byTargetName.get(name)
    if (offered !== undefined) return offered
    throw new AssetPackError('assetPackNotFound', `The repository does not offer ${assetPack.description}.`, {
      details: { assetPackID: assetPack.id, version: assetPack.version },
    })
  }
}

function cannotRecover(): AssetPackError {
  return new AssetPackError('metadataRolledBack', 'The marks of trust cannot be set back here.')
}

function sameFiles(one: MetadataFiles | undefined, other: MetadataFiles): boolean {
  return (
    one?.roots.length === other.roots.length &&
    onlineRoles.every((role) => Buffer.compare(one[role], other[role]) === 0)
  )
}
