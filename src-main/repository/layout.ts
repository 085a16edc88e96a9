import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'

/**
 * Layout: where things are in a repository, as relative paths with `/`.
 *
 * ```
 * metadata/root.json                         the first root, for clients to take along
 * metadata/<n>.root.json, <n>.targets.json, <n>.snapshot.json, timestamp.json
 * targets/<id>/<sha256>.<version>.packindex  one pack index per version
 * targets/<id>/<sha256>.<version>.from-<n>.indexpatch  what makes it out of the one of version n
 * bundles/<ab>/<sha256>.bundle               frames; immutable
 * ```
 */

/** The folder of the signed metadata. */
export const metadataDirectory = 'metadata'

/** The folder of the pack indexes. */
export const targetsDirectory = 'targets'

/** The folder of the bundles. */
export const bundlesDirectory = 'bundles'

/** Where a bundle lies. */
export function bundlePath(sha256: string): string {
  return `${bundlesDirectory}/${sha256.slice(0, 2)}/${sha256}.bundle`
}

/** The name under which the signed metadata lists the index of one pack version. */
export function packIndexTargetName(id: AssetPackID, version: number): string {
  return `${id}/${String(version)}.packindex`
}

/** Where the target `name` lies: TUF's consistent snapshots put the hash before the file's name. */
export function consistentTargetPath(name: string, sha256: string): string {
  const slash = name.lastIndexOf('/')
  return `${targetsDirectory}/${name.slice(0, slash + 1)}${sha256}.${name.slice(slash + 1)}`
}

/** Where the patch lies that makes the index with that plain SHA-256 out of the one of an earlier version. */
export function indexPatchPath(
  id: AssetPackID,
  version: number,
  fromVersion: number,
  plainSha256: string,
): string {
  return `${targetsDirectory}/${id}/${plainSha256}.${String(version)}.from-${String(fromVersion)}.indexpatch`
}

/**
 * The URL of something in the repository at `base`, whether or not `base` ends with a slash. A query in `base` (a token
 * for the host) stays.
 */
export function resolveRepositoryURL(base: string, relativePath: string): string {
  const url = new URL(base)
  const folder = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`
  url.pathname = folder + relativePath.split('/').map(encodeURIComponent).join('/')
  url.hash = ''
  return url.href
}
