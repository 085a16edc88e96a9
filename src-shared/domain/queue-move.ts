import * as z from 'zod'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'

/**
 * Where a person wants a download in the queue: before everything else that does not run, behind everything, or beside another
 * one.
 */
export type QueueMove =
  { readonly kind: 'first' | 'last' } | { readonly kind: 'before' | 'after'; readonly id: AssetPackID }

/** Checks a {@link QueueMove} that came from another process. */
export const queueMoveSchema: z.ZodType<QueueMove> = z.union([
  z.strictObject({ kind: z.enum(['first', 'last']) }),
  z.strictObject({ kind: z.enum(['before', 'after']), id: assetPackIDSchema }),
])
