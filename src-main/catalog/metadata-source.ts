import type { Fetcher } from 'tuf-js'
import { DownloadHTTPError } from 'tuf-js/dist/error.js'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { metadataDirectory, resolveRepositoryURL } from '../repository/layout'
import { isMissingObject } from '../transport/missing-object'
import type { Transport } from '../transport/transport'
import { checkMetadataText } from './metadata-text'

/** Most bytes of each metadata file, and most root rotations in one update: tuf-js's own figures, made explicit. */
export const metadataLimits = {
  root: 512_000,
  timestamp: 16_384,
  snapshot: 2_000_000,
  targets: 5_000_000,
  rootRotations: 256,
} as const

/** Where metadata files come from, by name (`3.root.json`, `timestamp.json`); `undefined` = there is none of that name. */
export type MetadataSource = (name: string, maximumBytes: number) => Promise<Uint8Array | undefined>

/** The repository's metadata folder, over the network. */
export function remoteMetadata(
  transport: Transport,
  repositoryURL: string,
  signal: AbortSignal,
): MetadataSource {
  return async (name, maximumBytes) => {
    try {
      return await transport.read({
        url: resolveRepositoryURL(repositoryURL, `${metadataDirectory}/${name}`),
        maximumBytes,
        // The name of the timestamp never changes, and a cache may remember that the next root was not there yet.
        revalidate: name === 'timestamp.json' || name.endsWith('.root.json'),
        mayBeMissing: name.endsWith('.root.json'),
        signal,
      })
    } catch (error) {
      if (isMissingObject(error)) return undefined
      throw error
    }
  }
}

/** The base of the URLs that tuf-js makes up; only their last part is ever used. */
export const metadataBaseURL = 'https://metadata.invalid'

/** Feeds tuf-js from a {@link MetadataSource}: caps, checks and remembers every file on its way. */
export class MetadataFetcher implements Fetcher {
  /** Every file that was fetched, by name. Verified only once the update has succeeded. */
  readonly fetched = new Map<string, Uint8Array>()
  readonly #source: MetadataSource
  #rootRotations = 0

  constructor(source: MetadataSource) {
    this.#source = source
  }

  async downloadBytes(url: string, maxLength: number): Promise<Buffer> {
    const name = decodeURIComponent(url.slice(metadataBaseURL.length + 1))
    const isRoot = name.endsWith('.root.json')
    if (isRoot && this.#rootRotations >= metadataLimits.rootRotations) throw tooManyRoots()
    const bytes = await this.#take(name, maxLength)
    if (bytes === undefined) throw isRoot ? new DownloadHTTPError(`No ${name}`, 404) : missing(name)
    checkMetadataText(bytes, name)
    if (isRoot) this.#rootRotations += 1
    this.fetched.set(name, bytes)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  async #take(name: string, maxLength: number): Promise<Uint8Array | undefined> {
    const cap = capOf(name)
    try {
      return await this.#source(name, Math.min(maxLength, cap))
    } catch (error) {
      if (maxLength >= cap || !isAssetPackError(error, 'limitExceeded')) throw error
      // The limit was the signed length: this is another file than the one that was signed.
      throw new AssetPackError(
        'integrityCheckFailed',
        `The repository's ${name} is longer than what was signed.`,
        {
          cause: error,
          details: { file: name, expectedBytes: maxLength },
        },
      )
    }
  }

  downloadFile(): Promise<never> {
    return Promise.reject(new AssetPackError('internal', 'Targets are not fetched this way.'))
  }
}

function capOf(name: string): number {
  if (name.endsWith('root.json')) return metadataLimits.root
  if (name.endsWith('timestamp.json')) return metadataLimits.timestamp
  return name.endsWith('snapshot.json') ? metadataLimits.snapshot : metadataLimits.targets
}

function missing(name: string): AssetPackError {
  return new AssetPackError('remoteNotFound', `The repository has no ${name}.`, { details: { file: name } })
}

function tooManyRoots(): AssetPackError {
  const limit = metadataLimits.rootRotations
  return new AssetPackError(
    'limitExceeded',
    `The repository changed its root keys more than ${String(limit)} times.`,
    {
      details: { limit },
    },
  )
}
