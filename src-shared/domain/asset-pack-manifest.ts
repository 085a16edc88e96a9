import type { AssetPack } from './asset-pack'
import { assetPackIDKey, type AssetPackID } from './asset-pack-id'
import type { AssetPackDownload } from './asset-pack-download'
import { installationEvent, type ContentRequest } from './content-request'

/** The packs that a repository offers, each in its newest version (the original's `AssetPackManifest`). */
export class AssetPackManifest {
  /** Ordered by id. */
  readonly assetPacks: readonly AssetPack[]
  /** The signed list's own version: rises with every publish. */
  readonly version: number
  readonly #byKey: ReadonlyMap<string, AssetPack>

  constructor(assetPacks: readonly AssetPack[], version: number) {
    this.assetPacks = [...assetPacks].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    this.version = version
    this.#byKey = new Map(this.assetPacks.map((pack) => [assetPackIDKey(pack.id), pack]))
  }

  /** The pack of that name, ignoring case; `undefined` when it is not offered. */
  assetPack(id: AssetPackID): AssetPack | undefined {
    return this.#byKey.get(assetPackIDKey(id))
  }

  /** The packs that the system downloads by itself for `request`, essential ones first. */
  automaticAssetPacks(request: ContentRequest): readonly AssetPack[] {
    const event = installationEvent(request)
    if (event === undefined) return []
    const applicable = this.assetPacks.filter(
      ({ policy }) => policy.kind !== 'onDemand' && policy.installationEventTypes.includes(event),
    )
    return [
      ...applicable.filter(({ policy }) => policy.kind === 'essential'),
      ...applicable.filter(({ policy }) => policy.kind === 'prefetch'),
    ]
  }

  /**
   * A download of each pack that the system fetches by itself for `request`, essential ones first; without a request, of every
   * pack (the original's `allDownloads(for:)`).
   */
  allDownloads(request?: ContentRequest): readonly AssetPackDownload[] {
    const applicable = request === undefined ? this.assetPacks : this.automaticAssetPacks(request)
    return applicable.map((assetPack) => assetPack.download(request))
  }
}
