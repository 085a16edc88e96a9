import * as z from 'zod'
import {
  assetPackSchema,
  userInfoLimits,
  type AssetPackDescription,
} from '../../src-shared/domain/asset-pack'
import { isSha256Hex } from './digest'
import { patchedIndexLimit } from './index-patch'

/** What the signed metadata says about a pack index besides its hash and length (TUF's `custom` field). */
export interface TargetCustom {
  /** The format that a client must understand to install the pack. */
  readonly formatVersion: 1
  readonly assetPack: AssetPackDescription
  /** Absent where there is nothing but the whole index. */
  readonly plainIndex?: PlainIndexFacts | undefined
}

/** The index as it is once it is decompressed, and the smaller ways to it. */
export interface PlainIndexFacts {
  /** SHA-256 of the plain bytes: what a patch makes has to have it. */
  readonly sha256: string
  /** Plain bytes. */
  readonly length: number
  readonly patches: readonly IndexPatchFacts[]
}

/** A patch that makes an index out of an earlier version's. */
export interface IndexPatchFacts {
  readonly fromVersion: number
  /** Exact bytes of the patch. */
  readonly length: number
}

/** The format version that this program writes and reads. */
const targetFormatVersion = 1
/** No publisher needs more: old versions fetch the whole index. */
const mostPatches = 64

/**
 * The custom field of a pack. The publisher's own data is carried as text: signed metadata knows no fractions and no
 * large numbers, JSON does.
 */
export function targetCustom(
  { userInfo, ...assetPack }: AssetPackDescription,
  plainIndex?: PlainIndexFacts,
): Record<string, unknown> {
  const plain = JSON.parse(JSON.stringify(assetPack)) as Record<string, unknown>
  const custom = userInfo === undefined ? plain : { ...plain, userInfo: JSON.stringify(userInfo) }
  const patched = plainIndex === undefined ? {} : { plainIndex: { ...plainIndex } }
  return { formatVersion: targetFormatVersion, assetPack: custom, ...patched }
}

const bytesSchema = z.int().positive()

const plainIndexSchema: z.ZodType<PlainIndexFacts> = z.object({
  sha256: z.string().refine(isSha256Hex, 'is no SHA-256'),
  length: bytesSchema.max(patchedIndexLimit),
  patches: z
    .array(z.object({ fromVersion: z.int().nonnegative(), length: bytesSchema.max(patchedIndexLimit) }))
    .max(mostPatches),
})

/** Checks a target's custom field. Fields that a later program may add are ignored. */
export const targetCustomSchema: z.ZodType<TargetCustom> = z.object({
  formatVersion: z.literal(targetFormatVersion),
  assetPack: z.preprocess(withParsedUserInfo, assetPackSchema),
  plainIndex: plainIndexSchema.optional(),
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
