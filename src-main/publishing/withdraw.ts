import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { withRepository, type RepositoryPlace } from './open-repository'
import { writeTargets } from './repository-metadata'

/**
 * Stops offering a pack: installed copies become obsolete. Its files stay for clients that have not heard yet; a later
 * publish of the same name goes on counting versions.
 *
 * @throws AssetPackError `assetPackNotFound` when it is not offered, and what opening the repository and its keys throws.
 */
export async function withdraw(options: RepositoryPlace & { readonly id: AssetPackID }): Promise<void> {
  await withRepository(options, async ({ metadata, versions, signing }) => {
    if (versions.of(options.id).length === 0) {
      throw new AssetPackError('assetPackNotFound', `The repository does not offer a pack "${options.id}".`, {
        details: { assetPackID: options.id },
      })
    }
    versions.remove(options.id)
    await writeTargets(metadata, versions.targets(), signing)
  })
}
