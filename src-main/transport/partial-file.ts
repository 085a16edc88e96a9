import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { withFileSystemErrors } from '../platform/file-system-errors'
import {
  readResumeNotes,
  removeResumeNotes,
  sameTransfer,
  writeResumeNotes,
  type ResumeNotes,
} from './resume-notes'

/** A file on its way to being complete, and the notes beside it. */
export class PartialFile {
  readonly #path: string
  readonly #handle: FileHandle
  #notes: ResumeNotes
  #length: number

  private constructor(path: string, handle: FileHandle, notes: ResumeNotes, length: number) {
    this.#path = path
    this.#handle = handle
    this.#notes = notes
    this.#length = length
  }

  /**
   * Opens `path` to go on with it when its notes speak of the same transfer, else empties it; creates it when missing.
   * The notes are on disk before the first byte.
   */
  static async open(path: string, wanted: ResumeNotes): Promise<PartialFile> {
    const kept = await readResumeNotes(path)
    const notes = kept !== undefined && sameTransfer(kept, wanted) ? kept : undefined
    return withFileSystemErrors(path, async () => {
      // Emptied before new notes are written: they must never vouch for bytes of an earlier transfer.
      const truncate = notes === undefined ? constants.O_TRUNC : 0
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT | truncate)
      try {
        const { size } = await handle.stat()
        const file = new PartialFile(path, handle, notes ?? wanted, size)
        if (notes === undefined) await writeResumeNotes(path, wanted)
        else if (size > notes.length) await file.startOver()
        return file
      } catch (error) {
        await handle.close()
        throw error
      }
    })
  }

  /** How many bytes of the transfer are here. */
  get length(): number {
    return this.#length
  }

  /** The strong ETag under which they came. */
  get etag(): string | undefined {
    return this.#notes.etag
  }

  /** Forgets what is here. */
  async startOver(): Promise<void> {
    await this.#guarded(async () => {
      await this.#handle.truncate(0)
      this.#length = 0
      await this.#rewriteNotes(undefined)
    })
  }

  /** Remembers under which strong ETag the following bytes come. */
  async note(etag: string | undefined): Promise<void> {
    if (etag !== this.#notes.etag) await this.#guarded(() => this.#rewriteNotes(etag))
  }

  /** Adds pieces at the end in one write. */
  async append(pieces: readonly Uint8Array[]): Promise<void> {
    await this.#guarded(async () => {
      let rest = pieces
      while (rest.length > 0) {
        const { bytesWritten } = await this.#handle.writev(rest, this.#length)
        this.#length += bytesWritten
        rest = without(rest, bytesWritten)
      }
    })
  }

  /** Closes the file and, when it is complete, removes the notes. */
  async close(complete: boolean): Promise<void> {
    await this.#guarded(async () => {
      await this.#handle.close()
      if (complete) await removeResumeNotes(this.#path)
    })
  }

  async #rewriteNotes(etag: string | undefined): Promise<void> {
    const { formatVersion, url, totalBytes, offset, length } = this.#notes
    this.#notes = { formatVersion, url, totalBytes, offset, length, ...(etag === undefined ? {} : { etag }) }
    await writeResumeNotes(this.#path, this.#notes)
  }

  #guarded(action: () => Promise<void>): Promise<void> {
    return withFileSystemErrors(this.#path, action)
  }
}

/** The pieces that remain after their first `bytes` bytes have been written: disks may take less than they are given. */
function without(pieces: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let skipped = 0
  let left = bytes
  while (skipped < pieces.length && left >= (pieces[skipped]?.length ?? 0)) {
    left -= pieces[skipped]?.length ?? 0
    skipped += 1
  }
  const [first, ...others] = pieces.slice(skipped)
  return first === undefined ? [] : [first.subarray(left), ...others]
}
