import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'

/** Some of several packs could not be made available (the original's `LocalAvailabilityError`). */
export class LocalAvailabilityError extends AssetPackError {
  /** Available now. */
  readonly successes: readonly AssetPack[]
  /** Not available, and why. */
  readonly failures: ReadonlyMap<AssetPack, AssetPackError>

  constructor(successes: readonly AssetPack[], failures: ReadonlyMap<AssetPack, AssetPackError>) {
    const failed = [...failures.keys()].map(({ id }) => id)
    const [cause] = failures.values()
    super('localAvailabilityFailed', `Not available: ${failed.join(', ')}.`, {
      cause,
      details: {
        successes: successes.map(({ id }) => id),
        failures: [...failures].map(([{ id }, { code, message }]) => ({ assetPackID: id, code, message })),
      },
    })
    this.successes = successes
    this.failures = failures
  }
}
