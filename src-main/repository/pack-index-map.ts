import * as z from 'zod'
import { assetPackIDSchema } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { indexInvalid } from './pack-index-check'

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'is not a byte string')
const column = bytes.refine(({ length }) => length % 4 === 0, 'is not a column of 32-bit numbers')
const hashes = bytes.refine(({ length }) => length % 32 === 0, 'is not a column of SHA-256')

/** The CBOR map of a pack index, one entry per column. */
const indexMapSchema = z.strictObject({
  formatVersion: z.literal(1),
  assetPackID: assetPackIDSchema,
  version: z.int().min(0),
  files: z.strictObject({
    paths: z.string(),
    executable: bytes,
    chunkCounts: column,
    chunks: column,
    hashes,
  }),
  chunks: z.strictObject({ hashes, sizes: column }),
  frames: z.strictObject({
    bundle: column,
    offset: column,
    storedLength: column,
    chunkCounts: column,
    chunks: column,
    prefixCounts: column,
    prefixChunks: column,
  }),
  bundles: z.strictObject({ hashes, sizes: column }),
})

/** The columns of a pack index. */
export type PackIndexMap = z.infer<typeof indexMapSchema>

/**
 * Reads what CBOR decoding gave.
 *
 * @throws AssetPackError `indexInvalid`, or `incompatible` for a later format.
 */
export function parsePackIndexMap(value: unknown): PackIndexMap {
  const version = z.object({ formatVersion: z.int() }).safeParse(value)
  if (version.success && version.data.formatVersion > 1) {
    throw new AssetPackError(
      'incompatible',
      'The pack index is of a later format than this program understands.',
      {
        details: { formatVersion: version.data.formatVersion },
      },
    )
  }
  const parsed = indexMapSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw indexInvalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`, parsed.error)
}
