import { sha256Hex } from '../repository/digest'
import type { BundleReference, PackFrame } from '../repository/pack-index'

/** Stored bytes at which a bundle is closed. */
export const bundleTargetSize = 16 * 1024 * 1024

/** Takes a finished bundle to where it belongs. Called once per bundle, in order, never twice at a time. */
export type WriteBundle = (bundle: BundleReference, bytes: Uint8Array) => Promise<void>

/** Puts frames into bundles: in order, as many in one as fit. The same frames give the same bundles. */
export class BundleWriter {
  readonly #write: WriteBundle
  readonly #firstBundle: number
  readonly #frames: PackFrame[] = []
  readonly #bundles: BundleReference[] = []
  #pending: Uint8Array[] = []
  #pendingSize = 0

  /** `firstBundle` is the position that the first new bundle will have in the index. */
  constructor(write: WriteBundle, firstBundle: number) {
    this.#write = write
    this.#firstBundle = firstBundle
  }

  /** Adds one compressed frame that stands alone and holds `chunks`. */
  async add(stored: Uint8Array, chunks: readonly number[]): Promise<void> {
    if (this.#pendingSize > 0 && this.#pendingSize + stored.length > bundleTargetSize)
      await this.#closeBundle()
    this.#frames.push({
      bundle: this.#firstBundle + this.#bundles.length,
      offset: this.#pendingSize,
      storedLength: stored.length,
      chunks: Uint32Array.from(chunks),
      prefixChunks: new Uint32Array(0),
    })
    this.#pending.push(stored)
    this.#pendingSize += stored.length
  }

  /** Writes what is left. */
  async finish(): Promise<{
    readonly frames: readonly PackFrame[]
    readonly bundles: readonly BundleReference[]
  }> {
    if (this.#pendingSize > 0) await this.#closeBundle()
    return { frames: this.#frames, bundles: this.#bundles }
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
