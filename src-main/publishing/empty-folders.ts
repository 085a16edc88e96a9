import { rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** `path` and the folders around it up to `outermost`, innermost first. */
export function foldersUpTo(path: string, outermost: string): readonly string[] {
  const folders = [path]
  for (let folder = path; folder !== outermost && folder !== dirname(folder);) {
    folder = dirname(folder)
    folders.push(folder)
  }
  return folders
}

/** Removes the folder `path`, and those around it up to `outermost`, as long as they are empty. */
export async function removeEmptyFolders(path: string, outermost: string): Promise<void> {
  for (const folder of foldersUpTo(path, outermost)) {
    try {
      await rmdir(folder)
    } catch {
      // Somebody put something in, or it is gone already: either way it is not ours any more.
      return
    }
  }
}
