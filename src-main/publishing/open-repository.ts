import { systemClock, type Clock } from '../platform/clock'
import { requireKeysApart } from './keys-apart'
import { PublishedVersions } from './published-versions'
import { withRepositoryLock } from './repository-lock'
import {
  createRepositoryMetadata,
  readRepositoryMetadata,
  type RepositoryMetadata,
  type SigningContext,
} from './repository-metadata'
import { readSigningKeys } from './signing-keys'
import { TargetFolder } from './target-folder'

/** Where a repository and its keys are, and how long new signatures last. */
export interface RepositoryPlace {
  readonly repositoryDirectory: string
  readonly keysDirectory: string
  /** Days until the signatures of targets, snapshot and timestamp expire; by default 90, 14 and 7. */
  readonly expiresInDays?: number | undefined
  readonly clock?: Clock | undefined
}

/** A repository that this process alone may change now. */
export interface OpenRepository {
  readonly folder: TargetFolder
  readonly metadata: RepositoryMetadata
  readonly versions: PublishedVersions
  readonly signing: SigningContext
  readonly clock: Clock
}

/**
 * Runs `action` on a repository, made on the spot when there is none yet, while nobody else may change it. When it fails
 * before clients could hear of anything new, what was written is removed again.
 *
 * @throws AssetPackError `keysInvalid`, `fileInUse`, `metadataInvalid`, `signatureInvalid`, and what `action` throws.
 */
export async function withRepository<T>(
  place: RepositoryPlace,
  action: (repository: OpenRepository) => Promise<T>,
): Promise<T> {
  await requireKeysApart(place.repositoryDirectory, place.keysDirectory)
  const keys = await readSigningKeys(place.keysDirectory)
  const { clock = systemClock, expiresInDays } = place
  const folder = new TargetFolder(place.repositoryDirectory)
  return withRepositoryLock(place.repositoryDirectory, async () => {
    try {
      const signing = { folder, keys, now: clock.now(), expiresInDays }
      const metadata =
        (await readRepositoryMetadata(folder, keys)) ?? (await createRepositoryMetadata(signing))
      const versions = new PublishedVersions(folder, metadata.targets.targets)
      return await action({ folder, metadata, versions, signing, clock })
    } catch (error) {
      await folder.undo()
      throw error
    }
  })
}
