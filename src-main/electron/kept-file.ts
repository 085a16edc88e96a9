import { constants } from 'node:fs'
import { copyFile, link, rename, rm, stat } from 'node:fs/promises'
import type { Clock } from '../platform/clock'

/** Chromium deletes a cancelled item's file a moment after it said so; longer than this is no moment. */
const longestDeletionMs = 2_000
const pollMs = 5

/**
 * The name under which Chromium works on `destination`. Chromium deletes what it was told to give up at a time of its own
 * choosing: under the file's own name it would take what somebody else has put there since.
 */
export function chromiumName(destination: string): string {
  return `${destination}.chromium`
}

/** The name for an answer that came when nobody waited for it any more; Chromium deletes it as soon as it is there. */
export function lateName(destination: string): string {
  return `${destination}.late`
}

/** Takes over what Chromium has left, if it left anything. */
export async function takeFromChromium(destination: string): Promise<void> {
  await renameIfPresent(chromiumName(destination), destination)
}

/** Hands the bytes of `destination` to Chromium. */
export async function giveToChromium(destination: string): Promise<void> {
  await rename(destination, chromiumName(destination))
}

function keptName(file: string): string {
  return `${file}.kept`
}

/** Gives the bytes of `file` a second name, so that they outlive its deletion. A missing file is fine. */
export async function keepAside(file: string): Promise<void> {
  await rm(keptName(file), { force: true })
  try {
    await link(file, keptName(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    // File systems without hard links: a bundle is some tens of MiB at most.
    await copyFile(file, keptName(file))
  }
}

/** Copies the bytes of `file`, so that they outlive its being emptied. Without a cost where the disk can share blocks. */
export async function copyAside(file: string): Promise<void> {
  await copyFile(file, keptName(file), constants.COPYFILE_FICLONE)
}

/** Forgets the kept bytes. */
export async function dropKept(file: string): Promise<void> {
  await rm(keptName(file), { force: true })
}

/** Once Chromium has deleted `file`, gives it back the bytes that {@link keepAside} kept. */
export async function restoreKept(file: string, clock: Clock): Promise<void> {
  for (let waited = 0; waited < longestDeletionMs && (await sizeOf(file)) !== undefined; waited += pollMs) {
    await clock.delay(pollMs)
  }
  await rm(file, { force: true })
  await renameIfPresent(keptName(file), file)
}

/** After a crash while Chromium worked on `destination`: brings its bytes back, whichever of their names is left. */
export async function recoverFromChromium(destination: string): Promise<void> {
  const file = chromiumName(destination)
  if ((await sizeOf(file)) === undefined) await renameIfPresent(keptName(file), file)
  else await rm(keptName(file), { force: true })
  if ((await sizeOf(destination)) === undefined) await takeFromChromium(destination)
  else await rm(file, { force: true })
}

/** The file's size in bytes; `undefined` when there is none. */
export async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function renameIfPresent(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
