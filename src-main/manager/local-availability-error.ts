import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'

/** Some of several packs could not be made available (the original's `LocalAvailabilityError`). */
export class LocalAvailabilityError extends AssetPackError {
  /** Available now (the original's `successes`). */
  readonly successes: readonly AssetPack[]
  /** Not available, and why (the original's `failures`). */
  readonly failures: ReadonlyMap<AssetPack, AssetPackError>

  constructor(successes: readonly AssetPack[], failures: ReadonlyMap<AssetPack, AssetPackError>) {
    const [cause] = failures.values()
    super('localAvailabilityFailed', sentence(successes.length, failures), {
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

const namedAtMost = 5

/** How many, which, and why; of hundreds a few. */
function sentence(available: number, failures: ReadonlyMap<AssetPack, AssetPackError>): string {
  const named = [...failures].slice(0, namedAtMost).map(([{ id }, { code }]) => `${id} (${code})`)
  const more = failures.size - named.length
  const list = more === 0 ? named.join(', ') : `${named.join(', ')} and ${String(more)} more`
  const all = failures.size + available
  return `Of ${String(all)} asset packs ${String(failures.size)} cannot be had: ${list}.`
}
