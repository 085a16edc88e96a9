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
  readonly #bundles: BundleReference[] = []
  #pending: Uint8Array[] = []
  #pendingSize = 0

  constructor(write: WriteBundle) {
    this.#write = write
  }

  /** Adds one compressed frame. */
  async add(stored: Uint8Array): Promise<FramePlace> {
    if (this.#pendingSize > 0 && this.#pendingSize + stored.length > bundleTargetSize)
      await this.#closeBundle()
    const offset = this.#pendingSize
    this.#pending.push(stored)
    this.#pendingSize += stored.length
    return { bundle: this.#bundles.length, offset, storedLength: stored.length }
  }

  /** Writes what is left; all bundles, in order. */
  async finish(): Promise<readonly BundleReference[]> {
    if (this.#pendingSize > 0) await this.#closeBundle()
    return this.#bundles
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
