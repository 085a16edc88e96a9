import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { systemErrorCode } from '../platform/file-system-errors'
import { resumeNotesPath } from '../transport/resume-notes'
import type { TransferOrder } from './work-order'

/** Which bytes of which bundle a transfer brings. */
export type TransferredBytes = Pick<TransferOrder, 'sha256' | 'bundleSize' | 'isWhole' | 'offset' | 'length'>

/** The name of the file that a transfer fills. It says which bytes these are, so a later attempt knows them again. */
export function transferFileName({ sha256, isWhole, offset, length }: TransferredBytes): string {
  return isWhole ? bundleFileName(sha256) : `${sha256}.${String(offset)}-${String(offset + length)}.part`
}

/**
 * Whether `transfer` came whole at an earlier attempt, either by itself or as a part of its bundle. Afterwards its file is
 * there. The bytes count as fetched only, not as verified.
 */
export async function isKeptWhole(
  directory: string,
  transfer: TransferredBytes,
  signal: AbortSignal,
): Promise<boolean> {
  const file = join(directory, transferFileName(transfer))
  if (await isComplete(file, transfer.length)) return true
  const bundle = join(directory, bundleFileName(transfer.sha256))
  if (transfer.isWhole || !(await isComplete(bundle, transfer.bundleSize))) return false
  const { offset, length } = transfer
  const run = createReadStream(bundle, { start: offset, end: offset + length - 1 })
  // Notes of an interrupted attempt at this part would speak of other bytes; what has its name may be a link elsewhere.
  await rm(resumeNotesPath(file), { force: true })
  await rm(file, { recursive: true, force: true })
  await pipeline(run, createWriteStream(file, { flags: 'wx' }), { signal })
  return true
}

/** What earlier attempts left of these transfers, as far as sizes tell; changes nothing. */
export async function keptOf(
  directory: string,
  transfers: readonly TransferredBytes[],
): Promise<{ readonly bytes: number; readonly whole: number }> {
  let bytes = 0
  let whole = 0
  for (const transfer of transfers) {
    const file = join(directory, transferFileName(transfer))
    const bundle = join(directory, bundleFileName(transfer.sha256))
    const isWhole =
      (await isComplete(file, transfer.length)) || (await isComplete(bundle, transfer.bundleSize))
    bytes += isWhole ? transfer.length : Math.min((await fileSize(file)) ?? 0, transfer.length)
    whole += isWhole ? 1 : 0
  }
  return { bytes, whole }
}

/** SHA-256 of the bundles of which an earlier attempt at the whole left something; none without a folder. */
export async function bundlesBegun(directory: string | undefined): Promise<ReadonlySet<string>> {
  const names = directory === undefined ? [] : await namesIn(directory)
  return new Set(names.flatMap((name) => /^(.*?)\.bundle(?=\.|$)/.exec(name)?.[1] ?? []))
}

/**
 * Deletes files of an earlier plan that `transfers` have no use for, and whatever is no regular file. What a transport keeps
 * beside a wanted file, under a longer name, stays: a transport that was killed finds its bytes there.
 */
export async function deleteUnwanted(
  directory: string,
  transfers: readonly TransferredBytes[],
): Promise<void> {
  const wanted = new Set(transfers.flatMap((each) => [transferFileName(each), bundleFileName(each.sha256)]))
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const [file] = /^.*?\.(?:bundle|part)(?=\.|$)/.exec(entry.name) ?? []
    if (entry.isFile() && file !== undefined && wanted.has(file)) continue
    await rm(join(directory, entry.name), { recursive: true, force: true })
  }
}

/** An installation that ends meanwhile takes the folder away. */
async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** The name of the file that a whole bundle fills. */
export function bundleFileName(sha256: string): string {
  return `${sha256}.bundle`
}

/** Notes beside a file say that its transport had not finished with it. A link is no file. */
async function isComplete(file: string, length: number): Promise<boolean> {
  const [size, notes] = await Promise.all([fileSize(file), fileSize(resumeNotesPath(file))])
  return size === length && notes === undefined
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    const stats = await lstat(path)
    return stats.isFile() ? stats.size : undefined
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
