import { readdir, readFile } from 'node:fs/promises'
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

  test("ends with the signal's reason, whatever it is busy with, and leaves nothing", async () => {
    const scene = await InstallationScene.open()
    const assetPack = await scene.publish('maps', sampleContent)
    const directory = await temporaryDirectory()
    const reason = new Error('no longer wanted')
    const stopping = new AbortController()
    const download = scene.transport.download.bind(scene.transport)
    scene.transport.download = async (request) => {
      const receipt = await download(request)
      // The bundle is here, and is read next.
      stopping.abort(reason)
      return receipt
    }
    const saving = scene.save(assetPack, join(directory, 'maps.assetpack'), { signal: stopping.signal })
    expect(await saving.catch((error: unknown) => error)).toBe(reason)
    expect(await readdir(directory)).toEqual([])
  })
})
