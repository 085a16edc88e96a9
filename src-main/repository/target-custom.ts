import * as z from 'zod'
import {
  assetPackSchema,
  userInfoLimits,
  type AssetPackDescription,
} from '../../src-shared/domain/asset-pack'

/** What the signed metadata says about a pack index besides its hash and length (TUF's `custom` field). */
export interface TargetCustom {
  /** The format that a client must understand to install the pack. */
  readonly formatVersion: 1
  readonly assetPack: AssetPackDescription
}

/** The format version that this program writes and reads. */
const targetFormatVersion = 1

/**
 * The custom field of a pack. The publisher's own data is carried as text: signed metadata knows no fractions and no
 * large numbers, JSON does.
 */
export function targetCustom({ userInfo, ...assetPack }: AssetPackDescription): Record<string, unknown> {
  const plain = JSON.parse(JSON.stringify(assetPack)) as Record<string, unknown>
  const custom = userInfo === undefined ? plain : { ...plain, userInfo: JSON.stringify(userInfo) }
  return { formatVersion: targetFormatVersion, assetPack: custom }
}

/** Checks a target's custom field. Fields that a later program may add are ignored. */
export const targetCustomSchema: z.ZodType<TargetCustom> = z.object({
  formatVersion: z.literal(targetFormatVersion),
  assetPack: z.preprocess(withParsedUserInfo, assetPackSchema),
})

function withParsedUserInfo(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('userInfo' in value)) return value
  const { userInfo } = value
  // Anything but text of a sensible length is left as it is, for the schema to refuse.
  if (typeof userInfo !== 'string' || userInfo.length > userInfoLimits.bytes)
    return { ...value, userInfo: null }
  try {
    return { ...value, userInfo: JSON.parse(userInfo) as unknown }
  } catch {
    // Not JSON: refused by the schema like any other wrong value.
    return { ...value, userInfo: null }
  }
}
