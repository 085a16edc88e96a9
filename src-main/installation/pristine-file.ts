import type { Stats } from 'node:fs'

/**
 * The modification time that every installed file gets, in seconds since 1970: 1 January 2000. A file of an installed
 * version that still has it, and its size, was not written to since: it is linked into the next version without being
 * read again. Anything else is read and verified first. (A disk that flips bits is what verifying and repairing are for.)
 */
export const pristineTime = 946_684_800

/** Whether an installed file of that size seems untouched. */
export function isPristine(stats: Stats, size: number): boolean {
  return stats.isFile() && stats.size === size && Math.round(stats.mtimeMs / 1000) === pristineTime
}

/** The mode that an installed file gets: nobody is to write to it. */
export function pristineMode(executable: boolean): number {
  return executable ? 0o555 : 0o444
}
