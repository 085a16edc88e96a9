import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shortWrites } from '../../../support/failing-disk'
import { InstallationScene, sampleContent } from '../../../support/installation-scene'
import { temporaryDirectory } from '../../../support/temporary-directory'

describe('saving a pack as a file', () => {
  test('writes all of it where the disk takes only a part of what it is given at once', async () => {
    const scene = await InstallationScene.open()
    const assetPack = await scene.publish('maps', sampleContent)
    const directory = await temporaryDirectory()
    await scene.save(assetPack, join(directory, 'usual.assetpack'))
    await shortWrites(100)
    const { path, fileSize } = await scene.save(assetPack, join(directory, 'short.assetpack'))
    const saved = await readFile(path)
    expect(saved.length).toBe(fileSize)
    expect(saved.equals(await readFile(join(directory, 'usual.assetpack')))).toBe(true)
  })
})
