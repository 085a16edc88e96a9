import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { pictureLimits } from '../../../../src-shared/domain/pack-picture'
import { packPicture, type PictureSource } from '../../../../src-main/ipc/pack-picture'
import { anID, aPack } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** The first bytes of a PNG of 2 by 2 pixels, or of another size. */
function png(side = 2): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, side)
  view.setUint32(20, side)
  return bytes
}

/** Version 2 of a pack with this picture is active, and another version is kept. */
async function source(content: Uint8Array | string, picture: unknown = 'cover.png'): Promise<PictureSource> {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'cover.png'), content)
  const userInfo = { picture: picture as string }
  return {
    localVersions: () => [
      { assetPack: aPack({ version: 2, userInfo }), installedAt: 0, isActive: true },
      { assetPack: aPack({ version: 1, userInfo }), installedAt: 0, isActive: false },
    ],
    descriptor: (path) => {
      if (path === 'cover.png') return open(join(directory, path))
      return Promise.reject(new AssetPackError('fileNotFound', 'There is none.'))
    },
  }
}

describe('the picture of a pack', () => {
  test('is the file of the active version that its publisher named, whatever its name ends with', async () => {
    expect(await packPicture(await source(png()), anID(), 2)).toEqual({ type: 'image/png', bytes: png() })
  })

  test('is none where it is of another version, not named, not there, not a picture or too large to draw', async () => {
    const large = new Uint8Array(pictureLimits.bytes + 1)
    large.set(png())
    const found = [
      await packPicture(await source(png()), anID(), 1),
      await packPicture(await source(png()), anID(), 3),
      await packPicture(await source(png(), 7), anID(), 2),
      await packPicture(await source(png(), 'other.png'), anID(), 2),
      await packPicture(await source('<svg/>'), anID(), 2),
      await packPicture(await source(png(5_000)), anID(), 2),
      await packPicture(await source(large), anID(), 2),
    ]
    expect(found).toEqual(found.map(() => undefined))
  })
})
