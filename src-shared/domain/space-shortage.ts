import * as z from 'zod'
import type { JsonObject } from '../base/json'
import type { SerializedError } from './errors'

/** What a way to install a pack takes. */
export interface InstallPrice {
  /** Bytes that must be free on the container's disk. */
  readonly diskBytesNeeded: number
  /** Bytes that still have to come; the pack's index is here. */
  readonly bytesToFetch: number
}

/** Why the disk has no room for an installation, in figures. */
export interface SpaceShortage extends InstallPrice {
  readonly freeBytes: number
  /** The same in low-space mode; present when there is room for that. */
  readonly lowSpace?: InstallPrice | undefined
}

const bytes = z.number().min(0)
const price = { diskBytesNeeded: bytes, bytesToFetch: bytes }

/** Checks a {@link SpaceShortage} that came from another process. */
export const spaceShortageSchema: z.ZodType<SpaceShortage> = z.strictObject({
  ...price,
  freeBytes: bytes,
  lowSpace: z.strictObject(price).optional(),
})

const detailsSchema = z.object({
  needBytes: bytes,
  freeBytes: bytes,
  bytesToFetch: bytes,
  lowSpaceBytes: bytes.optional(),
  lowSpaceBytesToFetch: bytes.optional(),
})

/** As an `outOfSpace` error carries it. */
export function shortageDetails({
  diskBytesNeeded: needBytes,
  freeBytes,
  bytesToFetch,
  lowSpace,
}: SpaceShortage): JsonObject {
  const figures = { needBytes, freeBytes, bytesToFetch }
  if (lowSpace === undefined) return figures
  const { diskBytesNeeded: lowSpaceBytes, bytesToFetch: lowSpaceBytesToFetch } = lowSpace
  return { ...figures, lowSpaceBytes, lowSpaceBytesToFetch }
}

/** What an error says of missing space; `undefined` when it has no figures: a disk that was full when it was written to has none. */
export function shortageOf({
  code,
  details,
}: Pick<SerializedError, 'code' | 'details'>): SpaceShortage | undefined {
  if (code !== 'outOfSpace') return undefined
  const { success, data } = detailsSchema.safeParse(details)
  if (!success) return undefined
  const { needBytes, freeBytes, bytesToFetch, lowSpaceBytes, lowSpaceBytesToFetch } = data
  const figures = { diskBytesNeeded: needBytes, freeBytes, bytesToFetch }
  if (lowSpaceBytes === undefined || lowSpaceBytesToFetch === undefined) return figures
  return {
    ...figures,
    lowSpace: { diskBytesNeeded: lowSpaceBytes, bytesToFetch: lowSpaceBytesToFetch },
  }
}
