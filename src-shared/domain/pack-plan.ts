import * as z from 'zod'

/** What installing a version, or updating to it, would take, as a window shows it before it begins. Bytes. */
export interface PackPlan {
  /** The version that would come. */
  readonly version: number
  readonly bytesToFetch: number
  /** Plain bytes that are on this machine already. */
  readonly bytesReused: number
  /** What must be free while it runs. */
  readonly diskBytesNeeded: number
  /** The same when the installed version is taken apart meanwhile; present when there is no room otherwise. */
  readonly lowSpaceBytesNeeded?: number | undefined
}

const bytes = z.number().min(0)

/** Checks a {@link PackPlan} that came from another process. */
export const packPlanSchema: z.ZodType<PackPlan> = z.strictObject({
  version: z.int().min(0),
  bytesToFetch: bytes,
  bytesReused: bytes,
  diskBytesNeeded: bytes,
  lowSpaceBytesNeeded: bytes.optional(),
})
