import * as z from 'zod'
import { assetPackSchema, type AssetPackDescription } from './asset-pack'

/** A version of a pack that is on this machine, as a window shows it. */
export interface InstalledVersionFacts {
  readonly assetPack: AssetPackDescription
  /** Wall time in milliseconds at which it became the active version, last. */
  readonly installedAt: number
  /** Whether readers get its files; else it is kept, to go back to. */
  readonly isActive: boolean
}

/** Checks an {@link InstalledVersionFacts} that came from another process. */
export const installedVersionSchema: z.ZodType<InstalledVersionFacts> = z.strictObject({
  assetPack: assetPackSchema,
  installedAt: z.number(),
  isActive: z.boolean(),
})
