import type { OpenRepository, RepositoryPlace } from './open-repository'
import { withRepository } from './open-repository'
import { defaultExpiryDays, renewRoot, timeLeft, writeSnapshot, writeTargets } from './repository-metadata'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Signs snapshot and timestamp again, before they expire; targets and root too when less than half, or a quarter, of
 * their time is left. To be run regularly.
 *
 * @throws what opening the repository and its keys throws.
 */
export async function refreshMetadata(place: RepositoryPlace): Promise<void> {
  await withRepository(place, refresh)
}

async function refresh({ metadata, versions, signing }: OpenRepository): Promise<void> {
  const isRootDue = timeLeft(metadata.root.expires, signing.now) < (defaultExpiryDays.root * dayMs) / 4
  const current = isRootDue ? await renewRoot(metadata, signing) : metadata
  const targetsDays = signing.expiresInDays ?? defaultExpiryDays.targets
  const areTargetsDue = timeLeft(metadata.targets.expires, signing.now) < (targetsDays * dayMs) / 2
  if (areTargetsDue || metadata.targetsFile === undefined)
    await writeTargets(current, versions.targets(), signing)
  else await writeSnapshot(current, signing)
}
