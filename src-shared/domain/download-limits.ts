import * as z from 'zod'
import { AssetPackError } from './errors'
import { problemText, schemaProblem } from './schema-problem'

/** Checks a rate: low enough for any line, and not so low that a host takes the client for dead. */
export const bytesPerSecondSchema = z.int('must be a whole number of bytes').min(1024, 'must be 1024 or more')

const timeOfDay = z
  .string('must be a time of day')
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 07:30')

/** Checks a time of day as clocks on the wall show it: `07:30`. */
export const timeOfDaySchema: z.ZodType<string> = timeOfDay

/** A part of every day, by the clocks on the wall; it may go over midnight. */
export interface QuietHours {
  /** `22:00`. */
  readonly from: string
  /** Their end, which no longer belongs to them. */
  readonly to: string
}

const hours = { from: timeOfDay, to: timeOfDay }
const areSome = ({ from, to }: QuietHours): boolean => from !== to
const quietHours: z.ZodType<QuietHours> = z
  .strictObject(hours, 'must be an object')
  .refine(areSome, 'must not begin and end at the same time')
const keptQuietHours: z.ZodType<QuietHours> = z.object(hours).refine(areSome)

/** How many may go on at once: packs, or connections for one of them. */
const fewAtOnce = z.int('must be a whole number').min(1, 'must be 1 to 16').max(16, 'must be 1 to 16')

/** What is in force where neither the person nor the configuration says something else. */
export const usualLimits = { packsAtOnce: 2, connections: 8 } as const

/** How much downloads may use of the machine, as the person who sits there says; changed while they run. */
export interface DownloadLimits {
  /**
   * For all transfers together. Absent = no limit. It is kept by reading as slowly as that and holding the host back: what fits
   * into the buffers of a connection comes before that takes hold, 0.6 MB with Node, 4.5 MB with Chromium. Nothing follows until
   * it is paid for, and low rates open fewer connections for each pack: one below 0.5 MB/s.
   */
  readonly bytesPerSecond?: number | undefined
  /** When the system fetches nothing by itself that can wait. */
  readonly quietHours?: QuietHours | undefined
  /** True: traffic costs money here, whatever the system says about the network. */
  readonly treatAsMetered?: boolean | undefined
  /** How many packs are installed at the same time. Absent = as the configuration says. */
  readonly packsAtOnce?: number | undefined
  /**
   * Connections to the host at once, of one pack, for packs whose download begins afterwards; Chromium opens 6 at most.
   * Absent = as the configuration says.
   */
  readonly connections?: number | undefined
  /** True: of what is installed only essential packs are updated by themselves, others when somebody asks for it. */
  readonly updatesOnRequest?: boolean | undefined
}

const fields = {
  bytesPerSecond: bytesPerSecondSchema.optional(),
  quietHours: quietHours.optional(),
  treatAsMetered: z.boolean('must be true or false').optional(),
  packsAtOnce: fewAtOnce.optional(),
  connections: fewAtOnce.optional(),
  updatesOnRequest: z.boolean('must be true or false').optional(),
}

/** Checks {@link DownloadLimits}; what it does not know it refuses. */
export const downloadLimitsSchema: z.ZodType<DownloadLimits> = z.strictObject(fields, 'must be an object')

/** Checks limits that were kept, also by a later version: what this one does not know it leaves out. */
export const keptDownloadLimitsSchema: z.ZodType<DownloadLimits> = z.object({
  ...fields,
  quietHours: keptQuietHours.optional(),
})

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
