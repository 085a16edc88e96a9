import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'

/** Keeps the installed versions that an installation reads from on the disk, whatever is removed meanwhile. */
export class SourceLeases {
  readonly #store: Pick<AssetPackStore, 'lease'>
  /** By folder. */
  readonly #held = new Map<string, () => void>()

  constructor(store: Pick<AssetPackStore, 'lease'>) {
    this.#store = store
  }

  take(versions: readonly InstalledPack[]): void {
    for (const installed of versions) {
      if (this.#held.has(installed.directory)) continue
      this.#held.set(installed.directory, this.#store.lease(installed))
    }
  }

  /** Gives all but these back: a removed pack's space shall be free as soon as nobody needs it. */
  keepOnly(directories: readonly string[]): void {
    for (const [directory, giveBack] of this.#held) {
      if (directories.includes(directory)) continue
      giveBack()
      this.#held.delete(directory)
    }
  }

  giveBack(): void {
    this.keepOnly([])
  }
}
