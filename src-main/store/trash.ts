import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { moveIntoPlace, removeTree } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import type { ContainerLayout } from './container-layout'

/** Deletes a file or folder of the container: out of its place in one step, then for good. What is not there is fine. */
export async function discard(layout: ContainerLayout, path: string): Promise<void> {
  const grave = join(layout.trash, randomUUID())
  const moved = await withFileSystemErrors(path, async () => {
    await mkdir(layout.trash, { recursive: true })
    return moveAway(path, grave)
  })
  if (moved) await removeTree(grave)
}

async function moveAway(path: string, grave: string): Promise<boolean> {
  try {
    await moveIntoPlace(path, grave)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw error
  }
}
