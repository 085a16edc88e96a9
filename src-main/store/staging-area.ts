import { join } from 'node:path'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { StagingArea } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { discard } from './trash'

/** A version being put together, as folders of the container. */
export class DiskStagingArea implements StagingArea {
  readonly assetPackID: AssetPackID
  readonly version: number
  readonly filesDirectory: string
  readonly downloadsDirectory: string
  readonly #layout: ContainerLayout

  constructor(layout: ContainerLayout, id: AssetPackID, version: number) {
    const area = layout.stagingArea(id, version)
    this.assetPackID = id
    this.version = version
    this.filesDirectory = join(area, 'files')
    this.downloadsDirectory = join(area, 'downloads')
    this.#layout = layout
  }

  discard(): Promise<void> {
    return discard(this.#layout, this.#layout.stagingArea(this.assetPackID, this.version))
  }
}
