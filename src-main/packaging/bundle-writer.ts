import { sha256Hex } from '../repository/digest'
import type { BundleReference } from '../repository/pack-index'

/** Stored bytes at which a bundle is closed. */
export const bundleTargetSize = 16 * 1024 * 1024

/** Takes a finished bundle to where it belongs. Called once per bundle, in order, never twice at a time. */
export type WriteBundle = (bundle: BundleReference, bytes: Uint8Array) => Promise<void>

/** Where a frame was put. */
export interface FramePlace {
  /** Position among the bundles of its writer. */
  readonly bundle: number
  readonly offset: number
  readonly storedLength: number
}

/** Puts frames into bundles: in order, as many in one as fit. The same frames give the same bundles. */
export class BundleWriter {
  readonly #write: WriteBundle
  readonly #mark: Uint8Array
  readonly #bundles: BundleReference[] = []
  #pending: Uint8Array[] = []
  #pendingSize = 0

  /** Each bundle begins with `mark`: bytes that no frame of the index covers, and zstd skips. */
  constructor(write: WriteBundle, mark: Uint8Array = new Uint8Array(0)) {
    this.#write = write
    this.#mark = mark
  }

  /** Whether a frame of that many stored bytes goes into the same bundle as the one before it. */
  fits(storedLength: number): boolean {
    return this.#pendingSize > 0 && this.#pendingSize + storedLength <= bundleTargetSize
  }

  /** Adds one compressed frame. */
  async add(stored: Uint8Array): Promise<FramePlace> {
    if (this.#pendingSize > 0 && !this.fits(stored.length)) await this.#closeBundle()
    if (this.#pendingSize === 0) this.#append(this.#mark)
    const offset = this.#pendingSize
    this.#append(stored)
    return { bundle: this.#bundles.length, offset, storedLength: stored.length }
  }

  /** Writes what is left; all bundles, in order. */
  async finish(): Promise<readonly BundleReference[]> {
    if (this.#pendingSize > 0) await this.#closeBundle()
    return this.#bundles
  }

  #append(bytes: Uint8Array): void {
    this.#pending.push(bytes)
    this.#pendingSize += bytes.length
  }

  async #closeBundle(): Promise<void> {
    const bytes = Buffer.concat(this.#pending)
    const bundle = { sha256: sha256Hex(bytes), size: bytes.length }
    await this.#write(bundle, bytes)
    this.#bundles.push(bundle)
    this.#pending = []
    this.#pendingSize = 0
  }
}
