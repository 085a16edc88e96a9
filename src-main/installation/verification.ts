import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { VerificationFinding, VerificationProgress } from '../../src-shared/domain/verification'

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

/** What a repair mended, and what it cost. */
export interface RepairReport {
  readonly assetPack: AssetPack
  /** What was wrong before. */
  readonly findings: readonly VerificationFinding[]
  /** Files that the version has. */
  readonly files: number
  /** Body bytes of every response. */
  readonly bytesFetched: number
  readonly requests: number
}

/** Hears how a verification or a repair goes; called often. */
export type OnVerificationProgress = (progress: VerificationProgress) => void
