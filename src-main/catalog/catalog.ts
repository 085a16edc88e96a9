import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPack } from '../../src-shared/domain/asset-pack'

/**
 * Catalog: what the repository offers, verified. First step on the client's side; planning comes after it.
 *
 * Promises: only what the signed metadata vouches for ever leaves this step; a refresh that fails leaves the last good
 * copy in use; versions never go backwards, whatever happens to the files on disk (the marks live elsewhere).
 */
export interface Catalog {
  /** The last good list, without asking the host; `undefined` before the first successful refresh. */
  lastGood(): AssetPackManifest | undefined
  /**
   * Asks the host and verifies every step (timestamp, snapshot, targets, root rotations).
   *
   * @throws `signatureInvalid`, `metadataRolledBack`, `metadataExpired`, `metadataInvalid`, `integrityCheckFailed`, or
   * what the transport says. The last good list stays in use.
   */
  refresh(signal: AbortSignal): Promise<AssetPackManifest>
  /**
   * The verified bytes of the index of that exact version (`repository/pack-index-codec` reads them). Where the machine
   * holds an earlier version's, only what changed is fetched, if the publisher made a patch. Kept on disk once fetched.
   *
   * @throws `assetPackNotFound` when the signed list does not name that version, `indexInvalid` when the host gives
   * other bytes than were signed.
   */
  packIndex(assetPack: AssetPack, signal: AbortSignal): Promise<FetchedIndex>
  /** The SHA-256 that the bytes of that exact version's index may have by the last good list; none when it is not on it. */
  signedIndexHashes(assetPack: AssetPack): readonly string[]
  /** Runs `work` after the refreshes that were asked for so far, and before later ones: none writes on disk meanwhile. */
  whileStill<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** See {@link Catalog.packIndex}. */
export interface FetchedIndex {
  readonly bytes: Uint8Array
  /** Body bytes that came over the network for this call; 0 when it was kept. */
  readonly bytesReceived: number
  /** Body bytes that it takes to get it, kept or not, on a machine with these packs. */
  readonly transferBytes: number
}

/** The index of a version that is on this machine. */
export interface HeldIndex {
  readonly version: number
  read(): Promise<Uint8Array>
}

/** The highest versions ever trusted, and the latest time ever seen. None of them ever goes down. */
export interface TrustMarks {
  readonly root: number
  readonly timestamp: number
  readonly snapshot: number
  readonly targets: number
  /** Wall time in milliseconds. */
  readonly lastSeen: number
}

/** Where the catalog keeps its marks: outside the metadata folder, so that deleting that folder rolls nothing back. */
export interface TrustMarkStore {
  read(): TrustMarks | undefined
  /** Durable before it returns. Values lower than what is kept are ignored one by one. */
  raise(marks: TrustMarks): void
  /**
   * Replaces the marks, lower values included; durable before it returns. Asked only when the publisher has replaced stolen
   * online keys by a root that the old root's keys vouch for, and starts its versions anew. A store without it refuses
   * such a repository as rolled back.
   */
  recover?(marks: TrustMarks): void
}
