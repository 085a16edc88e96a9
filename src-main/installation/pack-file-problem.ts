import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'

/** What an `.assetpack` file says that it is. */
export interface PackFileClaim {
  readonly path: string
  readonly id: AssetPackID
  readonly version: number
  /** Of the bytes of its index. */
  readonly indexSha256: string
}

/** What a claim is compared with. */
export interface PackFileFacts {
  /** The pack of that name in the signed list; `undefined` when it has none. */
  readonly offered: Pick<AssetPack, 'version'> | undefined
  /** The SHA-256 that the index of the offered version may have, by the signed list. */
  readonly signedHashes: readonly string[]
  /** The version that is here; `undefined` when none is. */
  readonly installedVersion: number | undefined
}

/** Why a file must not be installed; `undefined` when the signed list vouches for its index. */
export function packFileProblem(
  { path, id, version, indexSha256 }: PackFileClaim,
  { offered, signedHashes, installedVersion }: PackFileFacts,
): AssetPackError | undefined {
  const details = { path, assetPackID: id, version }
  if (offered === undefined) {
    const sentence = `${path} cannot be installed: the publisher's signed list has no pack "${id}". Check for updates, or ask the publisher for the file.`
    return new AssetPackError('packFileUnsigned', sentence, { details })
  }
  if (installedVersion !== undefined && version < installedVersion) {
    const sentence = `${path} cannot be installed: it holds version ${String(version)} of "${id}", and version ${String(installedVersion)} is installed, which is newer.`
    return new AssetPackError('packFileOtherVersion', sentence, { details: { ...details, installedVersion } })
  }
  if (version !== offered.version) {
    const sentence = `${path} cannot be installed: it holds version ${String(version)} of "${id}", and the publisher offers version ${String(offered.version)}. Check for updates, or get a file of that version.`
    const offeredVersion = offered.version
    return new AssetPackError('packFileOtherVersion', sentence, { details: { ...details, offeredVersion } })
  }
  if (signedHashes.includes(indexSha256)) return undefined
  const sentence = `${path} cannot be installed: its index is not the one that the publisher signed for version ${String(version)} of "${id}". Save or download the file anew.`
  return new AssetPackError('packFileUnsigned', sentence, { details })
}
