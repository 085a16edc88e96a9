import { open, realpath, type FileHandle } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** A file that the hosting server may show. */
export interface HostedFile {
  readonly handle: FileHandle
  readonly size: number
  /** Strong: changes whenever the file does. */
  readonly etag: string
}

/**
 * The parts of a URL's path once decoded; `undefined` when one of them could lead anywhere else, or names what a publisher
 * keeps for itself: temporary files begin with a dot, and a signing key that somebody put here is still nobody else's.
 */
export function hostedPathParts(pathname: string): readonly string[] | undefined {
  const parts: string[] = []
  for (const encoded of pathname.split('/').slice(1)) {
    const part = decoded(encoded)
    if (part === undefined || !/^[^\\/:\0]+$/.test(part) || isPrivate(part)) return undefined
    parts.push(part)
  }
  return parts.length === 0 ? undefined : parts
}

function isPrivate(name: string): boolean {
  return name.startsWith('.') || name.toLowerCase().endsWith('.pem')
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    // No valid escape sequence: nothing has that name.
    return undefined
  }
}

/**
 * Opens the file that `pathname` names below `directory` (a real path). `undefined` when there is none, when it is no plain
 * file, and when a link leads out of the directory. The caller closes the handle.
 */
export async function openHostedFile(directory: string, pathname: string): Promise<HostedFile | undefined> {
  const parts = hostedPathParts(pathname)
  if (parts === undefined) return undefined
  try {
    const path = await realpath(join(directory, ...parts))
    if (!path.startsWith(directory.endsWith(sep) ? directory : directory + sep)) return undefined
    return await openPlainFile(path)
  } catch {
    // Whatever keeps it from being opened, the answer to the outside is the same: not found.
    return undefined
  }
}

async function openPlainFile(path: string): Promise<HostedFile | undefined> {
  const handle = await open(path, 'r')
  const stat = await handle.stat({ bigint: true })
  if (!stat.isFile()) {
    await handle.close()
    return undefined
  }
  const etag = `"${stat.size.toString(36)}-${stat.mtimeNs.toString(36)}-${stat.ino.toString(36)}"`
  return { handle, size: Number(stat.size), etag }
}
