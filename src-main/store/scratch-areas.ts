import { randomUUID } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { StagingArea } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { discard } from './trash'

/**
 * Places among the staging areas where something is put together for a moment and nothing is committed from. Their names
 * are no versions: nobody goes on in one, and what a crash left of them is garbage.
 */
export class ScratchAreas {
  readonly #currentLayout: () => ContainerLayout
  /** By the area's folder name. */
  readonly #open = new Set<string>()

  /** @param currentLayout - The container can move while no area is open. */
  constructor(currentLayout: () => ContainerLayout) {
    this.#currentLayout = currentLayout
  }

  /** Whether somebody works in the area of that name. */
  isOpen(name: string): boolean {
    return this.#open.has(name)
  }

  async open(assetPackID: AssetPackID, version: number): Promise<StagingArea> {
    const layout = this.#currentLayout()
    // Where the container's disk is gone, no folder of that name may appear on another one.
    await stat(layout.staging)
    const name = `${String(version)}.${randomUUID()}`
    const area = join(layout.stagedVersions(assetPackID), name)
    const filesDirectory = join(area, 'files')
    const downloadsDirectory = join(area, 'downloads')
    this.#open.add(name)
    const discardArea = (): Promise<void> => {
      this.#open.delete(name)
      return discard(layout, area)
    }
    try {
      await mkdir(filesDirectory, { recursive: true })
      await mkdir(downloadsDirectory, { recursive: true })
    } catch (error) {
      this.#open.delete(name)
      throw error
    }
    return { assetPackID, version, filesDirectory, downloadsDirectory, discard: discardArea }
  }
}
