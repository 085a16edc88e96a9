import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeFolders, publishFile, readAt } from '../platform/file-system'
import { translateFileSystemError, withFileSystemErrors } from '../platform/file-system-errors'
import { removeEmptyFolders } from './empty-folders'

/** A repository in a folder that some web server serves. */
export class TargetFolder {
  readonly directory: string
  /** What was not there before, oldest first. */
  readonly #madeFiles: string[] = []
  readonly #madeFolders: { readonly path: string; readonly outermost: string }[] = []

  constructor(directory: string) {
    this.directory = resolve(directory)
  }

  /**
   * The bytes at `path` (relative, with `/`); `undefined` when nothing is there.
   *
   * @throws AssetPackError `notWritable` where it may not be read, `diskFailed`.
   */
  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#found(readFile(join(this.directory, path)), path)
  }

  /** Bytes of the file at `path` from `offset` on, at most `length`; `undefined` when nothing is there. */
  async readPart(path: string, offset: number, length: number): Promise<Uint8Array | undefined> {
    const handle = await this.#found(open(join(this.directory, path), 'r'), path)
    if (handle === undefined) return undefined
    try {
      const bytes = new Uint8Array(length)
      return bytes.subarray(0, await this.#found(readAt(handle, bytes, offset), path))
    } finally {
      await handle.close()
    }
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
    const isNew = (await this.sizeOf(path)) === undefined
    await this.#makeFolder(dirname(absolute))
    if (isNew) this.#madeFiles.push(absolute)
    await publishFile(absolute, bytes)
  }

  /** What was written so far stays: from now on clients may have heard of it. */
  keep(): void {
    this.#madeFiles.length = 0
    this.#madeFolders.length = 0
  }

  /** Removes the files and folders that were not there before, unless they are to be kept. */
  async undo(): Promise<void> {
    for (const path of this.#madeFiles.reverse()) {
      // Whatever failed before is what the publisher has to hear; nothing names this file.
      await rm(path, { force: true }).catch(() => undefined)
    }
    for (const { path, outermost } of this.#madeFolders.reverse()) await removeEmptyFolders(path, outermost)
    this.keep()
  }

  async #makeFolder(path: string): Promise<void> {
    const outermost = await withFileSystemErrors(path, () => makeFolders(path))
    if (outermost !== undefined) this.#madeFolders.push({ path, outermost })
  }

  async #found<T>(action: Promise<T>, path: string): Promise<T | undefined> {
    try {
      return await action
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw translateFileSystemError(error, join(this.directory, path))
    }
  }
}
