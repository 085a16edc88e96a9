import type { ContainerMoveProgress } from '../../src-shared/domain/container-move'
import { toAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'

/** Counts what of a container has moved, and tells it. A listener that fails is no reason for the move to fail. */
export class MoveProgress {
  readonly #totals: { readonly totalBytes: number; readonly totalFiles: number }
  readonly #tell: ((progress: ContainerMoveProgress) => void) | undefined
  readonly #logger: Logger
  #hasFailed = false
  #bytes = 0
  #files = 0

  constructor(
    totals: { readonly totalBytes: number; readonly totalFiles: number },
    tell: ((progress: ContainerMoveProgress) => void) | undefined,
    logger: Logger,
  ) {
    this.#totals = totals
    this.#tell = tell
    this.#logger = logger
  }

  /** Bytes of a file are in the new place. */
  wrote(bytes: number): void {
    this.#bytes += bytes
    this.#say()
  }

  /** A file is in the new place, whole. */
  finishedFile(): void {
    this.#files += 1
    this.#say()
  }

  /** Everything is. */
  complete(): void {
    this.#bytes = this.#totals.totalBytes
    this.#files = this.#totals.totalFiles
    this.#say()
  }

  #say(): void {
    const { totalBytes, totalFiles } = this.#totals
    // Files may have grown or come since they were counted.
    const completedBytes = Math.min(this.#bytes, totalBytes)
    const completedFiles = Math.min(this.#files, totalFiles)
    try {
      this.#tell?.({ completedBytes, totalBytes, completedFiles, totalFiles })
    } catch (error) {
      if (!this.#hasFailed)
        this.#logger.log('error', 'A listener failed', { error: toAssetPackError(error).message })
      this.#hasFailed = true
    }
  }
}
