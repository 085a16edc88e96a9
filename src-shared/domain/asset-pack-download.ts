import * as z from 'zod'
import { assetPackIDKey, assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import {
  checkedDownload,
  Download,
  downloadFields,
  newDownloadFacts,
  type DownloadChoices,
  type DownloadFacts,
  type DownloadStateName,
} from './download'

/** An {@link AssetPackDownload} as plain data. */
export interface AssetPackDownloadDescription extends DownloadFacts {
  readonly kind: 'assetPack'
  /** The pack's id. */
  readonly identifier: AssetPackID
  readonly assetPackVersion: number
  readonly fileSize: number
}

/** What an {@link AssetPackDownload} is made of. */
export interface AssetPackDownloadOptions extends Omit<DownloadChoices, 'uniqueIdentifier'> {
  readonly identifier: AssetPackID
  readonly assetPackVersion: number
  readonly fileSize: number
}

const byteCount = z.int('must be a whole number').min(0, 'must be 0 or more')

const assetPackDownloadSchema: z.ZodType<AssetPackDownloadDescription> = z.strictObject({
  ...downloadFields,
  kind: z.literal('assetPack', 'must be "assetPack"'),
  identifier: assetPackIDSchema,
  assetPackVersion: byteCount,
  fileSize: byteCount,
})

/**
 * The download of one asset pack; `AssetPack.download` makes it. A `DownloadManager` that knows the `AssetPackManager` hands it
 * on to that: the pack is not one file, but is put together, verified and installed as any other, and read as those are.
 */
export class AssetPackDownload extends Download {
  /** (+) Tells it from a {@link Download} of a URL. */
  readonly kind = 'assetPack'
  /** The pack's id (`BADownload.identifier`). */
  declare readonly identifier: AssetPackID
  /** (+) The version that the pack value spoke of. Once the repository offers a newer one, that comes. */
  readonly assetPackVersion: number
  /** (+) `AssetPack.downloadSize`: what an empty machine fetches, in bytes; an update fetches less. */
  readonly fileSize: number

  /** @throws `downloadInvalid` that names the field, its value and the rule. */
  constructor(options: AssetPackDownloadOptions) {
    const { identifier, assetPackVersion, fileSize } = options
    // The same for each value that speaks of this version: the queue of packs knows them by these two.
    const uniqueIdentifier = namedUUID(`${assetPackIDKey(identifier)} ${String(assetPackVersion)}`)
    const facts = newDownloadFacts(identifier, { ...options, uniqueIdentifier })
    const checked = checkedDownload(assetPackDownloadSchema, {
      ...facts,
      kind: 'assetPack',
      assetPackVersion,
      fileSize,
    })
    super(checked)
    this.assetPackVersion = checked.assetPackVersion
    this.fileSize = checked.fileSize
    Object.freeze(this)
  }

  /** (+) The same download with another state. */
  withState(state: DownloadStateName): AssetPackDownload {
    return new AssetPackDownload({ ...this.toJSON(), state })
  }

  /** See {@link Download.removingEssential} (`BADownload.removingEssential()`). */
  removingEssential(): AssetPackDownload {
    return new AssetPackDownload({ ...this.toJSON(), isEssential: false, state: 'created' })
  }

  /** (+) `AssetPackDownload(identifier: "tutorial", version: 3, state: waiting)`. */
  override toString(): string {
    const { identifier, assetPackVersion, state } = this
    return `AssetPackDownload(identifier: "${identifier}", version: ${String(assetPackVersion)}, state: ${state})`
  }

  /** Plain data that {@link AssetPackDownload.fromJSON} reads back (the original's `NSSecureCoding`). */
  toJSON(): AssetPackDownloadDescription {
    const { identifier, uniqueIdentifier, state, priority, isEssential, assetPackVersion, fileSize } = this
    const facts = { identifier, uniqueIdentifier, state, priority, isEssential, assetPackVersion, fileSize }
    return { kind: 'assetPack', ...facts }
  }

  /**
   * Reads a download from plain data (the original's `NSSecureCoding`).
   *
   * @throws `downloadInvalid` that names the field, its value and the rule.
   */
  static fromJSON(value: unknown): AssetPackDownload {
    return new AssetPackDownload(checkedDownload(assetPackDownloadSchema, value))
  }
}

/** A UUID (version 8) that is the same for the same name: four times FNV-1a, each begun otherwise. No secret, no signature. */
function namedUUID(name: string): string {
  const words = [0, 1, 2, 3].map((seed) => {
    let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)
    for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
    return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0).toString(16).padStart(8, '0')
  })
  const digits = words.join('')
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
  ]
  return [...parts, digits.slice(20)].join('-')
}
