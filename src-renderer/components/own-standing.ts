import type { LibraryEntry } from '../../src-shared/domain/library'

/**
 * Key of what shows where a pack stands, in a place where another pack may come to stand: a bar must not move from where that
 * one was, nor an open explanation become one of another failure. What rests has nothing to mix up.
 */
export function ownStanding({ assetPack, download, error }: LibraryEntry): string | undefined {
  return download === undefined && error === undefined ? undefined : assetPack.id
}
