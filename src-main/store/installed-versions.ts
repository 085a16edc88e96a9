import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'

/** Which versions of which packs are here, as the state database says, in memory. */
export class InstalledVersions {
  readonly #active: Map<string, InstalledPack>
  readonly #kept: Map<string, readonly InstalledPack[]>
  readonly #dismantled: Map<string, InstalledPack>
  readonly #pins: Map<string, number | undefined>
  #activeByID: readonly InstalledPack[] | undefined

  constructor(found: {
    readonly installed: readonly InstalledPack[]
    /** By pack. */
    readonly kept: ReadonlyMap<string, readonly InstalledPack[]>
    /** By pack. */
    readonly dismantled: ReadonlyMap<string, InstalledPack>
    /** By pack. */
    readonly pins: ReadonlyMap<string, number>
  }) {
    this.#active = new Map(found.installed.map((pack) => [assetPackIDKey(pack.assetPack.id), pack]))
    this.#kept = new Map(found.kept)
    this.#dismantled = new Map(found.dismantled)
    this.#pins = new Map(found.pins)
  }

  /** The active version of every pack, ordered by id; the same array until something changes. */
  all(): readonly InstalledPack[] {
    this.#activeByID ??= [...this.#active.values()].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
    return this.#activeByID
  }

  active(id: AssetPackID): InstalledPack | undefined {
    return this.#active.get(assetPackIDKey(id))
  }

  kept(id: AssetPackID): readonly InstalledPack[] {
    return this.#kept.get(assetPackIDKey(id)) ?? []
  }

  dismantled(id: AssetPackID): InstalledPack | undefined {
    return this.#dismantled.get(assetPackIDKey(id))
  }

  /** The version that the pack is to stay at, while that is the active one. */
  pinned(id: AssetPackID): number | undefined {
    const pinned = this.#pins.get(assetPackIDKey(id))
    return pinned === this.active(id)?.assetPack.version ? pinned : undefined
  }

  isActive(key: string, version: number): boolean {
    return this.#active.get(key)?.assetPack.version === version
  }

  isDismantled(key: string): boolean {
    return this.#dismantled.has(key)
  }

  /** Whether that version is active, kept or taken apart. */
  isNeeded(key: string, version: number): boolean {
    return (
      this.isActive(key, version) ||
      this.#kept.get(key)?.some(({ assetPack }) => assetPack.version === version) === true ||
      this.#dismantled.get(key)?.assetPack.version === version
    )
  }

  activate(installed: InstalledPack, kept: readonly InstalledPack[]): void {
    const key = assetPackIDKey(installed.assetPack.id)
    this.#active.set(key, installed)
    this.#kept.set(key, kept)
    this.#dismantled.delete(key)
    this.#activeByID = undefined
  }

  /** Takes the active version out of the list: the next one is put together out of it. */
  dismantle(installed: InstalledPack): void {
    const key = assetPackIDKey(installed.assetPack.id)
    this.forget(key)
    this.#dismantled.set(key, installed)
  }

  forget(key: string): void {
    this.#active.delete(key)
    this.#kept.delete(key)
    this.#dismantled.delete(key)
    this.#pins.delete(key)
    this.#activeByID = undefined
  }

  setKept(id: AssetPackID, kept: readonly InstalledPack[]): void {
    this.#kept.set(assetPackIDKey(id), kept)
  }

  setPin(id: AssetPackID, version: number | undefined): void {
    this.#pins.set(assetPackIDKey(id), version)
  }

  /** Their folders are in another container folder from now on. */
  relocate(layout: ContainerLayout): void {
    const moved = (pack: InstalledPack): InstalledPack => ({
      ...pack,
      directory: layout.packFiles(pack.assetPack.id, pack.assetPack.version),
    })
    for (const [key, pack] of this.#active) this.#active.set(key, moved(pack))
    for (const [key, packs] of this.#kept) this.#kept.set(key, packs.map(moved))
    for (const [key, pack] of this.#dismantled) this.#dismantled.set(key, moved(pack))
    this.#activeByID = undefined
  }
}
