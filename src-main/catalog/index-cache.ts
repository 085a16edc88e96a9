import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { publishFile } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { SerialQueue } from '../platform/serial-queue'
import { sha256Hex } from '../repository/digest'

/** Pack indexes on disk, by their SHA-256. Nothing leaves it unverified. */
export class IndexCache {
  readonly #directory: string
  /** Files on their way in are none of those that are kept, and must not be taken for rubbish. */
  readonly #changes = new SerialQueue()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The index with that hash; `undefined` when it is not here or is damaged. */
  async read(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#path(sha256)).catch(() => undefined)
    return bytes !== undefined && sha256Hex(bytes) === sha256 ? bytes : undefined
  }

  /** Keeps an index whose hash has been checked. */
  write(sha256: string, bytes: Uint8Array): Promise<void> {
    return this.#change(async () => {
      await mkdir(this.#directory, { recursive: true })
      await publishFile(this.#path(sha256), bytes)
    })
  }

  /** Removes every index but these, and what a crash left of others. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    return this.#change(async () => {
      const names = await readdir(this.#directory).catch(() => [])
      for (const name of names) {
        if (hashes.has(name.replace(/\.packindex$/, ''))) continue
        await rm(join(this.#directory, name), { recursive: true, force: true })
      }
    })
  }

  #change(work: () => Promise<void>): Promise<void> {
    return this.#changes.run(() => withFileSystemErrors(this.#directory, work))
  }

  #path(sha256: string): string {
    return join(this.#directory, `${sha256}.packindex`)
  }
}
