import * as z from 'zod'
import { assetPackSchema, type AssetPack, type AssetPackDescription } from './asset-pack'
import { timeOfDaySchema } from './download-limits'
import {
  assetPackErrorCodes,
  serializedErrorSchema,
  type AssetPackErrorCode,
  type SerializedError,
} from './errors'

/** What a download is doing now. */
export const downloadPhases = ['waiting', 'downloading', 'verifying', 'installing'] as const

/** One of {@link downloadPhases}. */
export type DownloadPhase = (typeof downloadPhases)[number]

/**
 * Why a download waits: its turn, a network, a network that costs nothing, mains power, the next attempt after a
 * failure, free space, the end of quiet hours. `metered`, `power` and `quietHours` hold only what the system does by
 * itself.
 */
export const waitingReasons = [
  'queue',
  'network',
  'metered',
  'power',
  'retry',
  'diskSpace',
  'quietHours',
] as const

/** One of {@link waitingReasons}. */
export type WaitingReason = (typeof waitingReasons)[number]

/** One part of a download, in the order in which they end. */
export interface DownloadSegment {
  readonly phase: Exclude<DownloadPhase, 'waiting'>
  /** Of the whole download, 0 to 1, as far as time goes; fixed once it is known what there is to do. */
  readonly share: number
  /** How much of it is done, 0 to 1; never goes backwards. */
  readonly fraction: number
}

/** Nothing has come for a while, although something should. */
export interface DownloadStall {
  /** Whole seconds since the last byte. */
  readonly seconds: number
  /** The number of the present try since something came; 1 while the first has not been given up. */
  readonly attempt: number
}

/** One progress record per pack, computed once; every bar and every line reads it. */
export interface DownloadProgress {
  readonly phase: DownloadPhase
  /** Present while `phase` is `waiting`. */
  readonly waitingFor?: WaitingReason | undefined
  /** When that is known: the time of day (`07:00`) at which the wait ends. */
  readonly waitingUntil?: string | undefined
  /**
   * What the attempt before failed with, while the download waits for another one and until that has brought something: whoever
   * shows a wait shows it until then.
   */
  readonly waitingBecause?: AssetPackErrorCode | undefined
  /**
   * Bytes that have arrived, of `totalBytes`; what was fetched by an earlier attempt counts. Never goes backwards within one
   * version: what has to come again does not count twice.
   */
  readonly completedBytes: number
  /** Bytes that this download fetches in all. */
  readonly totalBytes: number
  /** 0 to 1 over all phases; never goes backwards within one download. */
  readonly fractionCompleted: number
  /** Plain bytes that are checked and in place, of `totalPlacedBytes`. Absent until it is known what there is to do. */
  readonly placedBytes?: number | undefined
  readonly totalPlacedBytes?: number | undefined
  /** The same progress by its parts. Absent until it is known what there is to do. */
  readonly segments?: readonly DownloadSegment[] | undefined
  /** Bytes a second over the network, smoothed; 0 while nothing arrives. */
  readonly bytesPerSecond: number
  /** Bytes a second that are written to disk, smoothed; absent while there are none. */
  readonly diskBytesPerSecond?: number | undefined
  /** Present after ten seconds without a byte. */
  readonly stall?: DownloadStall | undefined
  /** Absent until it can be believed. */
  readonly secondsRemaining?: number | undefined
}

/** Progress of a download that goes on, and the way to end it (the original's `Progress`). */
export interface CancellableProgress extends DownloadProgress {
  /**
   * Takes the pack's download out of the queue and throws away what arrived, as `AssetPackManager.cancel` does: the one that is
   * in it then, be it a newer one. Where there is none it does nothing. Copies, and what is sent to another process, are
   * without it.
   */
  cancel(): Promise<void>
}

/**
 * An item of the status stream (the original's `AssetPackManager.DownloadStatusUpdate`). `began` comes at the start of each
 * attempt, so once more after a pause or a failure that is tried again. A download that waits tells so as `downloading` in the
 * phase `waiting`, also before it has begun.
 */
export type DownloadStatusUpdate<Pack = AssetPack, Progress = CancellableProgress> =
  | { readonly kind: 'began'; readonly assetPack: Pack }
  | { readonly kind: 'paused'; readonly assetPack: Pack; readonly progress: Progress }
  | { readonly kind: 'downloading'; readonly assetPack: Pack; readonly progress: Progress }
  | { readonly kind: 'finished'; readonly assetPack: Pack }
  | { readonly kind: 'failed'; readonly assetPack: Pack; readonly error: SerializedError }

/** The same as plain data, which crosses processes: what `JSON.stringify` makes of it. */
export type DownloadStatusDescription = DownloadStatusUpdate<AssetPackDescription, DownloadProgress>

const bytes = z.number().min(0)

/** Checks a {@link DownloadProgress} that came from another process. */
export const downloadProgressSchema: z.ZodType<DownloadProgress> = z.strictObject({
  phase: z.enum(downloadPhases),
  waitingFor: z.enum(waitingReasons).optional(),
  waitingUntil: timeOfDaySchema.optional(),
  waitingBecause: z.enum(assetPackErrorCodes).optional(),
  completedBytes: bytes,
  totalBytes: bytes,
  fractionCompleted: z.number().min(0).max(1),
  placedBytes: bytes.optional(),
  totalPlacedBytes: bytes.optional(),
  segments: z
    .array(
      z.strictObject({
        phase: z.enum(['downloading', 'verifying', 'installing']),
        share: z.number().min(0).max(1),
        fraction: z.number().min(0).max(1),
      }),
    )
    .readonly()
    .optional(),
  bytesPerSecond: bytes,
  diskBytesPerSecond: bytes.optional(),
  stall: z.strictObject({ seconds: z.int().min(0), attempt: z.int().min(1) }).optional(),
  secondsRemaining: bytes.optional(),
})

/** Checks a {@link DownloadStatusDescription} that came from another process. */
export const downloadStatusUpdateSchema: z.ZodType<DownloadStatusDescription> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('began'), assetPack: assetPackSchema }),
  z.strictObject({ kind: z.literal('paused'), assetPack: assetPackSchema, progress: downloadProgressSchema }),
  z.strictObject({
    kind: z.literal('downloading'),
    assetPack: assetPackSchema,
    progress: downloadProgressSchema,
  }),
  z.strictObject({ kind: z.literal('finished'), assetPack: assetPackSchema }),
  z.strictObject({ kind: z.literal('failed'), assetPack: assetPackSchema, error: serializedErrorSchema }),
])

/** Whether the download has ended with this update. */
export function isTerminal(update: DownloadStatusUpdate<unknown, unknown>): boolean {
  return update.kind === 'finished' || update.kind === 'failed'
}
