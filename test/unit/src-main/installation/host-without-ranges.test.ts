import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../../src-main/platform/clock'
import { NodeTransport } from '../../../../src-main/transport/node-transport'
import type { Transport } from '../../../../src-main/transport/transport'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { FaultyServer } from '../../../support/faulty-server'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { InstallationScene, repositoryURL, treeOf, type Content } from '../../../support/installation-scene'

/** A scene whose bundles lie on a server that answers every range with the whole object. */
class WithoutRanges {
  readonly scene: InstallationScene
  readonly #server: FaultyServer

  private constructor(scene: InstallationScene, server: FaultyServer) {
    this.scene = scene
    this.#server = server
  }

  static async open(): Promise<WithoutRanges> {
    const server = await FaultyServer.start()
    onTestFinished(() => server.close())
    const node = new NodeTransport({ clock: systemClock })
    onTestFinished(() => node.close())
    const network: Transport = {
      read: (request) => node.read(request),
      download: (request) =>
        node.download({ ...request, url: request.url.replace(repositoryURL, server.baseURL) }),
      close: () => Promise.resolve(),
    }
    return new WithoutRanges(await InstallationScene.open({ network, connections: 4 }), server)
  }

  async publish(content: Content): Promise<AssetPack> {
    const assetPack = await this.scene.publish('maps', content)
    for (const { sha256 } of this.scene.index('maps').bundles) {
      this.#server.put(this.#path(sha256), this.scene.bundle(sha256))
      this.#server.fail(this.#path(sha256), { kind: 'ignoreRange' }, Infinity)
    }
    return assetPack
  }

  #path(sha256: string): string {
    return this.scene.bundleURL(sha256).slice(repositoryURL.length)
  }
}

describe('a host without ranges', () => {
  test('sends no bundle of a full installation twice', async () => {
    const host = await WithoutRanges.open()
    const content = { 'a.bin': seededBytes(26_000_000, 1), 'b.txt': 'words' }
    const { bytesPlanned, bytesFetched, bytesWasted } = await host.scene.install(await host.publish(content))
    expect(await fileTree(host.scene.installed('maps'))).toEqual(await treeOf(content))
    expect({ isLittleMore: bytesFetched <= bytesPlanned * 1.05, bytesWasted }).toEqual({
      isLittleMore: true,
      bytesWasted: bytesFetched - bytesPlanned,
    })
  })

  test('sends each bundle of which an update wants parts once, and what nobody wanted counts as wasted', async () => {
    const host = await WithoutRanges.open()
    const first = { 'old.txt': 'words' }
    const file = (number: number): Uint8Array => seededBytes(3_000_000, number)
    await host.scene.install(await host.publish(first))
    await host.publish({ ...first, '1': file(1), '2': file(2), '3': file(3), '4': file(4), '5': file(5) })
    const content = { ...first, '1': file(1), '3': file(3), '5': file(5) }
    const report = await host.scene.install(await host.publish(content))
    const size = host.scene.index('maps').bundles.reduce((sum, bundle) => sum + bundle.size, 0)
    expect(await fileTree(host.scene.installed('maps'))).toEqual(await treeOf(content))
    expect(report.bytesFetched).toBeLessThanOrEqual(size * 1.05)
    expect(report.bytesWasted).toBeGreaterThan(5_000_000)
    expect(report.bytesPlanned + report.bytesWasted).toBe(report.bytesFetched)
    expect(report.detours).toContain('fetchedAgain')
  })
})
