import * as z from 'zod'
import { serializedErrorSchema, type SerializedError } from './errors'

/** How far a move of all packs is. */
export interface ContainerMoveProgress {
  readonly completedBytes: number
  readonly totalBytes: number
  readonly completedFiles: number
  readonly totalFiles: number
}

/** What a move of all packs came to. */
export interface ContainerMove {
  /** Where the packs were. */
  readonly from: string
  /** Where they are. */
  readonly directory: string
  readonly bytes: number
  readonly files: number
  /** False: both folders are on one drive, and nothing had to be copied. */
  readonly wasCopied: boolean
}

/** What moving all packs to a folder would take, as things are now. */
export interface ContainerMovePlan {
  /** Absolute path of the folder that would hold them. */
  readonly directory: string
  /** Bytes of all files that move. */
  readonly bytes: number
  readonly files: number
  /** False: both folders are on one drive that knows links, and nothing has to be copied. */
  readonly mustCopy: boolean
  /** Bytes that must be free on the new drive: 0 where nothing is copied. */
  readonly needBytes: number
  /** Bytes that are free on the new drive. */
  readonly freeBytes: number
}

/** What became of asking a person for a new folder of all packs. */
export type ContainerChoice =
  /** The person chose none. */
  | { readonly kind: 'none' }
  /** All packs can move there. */
  | ({
      readonly kind: 'chosen'
      /** Names the choice when the move is asked for; the newest one counts, once. */
      readonly choice: number
    } & ContainerMovePlan)
  /** They cannot: `invalidArgument`, `alreadyExists`, `notWritable`, `outOfSpace` or what else is in the way. */
  | { readonly kind: 'refused'; readonly directory: string; readonly error: SerializedError }

/** An item of the stream of one move, as a window follows it: progress, then the end. */
export type ContainerMoveUpdate =
  ({ readonly kind: 'progressed' } & ContainerMoveProgress) | ({ readonly kind: 'ended' } & ContainerMove)

const amount = z.number().min(0)
const count = z.int().min(0)

/** Checks a {@link ContainerChoice} that came from another process. */
export const containerChoiceSchema: z.ZodType<ContainerChoice> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('chosen'),
    choice: count,
    directory: z.string(),
    bytes: amount,
    files: count,
    mustCopy: z.boolean(),
    needBytes: amount,
    freeBytes: amount,
  }),
  z.strictObject({ kind: z.literal('refused'), directory: z.string(), error: serializedErrorSchema }),
])

/** Checks a {@link ContainerMoveUpdate} that came from another process. */
export const containerMoveUpdateSchema: z.ZodType<ContainerMoveUpdate> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progressed'),
    completedBytes: amount,
    totalBytes: amount,
    completedFiles: count,
    totalFiles: count,
  }),
  z.strictObject({
    kind: z.literal('ended'),
    from: z.string(),
    directory: z.string(),
    bytes: amount,
    files: count,
    wasCopied: z.boolean(),
  }),
])
