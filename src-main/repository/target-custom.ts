import * as z from 'zod'
import { assetPackSchema, type AssetPackDescription } from '../../src-shared/domain/asset-pack'

/** What the signed metadata says about a pack index besides its hash and length (TUF's `custom` field). */
export interface TargetCustom {
  /** The format that a client must understand to install the pack. */
  readonly formatVersion: 1
  readonly assetPack: AssetPackDescription
}

/** The format version that this program writes and reads. */
export const targetFormatVersion = 1

/** Checks a target's custom field. Fields that a later program may add are ignored. */
export const targetCustomSchema: z.ZodType<TargetCustom> = z.object({
  formatVersion: z.literal(targetFormatVersion),
  assetPack: assetPackSchema,
})
