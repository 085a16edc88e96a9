import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { publishFile } from '../platform/file-system'

/** A repository in a folder that some web server serves. */
export class TargetFolder {
  readonly directory: string

  constructor(directory: string) {
    this.directory = directory
  }

  /**
   * The bytes at `path` (relative, with `/`); `undefined` when nothing is there.
   *
   * @throws AssetPackError `diskFailed`.
   */
  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#found(readFile(join(this.directory, path)), path)
  }

  /** Bytes of the file at `path`; `undefined` when nothing is there. */
  async sizeOf(path: string): Promise<number | undefined> {
    return (await this.#found(stat(join(this.directory, path)), path))?.size
  }

  /** The names in the folder `path`; empty when there is no such folder. */
  async list(path: string): Promise<readonly string[]> {
    return (await this.#found(readdir(join(this.directory, path)), path)) ?? []
  }

  /** Writes a whole file, durably and at once: readers find the old bytes, or the new ones. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    const absolute = join(this.directory, path)
    await mkdir(dirname(absolute), { recursive: true })
    await publishFile(absolute, bytes)
  }

  async #found<T>(action: Promise<T>, path: string): Promise<T | undefined> {
    try {
      return await action
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw new AssetPackError('diskFailed', `${join(this.directory, path)} cannot be read.`, {
        cause: error,
        details: { path },
      })
    }
  }
}
