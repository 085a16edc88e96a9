import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { publishFile } from '../platform/file-system'
import { sha256Hex } from '../repository/digest'

/** Pack indexes on disk, by their SHA-256. Nothing leaves it unverified. */
export class IndexCache {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The index with that hash; `undefined` when it is not here or is damaged. */
  async read(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#path(sha256)).catch(() => undefined)
    return bytes !== undefined && sha256Hex(bytes) === sha256 ? bytes : undefined
  }

  /** Keeps an index whose hash has been checked. */
  async write(sha256: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#directory, { recursive: true })
    await publishFile(this.#path(sha256), bytes)
  }

  /** Removes every index but these. */
  async keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#directory).catch(() => [])
    for (const name of names) {
      if (!hashes.has(name.replace(/\.packindex$/, ''))) {
        await rm(join(this.#directory, name), { recursive: true, force: true })
      }
    }
  }

  #path(sha256: string): string {
    return join(this.#directory, `${sha256}.packindex`)
  }
}
