import * as z from 'zod'
import { assetPackSchema, type AssetPackDescription } from './asset-pack'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import { serializedErrorSchema, type SerializedError } from './errors'
import { mostFilesAtOnce } from './file-batch'

/** An `.assetpack` file that a person gave to the app, once it was looked at. */
export type OfferedFile =
  | {
      readonly kind: 'ready'
      /** Names the file when its installation is asked for; counts once. */
      readonly choice: number
      readonly name: string
      /** Bytes of the file. */
      readonly fileSize: number
      /** As the signed list has it. */
      readonly assetPack: AssetPackDescription
      /** Absent when the pack is not here. */
      readonly installedVersion?: number | undefined
    }
  | { readonly kind: 'refused'; readonly name: string; readonly error: SerializedError }

/** Something that reached the app from outside its window: dropped, double-clicked, named on a command line, or a link. */
export type Arrival =
  /** Files are looked at. */
  | { readonly kind: 'reading'; readonly number: number; readonly names: readonly string[] }
  /** They were; the same number. */
  | {
      readonly kind: 'files'
      readonly number: number
      readonly files: readonly OfferedFile[]
      /** There were more than are looked at at a time. */
      readonly hasMore?: true | undefined
    }
  /** A link to a pack that is offered or here. */
  | { readonly kind: 'link'; readonly purpose: 'pack' | 'install'; readonly id: AssetPackID }
  /** A link that leads nowhere: `invalidArgument`, `assetPackNotFound`, or why that cannot be known. */
  | { readonly kind: 'refusedLink'; readonly error: SerializedError }

/** An item of the stream of a saving, as a window follows it. */
export type SaveUpdate =
  /** The person named no file. */
  | { readonly kind: 'none' }
  | { readonly kind: 'progressed'; readonly completedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'ended'; readonly name: string; readonly fileSize: number }

const count = z.int().min(0)
const name = z.string().max(400)

const offeredFileSchema: z.ZodType<OfferedFile> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ready'),
    choice: count,
    name,
    fileSize: count,
    assetPack: assetPackSchema,
    installedVersion: count.optional(),
  }),
  z.strictObject({ kind: z.literal('refused'), name, error: serializedErrorSchema }),
])

/** Checks an {@link Arrival} that came from another process. */
export const arrivalSchema: z.ZodType<Arrival> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reading'), number: count, names: z.array(name).max(mostFilesAtOnce) }),
  z.strictObject({
    kind: z.literal('files'),
    number: count,
    files: z.array(offeredFileSchema).max(mostFilesAtOnce),
    hasMore: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('link'), purpose: z.enum(['pack', 'install']), id: assetPackIDSchema }),
  z.strictObject({ kind: z.literal('refusedLink'), error: serializedErrorSchema }),
])

/** Checks a {@link SaveUpdate} that came from another process. */
export const saveUpdateSchema: z.ZodType<SaveUpdate> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('progressed'), completedBytes: count, totalBytes: count }),
  z.strictObject({ kind: z.literal('ended'), name, fileSize: count }),
])
