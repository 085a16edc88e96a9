import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../platform/clock'
import { moveIntoPlace, publishFile, syncDirectory } from '../platform/file-system'
import { sha256Hex } from '../repository/digest'
import type { InstalledPack, StagingArea, VersionRepair } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { packRow } from './pack-description'
import type { StateDatabase } from './state-database'
import { bury } from './trash'
import { pathInVersion, requireOwnFolder } from './version-paths'
import type { SwitchStep } from './version-switch'

/** What a repair works with. */
interface RepairOptions {
  readonly layout: ContainerLayout
  readonly state: StateDatabase
  readonly clock: Clock
  readonly onStep: (step: SwitchStep) => void
}

/**
 * takes away what does not belong to a version, and moves right files to their places, each by one rename. At
 * every moment each file is what it was before or what was signed, so that whatever ends the process, repairing once more
 * does the rest.
 */
export async function repairVersion(
  { layout, state, clock, onStep }: RepairOptions,
  installed: InstalledPack,
  staging: StagingArea,
  { removed, files, indexBytes }: VersionRepair,
): Promise<InstalledPack> {
  const { directory, assetPack } = installed
  // Where the container's disk is gone, no folder of that name may appear on another one.
  await stat(layout.packs)
  const folders = new RepairedFolders(directory)
  for (const path of removed) {
    onStep('R-1')
    await bury(layout, pathInVersion(directory, path))
    folders.changed(dirname(path))
  }
  for (const path of files) {
    await folders.make(dirname(path))
    onStep('R-2')
    await moveIntoPlace(join(staging.filesDirectory, path), pathInVersion(directory, path), clock)
    folders.changed(dirname(path))
  }
  onStep('R-3')
  await folders.sync()
  await syncDirectory(layout.packVersions(assetPack.id))
  onStep('R-4')
  if (indexBytes !== undefined)
    await publishFile(layout.packIndex(assetPack.id, assetPack.version), indexBytes, clock)
  const indexSha256 = indexBytes === undefined ? installed.indexSha256 : sha256Hex(indexBytes)
  const repaired = { ...installed, installedAt: clock.now(), indexSha256 }
  const row = packRow(repaired)
  await publishFile(
    layout.packDescription(assetPack.id, assetPack.version),
    Buffer.from(row.description),
    clock,
  )
  onStep('R-5')
  // Readers are given merged folders by this time: those of before hold links to damaged files.
  state.putPack(row)
  return repaired
}

/** The folders of a version that is repaired: made where they are missing, and synced when all is in its place. */
class RepairedFolders {
  readonly #root: string
  /** From the root; `.` is the root itself. */
  readonly #made = new Set<string>()
  readonly #changed = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  /** @throws AssetPackError `unsafePath` when a link leads out of the version. */
  async make(folder: string): Promise<void> {
    if (this.#made.has(folder)) return
    await mkdir(join(this.#root, folder), { recursive: true })
    await requireOwnFolder(this.#root, folder)
    this.#made.add(folder)
    // Any of the folders above may be new.
    for (let above = folder; above !== '.'; above = dirname(above)) this.changed(dirname(above))
  }

  changed(folder: string): void {
    this.#changed.add(folder)
  }

  async sync(): Promise<void> {
    for (const folder of this.#changed) await syncDirectory(join(this.#root, folder))
  }
}
