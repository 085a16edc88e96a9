import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { abortable } from '../../src-shared/base/cancellation'
import { bundleFileName } from './kept-transfers'
import type { TransferOrder } from './work-order'

type Part = Pick<TransferOrder, 'sha256' | 'isWhole' | 'length'>

/** How one transfer of a part takes the whole bundle, should the host send that. */
export interface WholeShare {
  /** See `DownloadRequest.takeWhole`. */
  readonly takeWhole: () => string | undefined
  /** Whether this transfer is the one that brings the whole. */
  readonly isTaken: boolean
  /** The transfer has ended: whoever waits for the whole looks again. */
  end(): void
}

/**
 * Bundles of which several parts are wanted, where the host has no ranges and sends the whole each time: the first transfer
 * that finds out brings it, once, and the others take their parts out of that. The bundle is deleted when all have theirs.
 *
 * A single part of a bundle needs no such thing: it is taken out of the body, which is left after its last byte.
 */
export class WholeBundles {
  readonly #directory: string
  /** Parts that are not here yet, by bundle. */
  readonly #parts = new Map<string, Set<Part>>()
  /** Bundles that somebody is bringing. */
  readonly #coming = new Map<string, Promise<void>>()

  constructor(directory: string, transfers: readonly Part[]) {
    this.#directory = directory
    for (const transfer of transfers.filter(({ isWhole }) => !isWhole)) {
      const others = this.#parts.get(transfer.sha256)
      if (others === undefined) this.#parts.set(transfer.sha256, new Set([transfer]))
      else others.add(transfer)
    }
  }

  /** For a transfer that begins; `undefined` when nobody else wants a part of its bundle. */
  share(transfer: Part): WholeShare | undefined {
    const { sha256 } = transfer
    const parts = this.#parts.get(sha256)
    if (parts?.has(transfer) !== true || parts.size < 2) return undefined
    let end: (() => void) | undefined
    const take = (): string | undefined => {
      if (end === undefined && this.#coming.has(sha256)) return undefined
      if (end === undefined) this.#coming.set(sha256, new Promise((resolve) => (end = resolve)))
      return join(this.#directory, bundleFileName(sha256))
    }
    return {
      takeWhole: take,
      get isTaken() {
        return end !== undefined
      },
      end: () => {
        if (end !== undefined) this.#coming.delete(sha256)
        end?.()
      },
    }
  }

  /** Resolves when nobody is bringing that bundle, any more or at all. */
  async settled(sha256: string, signal: AbortSignal): Promise<void> {
    const coming = this.#coming.get(sha256)
    if (coming !== undefined) await abortable(coming, signal)
  }

  /** Bytes of the bundle that are wanted and not here yet. */
  wantedBytes(sha256: string): number {
    return [...(this.#parts.get(sha256) ?? [])].reduce((sum, { length }) => sum + length, 0)
  }

  /** The part has a file of its own now. */
  async came(transfer: Part): Promise<void> {
    const parts = this.#parts.get(transfer.sha256)
    if (parts?.delete(transfer) === true && parts.size === 0)
      await rm(join(this.#directory, bundleFileName(transfer.sha256)), { force: true })
  }
}
