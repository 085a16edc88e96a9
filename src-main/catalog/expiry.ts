import * as z from 'zod'
import { AssetPackError } from '../../src-shared/domain/errors'

const expirySchema = z.object({
  signed: z.object({ _type: z.string(), expires: z.iso.datetime({ offset: true }) }),
})

/**
 * Says since when the metadata has expired. When all of it has expired at once, the likelier reason is this machine's
 * clock, and the message says so.
 */
export function expiredError(files: Iterable<Uint8Array>, time: number, cause: unknown): AssetPackError {
  const expiries = new Map<string, number>()
  for (const bytes of files) {
    const parsed = expirySchema.safeParse(parse(bytes)).data?.signed
    if (parsed !== undefined) expiries.set(parsed._type, Date.parse(parsed.expires))
  }
  const expired = [...expiries].filter(([, at]) => at <= time)
  const everything = expiries.size > 1 && expired.length === expiries.size
  const since = new Date(Math.min(time, ...expired.map(([, at]) => at))).toISOString()
  const hint = everything
    ? "Check this computer's clock: by its time everything has expired at once."
    : 'The publisher has to renew them.'
  return new AssetPackError(
    'metadataExpired',
    `The repository's signatures are out of date since ${since}. ${hint}`,
    {
      cause,
      details: { roles: expired.map(([role]) => role).join(', '), since, checkClock: everything },
    },
  )
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    // Judged elsewhere; it has no date to tell.
    return undefined
  }
}
