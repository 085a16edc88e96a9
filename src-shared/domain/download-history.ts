import * as z from 'zod'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import { serializedErrorSchema, type SerializedError } from './errors'

/**
 * Why an installation fetched more than the cheapest way would have:
 *
 * - `indexWhole`: only what changed in the index was to come, and it had to come whole
 * - `damagedFiles`: installed files turned out not to be what they should be
 * - `installedUnused`: so much of what is installed was wrong that nothing of it was used in the end
 * - `nothingInCommon`: an earlier version is here, and not a byte of it is of use
 * - `fetchedAgain`: bytes came that were wrong, or had to start over
 */
export const installDetourKinds = [
  'indexWhole',
  'damagedFiles',
  'installedUnused',
  'nothingInCommon',
  'fetchedAgain',
] as const

/** One of {@link installDetourKinds}. */
export type InstallDetour = (typeof installDetourKinds)[number]

/** How a download ended. */
export const downloadOutcomes = ['finished', 'failed', 'cancelled'] as const

/** One of {@link downloadOutcomes}. */
export type DownloadOutcome = (typeof downloadOutcomes)[number]

/** A download that has ended: how, and what it cost over all its attempts. */
export interface DownloadHistoryEntry {
  readonly id: AssetPackID
  /** What the publisher calls the pack, else its id. */
  readonly title: string
  readonly version: number
  /** The version that was installed before, when there was one. */
  readonly fromVersion?: number | undefined
  readonly outcome: DownloadOutcome
  /** Wall time in milliseconds. */
  readonly endedAt: number
  /** Seconds during which an attempt ran; waiting and pauses do not count. */
  readonly seconds: number
  /** Body bytes that came over the network. */
  readonly bytesFetched: number
  readonly requests: number
  /** Plain bytes that did not have to come, because they were here; 0 unless it finished. */
  readonly bytesReused: number
  /** Why it was not the cheapest way; empty when it was, and unless it finished. */
  readonly detours: readonly InstallDetour[]
  /** Why it failed. */
  readonly error?: SerializedError | undefined
}

/** An entry of the history, and the number under which it is kept; numbers rise. */
export interface NumberedHistoryEntry extends DownloadHistoryEntry {
  readonly number: number
}

const count = z.number().min(0)

const fields = {
  id: assetPackIDSchema,
  title: z.string(),
  version: z.int().min(0),
  fromVersion: z.int().min(0).optional(),
  outcome: z.enum(downloadOutcomes),
  endedAt: z.number(),
  seconds: count,
  bytesFetched: count,
  requests: count,
  bytesReused: count,
  detours: z.array(z.enum(installDetourKinds)).readonly(),
  error: serializedErrorSchema.optional(),
}

/** Checks an entry that was kept; what a later version adds is left out. */
export const keptHistoryEntrySchema: z.ZodType<DownloadHistoryEntry> = z.object(fields)

/** Checks an entry that came from another process. */
export const numberedHistoryEntrySchema: z.ZodType<NumberedHistoryEntry> = z.strictObject({
  ...fields,
  number: z.int().min(0),
})
