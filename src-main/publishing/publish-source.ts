import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { packageAssetPackFile } from '../packaging/package-asset-pack-file'
import {
  packageSource,
  readPackagingSource,
  type PackagedAssetPack,
  type PackageOptions,
} from '../packaging/package-asset-pack'
import { assetPackFileExtension, readAssetPackFile } from '../repository/asset-pack-file'

/** Something to publish that has been looked at: it can be read, and what it says breaks no rule. */
export interface PublishSource {
  readonly id: AssetPackID
  package(options: Omit<PackageOptions, 'manifestPath'>): Promise<PackagedAssetPack>
}

/**
 * Looks at a packaging manifest and all that it selects, or at an `.assetpack` file.
 *
 * @throws AssetPackError what packaging throws for sources that cannot be used; the signal's reason.
 */
export async function openPublishSource(path: string, signal: AbortSignal): Promise<PublishSource> {
  signal.throwIfAborted()
  if (path.endsWith(assetPackFileExtension)) {
    const { facts } = await readAssetPackFile(path)
    return { id: facts.id, package: (options) => packageAssetPackFile({ ...options, path }) }
  }
  const source = await readPackagingSource(path, signal)
  return { id: source.manifest.assetPackID, package: (options) => packageSource(source, options) }
}
