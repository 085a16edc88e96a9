import type { AssetPack } from '../../src-shared/domain/asset-pack'

/**
 * What is wrong with one file of an installed version.
 *
 * - `damaged`: its bytes are not those that were signed.
 * - `missing`: it is not there.
 * - `obstructed`: something else lies in its place, or in the place of a folder: a link, a folder, a pipe.
 * - `extra`: the version has no such file or folder.
 * - `index`: the index beside the version is not the one that was signed.
 */
export type VerificationFindingKind = 'damaged' | 'missing' | 'obstructed' | 'extra' | 'index'

/** See {@link VerificationFindingKind}. */
export interface VerificationFinding {
  /** From the pack's folder, with `/`; the name of the index for `index`. */
  readonly path: string
  readonly kind: VerificationFindingKind
}

/** What a verification found. */
export interface VerificationReport {
  readonly assetPack: AssetPack
  /** Ordered by path; empty when every file is what was signed. */
  readonly findings: readonly VerificationFinding[]
  /** False: the index is damaged and cannot be had anew. Then nothing is known about the files. */
  readonly hasIndex: boolean
  /** Files that the version has. */
  readonly files: number
  /** Bytes that were read and compared. */
  readonly checkedBytes: number
}

/** How far a verification or a repair is. */
export interface VerificationProgress {
  readonly phase: 'verifying' | 'downloading' | 'installing'
  readonly completedBytes: number
  /** 0 until it is known. */
  readonly totalBytes: number
}

/** Hears how a verification or a repair goes; called often. */
export type OnVerificationProgress = (progress: VerificationProgress) => void
