import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { publishFile, removeTree } from '../platform/file-system'
import type { MetadataSource } from './metadata-source'
import type { MetadataFiles } from './metadata-update'

const keptSchema = z.object({
  formatVersion: z.literal(1),
  roots: z.array(z.string()),
  timestamp: z.string(),
  snapshot: z.string(),
  targets: z.string(),
})

/**
 * The last good metadata on disk: all files of one state in one file, so that they are always of one state. What is read
 * from it is verified anew from the app's own root before anybody sees it.
 */
export class KeptMetadata {
  readonly #currentDirectory: () => string

  /** @param currentDirectory - Asked at each use. */
  constructor(currentDirectory: () => string) {
    this.#currentDirectory = currentDirectory
  }

  /** What was kept; `undefined` when there is nothing or it cannot be read. Not verified yet. */
  async read(): Promise<MetadataFiles | undefined> {
    try {
      const { roots, timestamp, snapshot, targets } = keptSchema.parse(
        JSON.parse(await readFile(this.#path, 'utf8')),
      )
      return {
        roots: roots.map(encode),
        timestamp: encode(timestamp),
        snapshot: encode(snapshot),
        targets: encode(targets),
      }
    } catch {
      // Missing or damaged: the app's root and the high-water marks are enough to start from.
      return undefined
    }
  }

  /** Replaces what is kept; durable when it returns. */
  async write({ roots, timestamp, snapshot, targets }: MetadataFiles): Promise<void> {
    const value: z.infer<typeof keptSchema> = {
      formatVersion: 1,
      roots: roots.map(decode),
      timestamp: decode(timestamp),
      snapshot: decode(snapshot),
      targets: decode(targets),
    }
    await this.#removeForeign()
    await publishFile(this.#path, encode(JSON.stringify(value)))
  }

  get #path(): string {
    return join(this.#currentDirectory(), 'trusted-metadata.json')
  }

  // A folder in the place of the file would make every later refresh fail.
  async #removeForeign(): Promise<void> {
    const stat = await lstat(this.#path).catch(() => undefined)
    if (stat?.isFile() === false) await removeTree(this.#path)
  }
}

/** Answers from kept files as the repository would, to verify them anew without a network. */
export function keptSource(files: MetadataFiles): MetadataSource {
  const roots = new Map(files.roots.map((bytes) => [rootName(bytes), bytes]))
  return (name) => {
    if (name === 'timestamp.json') return Promise.resolve(files.timestamp)
    if (name.endsWith('snapshot.json')) return Promise.resolve(files.snapshot)
    if (name.endsWith('targets.json')) return Promise.resolve(files.targets)
    return Promise.resolve(roots.get(name))
  }
}

const rootVersionSchema = z.object({ signed: z.object({ version: z.int() }) })

function rootName(bytes: Uint8Array): string {
  try {
    return `${String(rootVersionSchema.parse(JSON.parse(decode(bytes))).signed.version)}.root.json`
  } catch {
    // Damaged: under no name, so that the chain ends before it.
    return ''
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
