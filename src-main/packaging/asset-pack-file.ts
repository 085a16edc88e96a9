import { createHash } from 'node:crypto'
import { open, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { assetPackIDSchema } from '../../src-shared/domain/asset-pack-id'
import { userInfoSchema } from '../../src-shared/domain/asset-pack'
import { downloadPolicySchema } from '../../src-shared/domain/download-policy'
import { AssetPackError } from '../../src-shared/domain/errors'
import { platformNames } from '../../src-shared/domain/platform-name'
import { moveIntoPlace, readAt, syncDirectory } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { sha256, sha256Hex } from '../repository/digest'
import { formatLimits } from '../repository/format-limits'
import type { PackIndex } from '../repository/pack-index'
import { decodePackIndex, encodePackIndex } from '../repository/pack-index-codec'
import { withCompressorThreads } from './compressor-threads'
import {
  packageAssetPack,
  type AssetPackFacts,
  type PackagedAssetPack,
  type PackageOptions,
} from './package-asset-pack'
import { translated } from './source-file'

export type { BundleReference, ChunkTable, PackFile, PackFrame, PackIndex } from '../repository/pack-index'

/**
 * The `.assetpack` file: one version of a pack in one file, to carry about and to publish later.
 *
 * ```
 * bundles, one after the other, in the order of the index
 * facts     JSON: id, policy, platforms, language, userInfo
 * index     the pack index
 * footer    48 bytes: "assetpak", length of the facts, length of the index (32 bits each, little-endian),
 *           SHA-256 of facts and index
 * ```
 *
 * The end names the rest, so that it is written in one go. The same files, level and zstd give the same bytes.
 */
export const assetPackFileExtension = '.assetpack'

const magic = Buffer.from('assetpak')
const footerSize = 48
const maximumFacts = 1024 * 1024

const factsSchema = z.strictObject({
  id: assetPackIDSchema,
  policy: downloadPolicySchema,
  platforms: z.array(z.enum(platformNames)).max(platformNames.length).readonly(),
  language: z.string().min(2).max(35).optional(),
  userInfo: userInfoSchema.optional(),
})

/** An `.assetpack` file that was read: verified but for its bundles, which are verified as they are read. */
export interface AssetPackFile {
  readonly path: string
  readonly facts: AssetPackFacts
  readonly index: PackIndex
}

/**
 * Packages what the manifest selects into one `.assetpack` file, which appears whole or not at all.
 *
 * @throws AssetPackError `alreadyExists` when `path` is taken, `notWritable`, `outOfSpace`, and what
 * {@link packageAssetPack} throws.
 */
export async function writeAssetPackFile({
  path,
  ...options
}: Omit<PackageOptions, 'writeBundle' | 'previous' | 'version'> & {
  readonly path: string
}): Promise<PackagedAssetPack> {
  options.signal.throwIfAborted()
  return withFileSystemErrors(path, async () => {
    await requireFree(path)
    const temporary = `${path}.partial`
    await rm(temporary, { force: true })
    const file = await open(temporary, 'wx')
    try {
      const packaged = await withCompressorThreads((compressor) =>
        packageAssetPack({
          ...options,
          compressor,
          writeBundle: (_bundle, bytes) => file.writeFile(bytes),
        }),
      )
      await file.writeFile(await endOf(packaged))
      await file.sync()
      await file.close()
      await moveIntoPlace(temporary, path)
      await syncDirectory(dirname(path))
      return packaged
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
  })
}

/**
 * Reads the facts and the index of an `.assetpack` file.
 *
 * @throws AssetPackError `fileNotFound`, `integrityCheckFailed` when it is damaged or something else, `limitExceeded`,
 * and what decoding its index throws.
 */
export async function readAssetPackFile(path: string): Promise<AssetPackFile> {
  return withHandle(path, async (handle) => {
    const { size } = await handle.stat()
    const footer = await readExactly(handle, size - footerSize, footerSize, path)
    if (!footer.subarray(0, magic.length).equals(magic)) throw damaged(path, 'it is no .assetpack file')
    const factsLength = footer.readUInt32LE(8)
    const indexLength = footer.readUInt32LE(12)
    requireWithin(factsLength, maximumFacts)
    requireWithin(indexLength, formatLimits.storedIndex)
    const bundlesLength = size - footerSize - factsLength - indexLength
    const text = await readExactly(handle, bundlesLength, factsLength + indexLength, path)
    if (!footer.subarray(16).equals(sha256(text))) throw damaged(path, 'its index is damaged')
    const index = await decodePackIndex(text.subarray(factsLength))
    const expected = index.bundles.reduce((sum, bundle) => sum + bundle.size, 0)
    if (expected !== bundlesLength) throw damaged(path, 'its bundles are incomplete')
    return { path, facts: parseFacts(text.subarray(0, factsLength), path), index }
  })
}

/**
 * The bytes of the bundle at `position` in the index.
 *
 * @throws AssetPackError `integrityCheckFailed` when they are not what the index says.
 */
export async function readAssetPackBundle(
  { path, index }: AssetPackFile,
  position: number,
): Promise<Uint8Array> {
  const bundle = index.bundles[position]
  if (bundle === undefined) throw damaged(path, 'a bundle is missing')
  const bytes = await readAssetPackBytes({ path, index }, position, 0, bundle.size)
  if (sha256Hex(bytes) !== bundle.sha256) throw damaged(path, 'a bundle is damaged')
  return bytes
}

/**
 * Some bytes of that bundle, as they are.
 *
 * @throws AssetPackError `integrityCheckFailed` when the file ends before.
 */
export async function readAssetPackBytes(
  { path, index }: Pick<AssetPackFile, 'path' | 'index'>,
  position: number,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const start = index.bundles.slice(0, position).reduce((sum, { size }) => sum + size, 0)
  return withHandle(path, (handle) => readExactly(handle, start + offset, length, path))
}

async function endOf({ facts, index }: PackagedAssetPack): Promise<Uint8Array> {
  const factsBytes = Buffer.from(JSON.stringify(facts))
  const indexBytes = await encodePackIndex(index)
  const footer = Buffer.alloc(footerSize)
  magic.copy(footer)
  footer.writeUInt32LE(factsBytes.length, 8)
  footer.writeUInt32LE(indexBytes.length, 12)
  createHash('sha256').update(factsBytes).update(indexBytes).digest().copy(footer, 16)
  return Buffer.concat([factsBytes, indexBytes, footer])
}

async function requireFree(path: string): Promise<void> {
  const folder = dirname(resolve(path))
  await stat(folder).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new AssetPackError(
      'notWritable',
      `The folder ${folder} does not exist. Make it, or choose another.`,
      {
        cause,
        details: { path: folder },
      },
    )
  })
  const handle = await open(path, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (handle === undefined) return
  await handle.close()
  throw new AssetPackError(
    'alreadyExists',
    `${path} exists already. Choose another name, or remove it first.`,
    { details: { path } },
  )
}

async function withHandle<T>(path: string, action: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await translated(open(path, 'r'), path)
  try {
    return await withFileSystemErrors(path, () => action(handle))
  } finally {
    await handle.close()
  }
}

async function readExactly(
  handle: FileHandle,
  offset: number,
  length: number,
  path: string,
): Promise<Buffer> {
  if (offset < 0) throw damaged(path, 'it is too short')
  const bytes = Buffer.alloc(length)
  if ((await readAt(handle, bytes, offset)) < length) throw damaged(path, 'it is too short')
  return bytes
}

function parseFacts(bytes: Buffer, path: string): AssetPackFacts {
  try {
    return factsSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (error) {
    throw damaged(path, 'its facts are damaged', error)
  }
}

function requireWithin(length: number, limit: number): void {
  if (length <= limit) return
  throw new AssetPackError('limitExceeded', `A part of the .assetpack file is over ${String(limit)} bytes.`, {
    details: { length, limit },
  })
}

function damaged(path: string, problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError('integrityCheckFailed', `${path} cannot be used: ${problem}.`, {
    cause,
    details: { path, problem },
  })
}
