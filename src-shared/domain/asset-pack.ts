import * as z from 'zod'
import { jsonObjectSchema, type JsonObject } from '../base/json'
import { AssetPackDownload } from './asset-pack-download'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import { installationEvent, type ContentRequest } from './content-request'
import { downloadPolicySchema, type DownloadPolicy } from './download-policy'
import { AssetPackError } from './errors'
import { platformNames, type PlatformName } from './platform-name'
import { problemText, schemaProblem } from './schema-problem'

const byteCount = z.int('must be a whole number').min(0, 'must be 0 or more')

/** Limits on the publisher's own data, refused at publishing and at installation alike. */
export const userInfoLimits = { bytes: 16_384, depth: 8, keys: 256 } as const

// Depth first: what is nested too deeply must not reach anything that recurses without a limit.
function withinUserInfoLimits(value: unknown): boolean {
  let keys = 0
  const fits = (part: unknown, depth: number): boolean => {
    if (typeof part !== 'object' || part === null) return true
    if (depth > userInfoLimits.depth) return false
    const values: readonly unknown[] = Object.values(part)
    keys += Array.isArray(part) ? 0 : values.length
    return keys <= userInfoLimits.keys && values.every((child) => fits(child, depth + 1))
  }
  return typeof value === 'object' && fits(value, 1) && JSON.stringify(value).length <= userInfoLimits.bytes
}

/** Checks the publisher's own data: a JSON object within {@link userInfoLimits}. */
export const userInfoSchema = z
  .custom(withinUserInfoLimits, 'is over 16 kB, 8 levels or 256 keys')
  .pipe(jsonObjectSchema)

/** What the server says about one version of one pack, as plain data. */
export interface AssetPackDescription {
  /** The pack's name, unique ignoring case. */
  readonly id: AssetPackID
  /** Rises with every publish. */
  readonly version: number
  /** Exact bytes of a full download: the index and the stored bytes that an empty machine fetches. */
  readonly downloadSize: number
  /** Exact bytes of the files once installed. */
  readonly installedSize: number
  /** When it is downloaded without being asked for. */
  readonly policy: DownloadPolicy
  /** The systems it is meant for; empty = all. */
  readonly platforms: readonly PlatformName[]
  /** BCP-47; absent = not localized. */
  readonly language?: string | undefined
  /** The publisher's own JSON. */
  readonly userInfo?: JsonObject | undefined
}

/** Checks an {@link AssetPackDescription} that came from another process or file. */
export const assetPackSchema: z.ZodType<AssetPackDescription> = z.strictObject(
  {
    id: assetPackIDSchema,
    version: byteCount,
    downloadSize: byteCount,
    installedSize: byteCount,
    policy: downloadPolicySchema,
    platforms: z.array(z.enum(platformNames)).max(platformNames.length).readonly(),
    language: z.string().min(2).max(35).optional(),
    userInfo: userInfoSchema.optional(),
  },
  'must be a JSON object',
)

/**
 * An immutable snapshot of what the server said about one version of one pack (the original's `AssetPack`).
 *
 * Nothing throws when the server moves on: `AssetPackManager.status` answers relative to the snapshot.
 */
export class AssetPack implements AssetPackDescription {
  /** The pack's name, unique ignoring case (the original's `id`). */
  readonly id: AssetPackID
  /** Rises with every publish (the original's `version`). */
  readonly version: number
  /** Exact bytes of a full download, the index included (the original's `downloadSize`); an update fetches less. */
  readonly downloadSize: number
  /** (+) Exact bytes of the files once installed. */
  readonly installedSize: number
  /** (+) When it is downloaded without being asked for. */
  readonly policy: DownloadPolicy
  /** (+) The systems it is meant for; empty = all. */
  readonly platforms: readonly PlatformName[]
  /** BCP-47; `undefined` = not localized (the original's `language`). */
  readonly language: string | undefined
  /** The publisher's own JSON, frozen (the original's `userInfo`). */
  readonly userInfo: JsonObject | undefined

  constructor(facts: AssetPackDescription) {
    this.id = facts.id
    this.version = facts.version
    this.downloadSize = facts.downloadSize
    this.installedSize = facts.installedSize
    this.policy = facts.policy
    this.platforms = facts.platforms
    this.language = facts.language
    this.userInfo = facts.userInfo
    deepFreeze(this)
  }

  /** `AssetPack(id: "tutorial", version: 3)` (the original's `description`). */
  get description(): string {
    return `AssetPack(id: "${this.id}", version: ${String(this.version)})`
  }

  /**
   * This pack as a download, for a `DownloadManager` that knows the `AssetPackManager` (the original's `download(for:)`). It is
   * essential where the pack's policy is, for the event that `request` stands for; without a request it never is.
   */
  download(request?: ContentRequest): AssetPackDownload {
    const event = request === undefined ? undefined : installationEvent(request)
    const { policy } = this
    return new AssetPackDownload({
      identifier: this.id,
      assetPackVersion: this.version,
      fileSize: this.downloadSize,
      isEssential:
        policy.kind === 'essential' && event !== undefined && policy.installationEventTypes.includes(event),
    })
  }

  /** Equal for packs that are equal: id, version and language, the way a `Map` wants its keys (the original's `Hashable`). */
  get hash(): string {
    return JSON.stringify([this.id, this.version, this.language ?? null])
  }

  /** Same id, version and language (the original's `Equatable`). */
  equals(other: AssetPack): boolean {
    return this.hash === other.hash
  }

  /** {@link AssetPack.description} (the original's `CustomStringConvertible`). */
  toString(): string {
    return this.description
  }

  /** Plain data that {@link AssetPack.fromJSON} reads back (the original's `Encodable`). */
  toJSON(): AssetPackDescription {
    return {
      id: this.id,
      version: this.version,
      downloadSize: this.downloadSize,
      installedSize: this.installedSize,
      policy: this.policy,
      platforms: this.platforms,
      ...(this.language === undefined ? {} : { language: this.language }),
      ...(this.userInfo === undefined ? {} : { userInfo: this.userInfo }),
    }
  }

  /**
   * Reads a pack from plain data (the original's `DecodableWithConfiguration`). It needs no configuration.
   *
   * @throws `invalidArgument` that names the field, its value and the rule.
   */
  static fromJSON(value: unknown): AssetPack {
    const result = assetPackSchema.safeParse(value)
    if (result.success) return new AssetPack(result.data)
    const found = schemaProblem(result.error, value)
    const field = found.key === '' ? 'An asset pack' : `The field "${found.key}" of an asset pack`
    throw new AssetPackError('invalidArgument', `${field} ${problemText(found)}`, { details: { ...found } })
  }
}

function deepFreeze(value: object): void {
  Object.freeze(value)
  for (const child of Object.values(value) as unknown[]) {
    if (typeof child === 'object' && child !== null && !Object.isFrozen(child)) deepFreeze(child)
  }
}
