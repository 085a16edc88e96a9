import type { JsonObject } from '../../src-shared/base/json'
import type { Output } from './output'
import { countText, terminalText } from './terminal-text'

const shownNames = 5

/** Warns, once for all, of folders that stay behind because packs hold files only. */
export function warnOfEmptyFolders(output: Output, folders: readonly string[]): void {
  if (folders.length === 0) return
  const names = folders.slice(0, shownNames).map((folder) => terminalText(folder))
  const more = folders.length > shownNames ? ', …' : ''
  output.warn(
    `${countText(folders.length, 'empty folder')} left out, as packs hold files only: ${names.join(', ')}${more}. A file in a folder makes it come along.`,
  )
}

/** The same for programs; nothing when there are none. */
export function emptyFoldersDocument(folders: readonly string[]): JsonObject {
  if (folders.length === 0) return {}
  return { emptyFolders: { count: folders.length, first: folders.slice(0, shownNames) } }
}
