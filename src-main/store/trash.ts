import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { removeTree } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import type { ContainerLayout } from './container-layout'

/**
 * Takes a file or folder of the container out of its place, in one step; {@link emptyTrash} deletes it for good.
 *
 * @returns where it is now; `undefined` when nothing was there.
 * @throws AssetPackError `notWritable` or `fileInUse` at once when somebody holds it: garbage has time.
 */
export async function bury(layout: ContainerLayout, path: string): Promise<string | undefined> {
  const grave = join(layout.trash, randomUUID())
  return withFileSystemErrors(path, async () => {
    await makeTrash(layout)
    try {
      await rename(path, grave)
      return grave
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined
      throw error
    }
  })
}

/** Deletes a file or folder of the container: out of its place in one step, then for good. What is not there is fine. */
export async function discard(layout: ContainerLayout, path: string): Promise<void> {
  const grave = await bury(layout, path)
  if (grave !== undefined) await removeTree(grave)
}

/** Deletes for good what was buried. What cannot be deleted now stays for the next time, and the log says so. */
export async function emptyTrash(layout: ContainerLayout, logger: Logger): Promise<void> {
  for (const name of await readdir(layout.trash)) {
    try {
      await removeTree(join(layout.trash, name))
    } catch (error) {
      logger.log('warn', 'Something in the trash cannot be deleted yet', { name, reason: String(error) })
    }
  }
}

// Not its parents: where the container's disk is gone, no folder of that name may appear on another one.
async function makeTrash(layout: ContainerLayout): Promise<void> {
  await mkdir(layout.trash).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  })
}
