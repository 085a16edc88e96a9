import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Logger } from '../../src-main/platform/logger'
import { sha256Hex } from '../../src-main/repository/digest'
import type { DiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import type { ChangeName } from './container-changes'
import { crashVersions } from './crash-versions'
import { fileTree } from './file-tree'
import { bundleNodeProgram, runNodeProgram, type EndedProgram } from './node-program'
import { openContainer } from './open-container'
import { anID } from './pack-builder'
import type { StoredFiles } from './stored-pack'
import { quickFolder, temporaryDirectory } from './temporary-directory'

let program = ''

/** Builds the program that dies, for the tests of one file. */
export function useDyingContainer(): void {
  beforeAll(async () => {
    program = await bundleNodeProgram(join(import.meta.dirname, 'dying-container.ts'), 'dying-container')
  })
  afterAll(async () => {
    await rm(join(program, '..'), { recursive: true, force: true })
  })
}

/** A container in which that has been done by processes that have ended: nothing of it changes any more. */
export async function containerAfter(...changes: readonly ChangeName[]): Promise<string> {
  const directory = join(await temporaryDirectory(quickFolder()), 'original')
  for (const change of changes) await runNodeProgram(program, [directory, change, 'never'])
  return directory
}

/** How a process ended that was to die, and the container that it left. */
export interface Death {
  readonly ended: EndedProgram
  readonly directory: string
}

/** Lets the change die at its first, second, third … call, each time in a fresh copy, until it lives to its end. */
export async function everyDeath(change: ChangeName, original: string): Promise<readonly Death[]> {
  const deaths: Death[] = []
  for (let call = 1; call < 200; call += 1) {
    const directory = `${original}-${change}-${String(call)}`
    await cp(original, directory, { recursive: true })
    const ended = await runNodeProgram(program, [directory, change, String(call)])
    deaths.push({ ended, directory })
    if (ended.code === 0) return deaths
  }
  throw new Error(`${change} does not come to its end`)
}

/** Digests of the files that a version has. */
export function digests(files: StoredFiles): Readonly<Record<string, string>> {
  const entries = Object.entries(files).map(([path, text]) => [path, sha256Hex(Buffer.from(text))] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** I1: `version 1 whole`, `version 2 whole`, `nothing`, or what else there is. */
export async function whatIsThere(store: DiskAssetPackStore): Promise<string> {
  const installed = store.installedPack(anID())
  if (installed === undefined) return 'nothing'
  const { version } = installed.assetPack
  const expected = version === 1 || version === 2 ? digests(crashVersions[version]) : {}
  const index = await store.installedIndex(installed)
  const isWhole =
    JSON.stringify(await fileTree(installed.directory)) === JSON.stringify(expected) &&
    index.version === version
  return `version ${String(version)} ${isWhole ? 'whole' : 'torn'}`
}

/** A container as the next start finds it. */
export interface Reopened {
  readonly store: DiskAssetPackStore
  readonly there: string
  /** A mere death needs no fallback and no rebuilding: the journal is enough. */
  readonly complaints: readonly string[]
}

/** Starts again; the container is closed when the test has finished, if it still is open then. */
export async function reopen(directory: string): Promise<Reopened> {
  const complaints: string[] = []
  const logger: Logger = {
    log: (level, message) => {
      if (level === 'warn' || level === 'error') complaints.push(message)
    },
  }
  const store = await openContainer(directory, { logger })
  return { store, there: await whatIsThere(store), complaints }
}
