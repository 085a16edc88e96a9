import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import * as z from 'zod'
import { userInfoSchema, type AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { assetPackIDSchema } from '../../src-shared/domain/asset-pack-id'
import { downloadPolicySchema } from '../../src-shared/domain/download-policy'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { platformNames } from '../../src-shared/domain/platform-name'
import { readAt } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import { sha256, sha256Hex } from './digest'
import { formatLimits } from './format-limits'
import type { BundleReference, PackIndex } from './pack-index'
import { decodePackIndex } from './pack-index-codec'

/**
 * The `.assetpack` file: one version of a pack in one file, to carry about, to publish or to install.
 *
 * ```
 * bundles, one after the other, in the order of the index
 * facts     JSON: id, policy, platforms, language, userInfo
 * index     the pack index
 * footer    48 bytes: "assetpak", length of the facts, length of the index (32 bits each, little-endian),
 *           SHA-256 of facts and index
 * ```
 *
 * The end names the rest, so that it is written in one go. The same files, level and zstd give the same bytes. Nothing in it
 * is signed: whoever installs it asks the signed list about the index.
 */
export const assetPackFileExtension = '.assetpack'

const magic = Buffer.from('assetpak')
const footerSize = 48
const maximumFacts = 1024 * 1024
/** How every bundle begins: with a zstd frame. */
const frameMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

const factsSchema = z.strictObject({
  id: assetPackIDSchema,
  policy: downloadPolicySchema,
  platforms: z.array(z.enum(platformNames)).max(platformNames.length).readonly(),
  language: z.string().min(2).max(35).optional(),
  userInfo: userInfoSchema.optional(),
})

/** What the packaging manifest says about a pack, files aside. */
export type AssetPackFacts = Omit<AssetPackDescription, 'version' | 'downloadSize' | 'installedSize'>

/** An `.assetpack` file that was read: verified but for its bundles, which are verified as they are read. */
export interface AssetPackFile {
  readonly path: string
  readonly facts: AssetPackFacts
  readonly index: PackIndex
}

/**
 * An `.assetpack` file that is open: it stays the same one whatever takes its name. Its end was read and fits together; what is
 * in it is still anybody's word.
 */
export class OpenAssetPackFile {
  readonly path: string
  /** Bytes of the whole file. */
  readonly size: number
  readonly facts: AssetPackFacts
  readonly indexBytes: Uint8Array
  /** Bytes of all bundles together. */
  readonly bundlesLength: number
  readonly #handle: FileHandle

  private constructor(
    path: string,
    handle: FileHandle,
    end: Pick<OpenAssetPackFile, 'size' | 'facts' | 'indexBytes' | 'bundlesLength'>,
  ) {
    this.path = path
    this.#handle = handle
    this.size = end.size
    this.facts = end.facts
    this.indexBytes = end.indexBytes
    this.bundlesLength = end.bundlesLength
  }

  /**
   * Opens it and reads its end.
   *
   * @throws AssetPackError `fileNotFound`, `packFileInvalid` for something else, `packFileDamaged` for one that was cut short or
   * whose end does not fit; what the disk says.
   */
  static async open(path: string): Promise<OpenAssetPackFile> {
    const handle = await opened(path)
    try {
      return await withFileSystemErrors(
        path,
        async () => new OpenAssetPackFile(path, handle, await readEnd(handle, path)),
      )
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Bytes of the file. @throws AssetPackError `packFileDamaged` when it ends before. */
  read(offset: number, length: number): Promise<Uint8Array> {
    return withFileSystemErrors(this.path, () => readExactly(this.#handle, offset, length, this.path))
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

/**
 * Reads the facts and the index of an `.assetpack` file.
 *
 * @throws AssetPackError what `OpenAssetPackFile.open` throws; `packFileDamaged` for an index that cannot be used.
 */
export async function readAssetPackFile(path: string): Promise<AssetPackFile> {
  return withFile(path, async ({ facts, indexBytes, bundlesLength }) => {
    const index = await decodePackIndex(indexBytes).catch((error: unknown) => {
      throw isAssetPackError(error) ? packFileDamaged(path, 'its index cannot be used', error) : error
    })
    requireBundles(path, index.bundles, bundlesLength)
    return { path, facts, index }
  })
}

/**
 * The bytes of the bundle at `position` in the index.
 *
 * @throws AssetPackError `packFileDamaged` when they are not what the index says.
 */
export async function readAssetPackBundle(
  { path, index }: AssetPackFile,
  position: number,
): Promise<Uint8Array> {
  const bundle = index.bundles[position]
  if (bundle === undefined) throw packFileDamaged(path, 'a bundle is missing')
  const bytes = await readAssetPackBytes({ path, index }, position, 0, bundle.size)
  if (sha256Hex(bytes) === bundle.sha256) return bytes
  throw packFileDamaged(path, 'a bundle is damaged')
}

/**
 * Some bytes of that bundle, as they are.
 *
 * @throws AssetPackError `packFileDamaged` when the file ends before.
 */
export async function readAssetPackBytes(
  { path, index }: Pick<AssetPackFile, 'path' | 'index'>,
  position: number,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const start = index.bundles.slice(0, position).reduce((sum, { size }) => sum + size, 0)
  return withFile(path, (file) => file.read(start + offset, length))
}

/** What follows the bundles. */
export function assetPackFileEnd(facts: AssetPackFacts, indexBytes: Uint8Array): Uint8Array {
  const factsBytes = Buffer.from(JSON.stringify(facts))
  const footer = Buffer.alloc(footerSize)
  magic.copy(footer)
  footer.writeUInt32LE(factsBytes.length, 8)
  footer.writeUInt32LE(indexBytes.length, 12)
  createHash('sha256').update(factsBytes).update(indexBytes).digest().copy(footer, 16)
  return Buffer.concat([factsBytes, indexBytes, footer])
}

/** @throws AssetPackError `packFileDamaged` when the bundles of an index are not what the file has. */
export function requireBundles(
  path: string,
  bundles: readonly Pick<BundleReference, 'size'>[],
  bundlesLength: number,
): void {
  const expected = bundles.reduce((sum, { size }) => sum + size, 0)
  if (expected !== bundlesLength) throw packFileDamaged(path, 'its bundles are incomplete')
}

/** The refusal for an asset pack file that is not whole, or not the same from its first byte to its last. */
export function packFileDamaged(path: string, problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError(
    'packFileDamaged',
    `${path} cannot be used: ${problem}. Copy or download it once more.`,
    { cause, details: { path, problem } },
  )
}

async function withFile<T>(path: string, action: (file: OpenAssetPackFile) => Promise<T>): Promise<T> {
  const file = await OpenAssetPackFile.open(path)
  try {
    return await action(file)
  } finally {
    await file.close()
  }
}

/** Without waiting for a pipe that may have the name. */
async function opened(path: string): Promise<FileHandle> {
  const { O_NONBLOCK: withoutWaiting = 0 } = constants as { readonly O_NONBLOCK?: number }
  try {
    const handle = await open(path, constants.O_RDONLY | withoutWaiting)
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
  } catch (cause) {
    const code = systemErrorCode(cause) ?? ''
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const details = { path }
      throw new AssetPackError('fileNotFound', `${path} does not exist. Check the path.`, { cause, details })
    }
    if (!['EISDIR', 'ENXIO'].includes(code))
      return withFileSystemErrors(path, () => Promise.reject(cause as Error))
  }
  throw packFileInvalid(path, 'it is not a file')
}

async function readEnd(
  handle: FileHandle,
  path: string,
): Promise<Pick<OpenAssetPackFile, 'size' | 'facts' | 'indexBytes' | 'bundlesLength'>> {
  const { size } = await handle.stat()
  const footer = await footerOf(handle, size, path)
  const factsLength = footer.readUInt32LE(8)
  const indexLength = footer.readUInt32LE(12)
  const bundlesLength = size - footerSize - factsLength - indexLength
  // Refused before a byte of them is asked for.
  if (factsLength > maximumFacts || indexLength > formatLimits.storedIndex || bundlesLength < 0)
    throw packFileDamaged(path, 'its lengths are impossible')
  const text = await readExactly(handle, bundlesLength, factsLength + indexLength, path)
  if (!footer.subarray(16).equals(sha256(text))) throw packFileDamaged(path, 'its index is damaged')
  const facts = parseFacts(text.subarray(0, factsLength), path)
  return { size, facts, indexBytes: text.subarray(factsLength), bundlesLength }
}

/** A file without an end that begins as one of these was cut short; anything else was never one. */
async function footerOf(handle: FileHandle, size: number, path: string): Promise<Buffer> {
  const footer =
    size < footerSize ? undefined : await readExactly(handle, size - footerSize, footerSize, path)
  if (footer?.subarray(0, magic.length).equals(magic) === true) return footer
  const begin = Buffer.alloc(frameMagic.length)
  await readAt(handle, begin, 0)
  if (begin.equals(frameMagic)) throw packFileDamaged(path, 'its end is missing')
  throw packFileInvalid(path, 'it is no asset pack file')
}

async function readExactly(
  handle: FileHandle,
  offset: number,
  length: number,
  path: string,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  if ((await readAt(handle, bytes, offset)) < length) throw packFileDamaged(path, 'it is too short')
  return bytes
}

function parseFacts(bytes: Buffer, path: string): AssetPackFacts {
  try {
    return factsSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (error) {
    throw packFileDamaged(path, 'its facts are damaged', error)
  }
}

function packFileInvalid(path: string, problem: string): AssetPackError {
  return new AssetPackError('packFileInvalid', `${path} cannot be used: ${problem}. Choose another file.`, {
    details: { path, problem },
  })
}
