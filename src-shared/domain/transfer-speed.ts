import * as z from 'zod'

/** Seconds that a history of speed goes back. */
export const speedHistorySeconds = 600

/** What all downloads together did during one second. */
export interface SpeedPoint {
  /** Bytes a second that came over the network. */
  readonly network: number
  /** Bytes a second that were written to disk: what came, and what was unpacked of it or copied. */
  readonly disk: number
  /** Nothing ran although something is in the queue: paused, or held by conditions. */
  readonly isPaused?: boolean | undefined
  /** The limit that was in force, in bytes a second. */
  readonly limit?: number | undefined
}

/** An item of the stream of speeds: at first the last ten minutes, then each second as it ends. Oldest first. */
export interface SpeedUpdate {
  readonly kind: 'snapshot' | 'added'
  readonly points: readonly SpeedPoint[]
}

const rate = z.number().min(0)

/** Checks a {@link SpeedUpdate} that came from another process. */
export const speedUpdateSchema: z.ZodType<SpeedUpdate> = z.strictObject({
  kind: z.enum(['snapshot', 'added']),
  points: z
    .array(
      z.strictObject({
        network: rate,
        disk: rate,
        isPaused: z.boolean().optional(),
        limit: rate.optional(),
      }),
    )
    .readonly(),
})

/** The points after `update`: never more than ten minutes of them. */
export function withSpeedUpdate(points: readonly SpeedPoint[], update: SpeedUpdate): readonly SpeedPoint[] {
  const next = update.kind === 'snapshot' ? update.points : [...points, ...update.points]
  return next.slice(-speedHistorySeconds)
}
