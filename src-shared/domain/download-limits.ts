import * as z from 'zod'
import { AssetPackError } from './errors'
import { problemText, schemaProblem } from './schema-problem'

/** Checks a rate: low enough for any line, and not so low that a host takes the client for dead. */
export const bytesPerSecondSchema = z.int('must be a whole number of bytes').min(1024, 'must be 1024 or more')

/** How much downloads may use of the machine, as the person who sits there says; changed while they run. */
export interface DownloadLimits {
  /** For all transfers together. Absent = no limit. */
  readonly bytesPerSecond?: number | undefined
}

const fields = { bytesPerSecond: bytesPerSecondSchema.optional() }

/** Checks {@link DownloadLimits}; what it does not know it refuses. */
export const downloadLimitsSchema: z.ZodType<DownloadLimits> = z.strictObject(fields, 'must be an object')

/** Checks limits that were kept, also by a later version: what this one does not know it leaves out. */
export const keptDownloadLimitsSchema: z.ZodType<DownloadLimits> = z.object(fields)

/**
 * Reads limits.
 *
 * @throws {@link AssetPackError} `invalidArgument` that names the limit, the value and the rule.
 */
export function parseDownloadLimits(value: unknown): DownloadLimits {
  const result = downloadLimitsSchema.safeParse(value)
  if (result.success) return result.data
  const problem = schemaProblem(result.error, value)
  const { key, rule } = problem
  const subject = key === '' ? 'What limits downloads' : `The limit "${key}"`
  throw new AssetPackError('invalidArgument', `${subject} ${problemText(problem)}`, {
    details: { key, rule },
  })
}
