import { open, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { moveIntoPlace, syncDirectory } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { assetPackFileEnd } from '../repository/asset-pack-file'
import { encodePackIndex } from '../repository/pack-index-codec'
import { withCompressorThreads } from './compressor-threads'
import { packageAssetPack, type PackagedAssetPack, type PackageOptions } from './package-asset-pack'

export { readAssetPackFile, type AssetPackFile } from '../repository/asset-pack-file'
export type { BundleReference, ChunkTable, PackFile, PackFrame, PackIndex } from '../repository/pack-index'

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
      await file.writeFile(assetPackFileEnd(packaged.facts, await encodePackIndex(packaged.index)))
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
