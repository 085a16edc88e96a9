import * as z from 'zod'

/** The original's bits, in their order. */
export const assetPackStatusBits = {
  downloadAvailable: 1,
  updateAvailable: 2,
  upToDate: 4,
  outOfDate: 8,
  obsolete: 16,
  downloading: 32,
  downloaded: 64,
} as const

/** One member of an {@link AssetPackStatus}. */
export type AssetPackStatusFlag = keyof typeof assetPackStatusBits

const flagsInBitOrder = Object.keys(assetPackStatusBits) as AssetPackStatusFlag[]

/** What is here and what the server offers: a set of flags, never a single state (the original's `AssetPack.Status`). */
export class AssetPackStatus implements Iterable<AssetPackStatusFlag> {
  /** The bits of {@link assetPackStatusBits} that are set (the original's `rawValue`). */
  readonly rawValue: number

  constructor(rawValue: number) {
    this.rawValue = rawValue & 127
    Object.freeze(this)
  }

  /** The set that holds exactly `flags` (the original's `ExpressibleByArrayLiteral`). */
  static of(...flags: readonly AssetPackStatusFlag[]): AssetPackStatus {
    return new AssetPackStatus(flags.reduce((bits, flag) => bits | assetPackStatusBits[flag], 0))
  }

  /** Whether the flag is set (the original's `contains(_:)`). */
  has(flag: AssetPackStatusFlag): boolean {
    return (this.rawValue & assetPackStatusBits[flag]) !== 0
  }

  /** The same set with the flag (the original's `SetAlgebra`). */
  with(flag: AssetPackStatusFlag): AssetPackStatus {
    return new AssetPackStatus(this.rawValue | assetPackStatusBits[flag])
  }

  /** The same set without the flag (the original's `SetAlgebra`). */
  without(flag: AssetPackStatusFlag): AssetPackStatus {
    return new AssetPackStatus(this.rawValue & ~assetPackStatusBits[flag])
  }

  /** Whether the same flags are set (the original's `Equatable`). */
  equals(other: AssetPackStatus): boolean {
    return this.rawValue === other.rawValue
  }

  /** (+) The flags that are set, in bit order. */
  *[Symbol.iterator](): Iterator<AssetPackStatusFlag> {
    yield* flagsInBitOrder.filter((flag) => this.has(flag))
  }

  /** (+) `[upToDate, downloaded]`. */
  toString(): string {
    return `[${[...this].join(', ')}]`
  }

  /** (+) {@link AssetPackStatus.rawValue}, which `new AssetPackStatus` reads back. */
  toJSON(): number {
    return this.rawValue
  }
}

/** Checks the raw value of an {@link AssetPackStatus} that came from another process. */
export const assetPackStatusSchema = z.int().min(0).max(127)
