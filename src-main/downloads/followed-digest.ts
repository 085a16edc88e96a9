import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { readAt } from '../platform/file-system'
import { hashFile } from '../repository/digest'

const pieceBytes = 1024 * 1024

/**
 * SHA-256 of a file while it grows, so that at the end hardly anything is left to read. It only ever saves time: where the
 * file was replaced, or its beginning written anew unseen, {@link FollowedDigest.matches} finds that out.
 */
export class FollowedDigest {
  readonly #path: string
  #hash = createHash('sha256')
  #hashed = 0
  #reached = 0
  #following: Promise<void> | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** That many bytes are in the file now; fewer than before when it starts over. */
  reached(bytes: number): void {
    if (bytes < this.#hashed) this.#startOver()
    this.#reached = bytes
    this.#following ??= this.#follow().finally(() => {
      this.#following = undefined
    })
  }

  /**
   * Whether the file, which is complete now, has that digest: 64 lower-case hex digits.
   *
   * @throws what the file system says, or the signal's reason.
   */
  async matches(sha256: string, fileSize: number, signal: AbortSignal): Promise<boolean> {
    await this.#following
    signal.throwIfAborted()
    this.#reached = fileSize
    await this.#follow()
    if (this.#hashed === fileSize && this.#hash.digest('hex') === sha256) return true
    return (await hashFile(this.#path, signal)) === sha256
  }

  /** Resolves when the file is not being read. */
  async whenIdle(): Promise<void> {
    await this.#following
  }

  #startOver(): void {
    this.#hash = createHash('sha256')
    this.#hashed = 0
  }

  /** Reads what is there up to where the file has come. What cannot be read is left to the end, where it is said. */
  async #follow(): Promise<void> {
    let handle: FileHandle | undefined
    try {
      handle = await open(this.#path)
      const piece = new Uint8Array(pieceBytes)
      while (this.#hashed < this.#reached) {
        const hash = this.#hash
        const wanted = piece.subarray(0, Math.min(pieceBytes, this.#reached - this.#hashed))
        const filled = await readAt(handle, wanted, this.#hashed)
        if (hash !== this.#hash) continue
        if (filled === 0) return
        hash.update(wanted.subarray(0, filled))
        this.#hashed += filled
      }
    } catch {
      // Not there yet, or unreadable: the end decides.
    } finally {
      await handle?.close().catch(() => undefined)
    }
  }
}
