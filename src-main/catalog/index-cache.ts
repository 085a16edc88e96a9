import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { publishFile } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { SerialQueue } from '../platform/serial-queue'
import { sha256Hex } from '../repository/digest'

/** Pack indexes on disk, by their SHA-256. Nothing leaves it unverified. */
export class IndexCache {
  readonly #currentDirectory: () => string
  /** Files on their way in are none of those that are kept, and must not be taken for rubbish. */
  readonly #changes = new SerialQueue()

  /** @param currentDirectory - Asked at each use. */
  constructor(currentDirectory: () => string) {
    this.#currentDirectory = currentDirectory
  }

  /** The index with that hash; `undefined` when it is not here or is damaged. */
  async read(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#path(sha256)).catch(() => undefined)
    return bytes !== undefined && sha256Hex(bytes) === sha256 ? bytes : undefined
  }

  /** Keeps an index whose hash has been checked. */
  write(sha256: string, bytes: Uint8Array): Promise<void> {
    return this.#change(async (directory) => {
      await mkdir(directory, { recursive: true })
      await publishFile(this.#path(sha256), bytes)
    })
  }

  /** Removes every index but these, and what a crash left of others. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    return this.#change(async (directory) => {
      const names = await readdir(directory).catch(() => [])
      for (const name of names) {
        if (hashes.has(name.replace(/\.packindex$/, ''))) continue
        await rm(join(directory, name), { recursive: true, force: true })
      }
    })
  }

  #change(work: (directory: string) => Promise<void>): Promise<void> {
    return this.#changes.run(() => {
      const directory = this.#currentDirectory()
      return withFileSystemErrors(directory, () => work(directory))
    })
  }

  #path(sha256: string): string {
    return join(this.#currentDirectory(), `${sha256}.packindex`)
  }
}
