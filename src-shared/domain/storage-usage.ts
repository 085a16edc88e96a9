import * as z from 'zod'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'

/**
 * (+) What a container takes of its disk, in bytes, as the file system counts them. Files that several versions share count
 * once: for the active version, then for the kept one that was active last.
 */
export interface StorageUsage {
  /** Absolute path of the container. */
  readonly directory: string
  /** Size of the volume that holds it. */
  readonly volumeBytes: number
  /** Bytes that may still be written on that volume. */
  readonly freeBytes: number
  /** What is here of packs, ordered by id; also of packs of which only a part has come. */
  readonly packs: readonly PackUsage[]
  /** Lists, the database, merged folders, and what is being deleted, old versions of packs that are about to be included. */
  readonly otherBytes: number
}

/** What one pack takes. */
export interface PackUsage {
  readonly id: AssetPackID
  /** The active version; absent when none is installed. */
  readonly version?: number | undefined
  /** Of the active version. */
  readonly installedBytes: number
  /** The versions that are kept to go back to, the one that was active last first. */
  readonly keptVersions: readonly number[]
  /** What giving those up would free. */
  readonly keptBytes: number
  /** What a download that has not ended has brought so far. */
  readonly unfinishedBytes: number
}

const bytes = z.number().min(0)
const version = z.int().min(0)

/** Checks a {@link StorageUsage} that came from another process. */
export const storageUsageSchema: z.ZodType<StorageUsage> = z.strictObject({
  directory: z.string(),
  volumeBytes: bytes,
  freeBytes: bytes,
  packs: z
    .array(
      z.strictObject({
        id: assetPackIDSchema,
        version: version.optional(),
        installedBytes: bytes,
        keptVersions: z.array(version).readonly(),
        keptBytes: bytes,
        unfinishedBytes: bytes,
      }),
    )
    .readonly(),
  otherBytes: bytes,
})
