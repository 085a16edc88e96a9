import * as z from 'zod'

/**
 * What is wrong with one file of an installed version.
 *
 * - `damaged`: its bytes are not those that were signed.
 * - `missing`: it is not there.
 * - `obstructed`: something else lies in its place, or in the place of a folder: a link, a folder, a pipe.
 * - `extra`: the version has no such file or folder.
 * - `index`: the index beside the version is not the one that was signed.
 */
export const verificationFindingKinds = ['damaged', 'missing', 'obstructed', 'extra', 'index'] as const

/** One of {@link verificationFindingKinds}. */
export type VerificationFindingKind = (typeof verificationFindingKinds)[number]

/** See {@link verificationFindingKinds}. */
export interface VerificationFinding {
  /** From the pack's folder, with `/`; the name of the index for `index`. */
  readonly path: string
  readonly kind: VerificationFindingKind
}

/** How far a verification or a repair is. */
export interface VerificationProgress {
  readonly phase: 'verifying' | 'downloading' | 'installing'
  readonly completedBytes: number
  /** 0 until it is known. */
  readonly totalBytes: number
}

/** An item of the stream of one verification or repair, as a window follows it: progress, then the end. */
export type VerificationUpdate =
  | ({ readonly kind: 'progressed' } & VerificationProgress)
  | {
      readonly kind: 'ended'
      /** The first of them: a window shows no more. */
      readonly findings: readonly VerificationFinding[]
      /** How many there were in all. */
      readonly findingCount: number
      /** Files that the version has. */
      readonly files: number
    }

/** How many findings an update names. */
export const toldFindings = 100

const count = z.int().min(0)

/** Checks a {@link VerificationUpdate} that came from another process. */
export const verificationUpdateSchema: z.ZodType<VerificationUpdate> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progressed'),
    phase: z.enum(['verifying', 'downloading', 'installing']),
    completedBytes: z.number().min(0),
    totalBytes: z.number().min(0),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    findings: z
      .array(z.strictObject({ path: z.string(), kind: z.enum(verificationFindingKinds) }))
      .max(toldFindings)
      .readonly(),
    findingCount: count,
    files: count,
  }),
])
