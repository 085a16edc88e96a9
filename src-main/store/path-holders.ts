import { nextTurn } from '../platform/next-turn'
import type { InstalledPack } from './asset-pack-store'
import type { PackListing } from './pack-listing'
import { PathTable } from './path-table'

/** How many paths are taken in before others have their turn. */
const pathsAtOnce = 5_000
/** Waiting for one list after the other would take longer than reading them. */
const listingsAtOnce = 16
/** Room for packs to come. Versions that went leave their entries behind until it is used up. */
const spareShare = 0.25

/** A pack that holds a path. */
export interface PathHolder {
  readonly installed: InstalledPack
  readonly listing: PackListing
}

/** Whether a pack is asked at all. */
export type PackFilter = (installed: InstalledPack) => boolean

const everyPack: PackFilter = () => true

/** The holders of a path, and of which packs they are. */
export interface HeldPath {
  readonly packs: readonly InstalledPack[]
  /** In the order of the packs. */
  readonly holders: readonly PathHolder[]
}

interface Owner extends PathHolder {
  /** Place among the packs. */
  rank: number
}

interface Places {
  readonly table: PathTable
  /** By their number in the table; those that went are `undefined`. */
  readonly owners: (Owner | undefined)[]
}

/** Finds, among all installed packs at once, those that hold a path. Follows the packs as they come and go. */
export class PathHolders {
  readonly #installedPacks: () => readonly InstalledPack[]
  readonly #listPack: (installed: InstalledPack) => Promise<PackListing>
  #packs: readonly InstalledPack[] = []
  #places: Places = { table: new PathTable(0), owners: [] }
  #updating: Promise<void> | undefined

  constructor(options: {
    /** In the order in which they are asked. */
    readonly installedPacks: () => readonly InstalledPack[]
    readonly listPack: (installed: InstalledPack) => Promise<PackListing>
  }) {
    this.#installedPacks = options.installedPacks
    this.#listPack = options.listPack
  }

  /** The first pack with that file, of those that are asked. */
  async first(file: string, isAsked: PackFilter = everyPack): Promise<InstalledPack | undefined> {
    await this.#follow()
    const owners = this.#ownersOf(file)
    return owners.find(({ installed, listing }) => isAsked(installed) && listing.files.has(file))?.installed
  }

  /** Every pack with that folder, of those that are asked. */
  async ofFolder(folder: string, isAsked: PackFilter = everyPack): Promise<HeldPath> {
    await this.#follow()
    const owners = this.#ownersOf(folderEntry(folder)).filter(({ installed }) => isAsked(installed))
    return { packs: this.#packs, holders: owners.filter(({ listing }) => listing.folders.has(folder)) }
  }

  #ownersOf(entry: string): readonly Owner[] {
    const { table, owners } = this.#places
    const found = table.ownersOf(entry).flatMap((number) => owners[number] ?? [])
    return found.sort((a, b) => a.rank - b.rank)
  }

  /** When it resolves, all is as the packs are at that moment. */
  async #follow(): Promise<void> {
    for (let packs = this.#installedPacks(); !isSame(packs, this.#packs); packs = this.#installedPacks()) {
      this.#updating ??= this.#update(packs).finally(() => {
        this.#updating = undefined
      })
      await this.#updating
    }
  }

  async #update(packs: readonly InstalledPack[]): Promise<void> {
    const { table, owners } = this.#places
    const ranks = new Map(packs.map((pack, rank) => [pack, rank]))
    for (const [number, owner] of owners.entries())
      if (owner !== undefined && !ranks.has(owner.installed)) owners[number] = undefined
    const stayed = owners.filter((owner) => owner !== undefined)
    const known = new Set(stayed.map(({ installed }) => installed))
    const added = await this.#listed(packs.filter((pack) => !known.has(pack)))
    if (entriesOf(added) <= table.room) await takeIn(this.#places, added)
    else this.#places = await placesOf([...stayed, ...added])
    for (const owner of this.#places.owners)
      if (owner !== undefined) owner.rank = ranks.get(owner.installed) ?? 0
    this.#packs = packs.slice()
  }

  async #listed(packs: readonly InstalledPack[]): Promise<readonly Owner[]> {
    const owners: Owner[] = []
    for (let start = 0; start < packs.length; start += listingsAtOnce) {
      const some = packs.slice(start, start + listingsAtOnce)
      const listings = some.map(async (installed) => ({
        installed,
        listing: await this.#listPack(installed),
        rank: 0,
      }))
      owners.push(...(await Promise.all(listings)))
    }
    return owners
  }
}

async function placesOf(owners: readonly Owner[]): Promise<Places> {
  const places = { table: new PathTable(Math.ceil(entriesOf(owners) * (1 + spareShare))), owners: [] }
  await takeIn(places, owners)
  return places
}

async function takeIn({ table, owners: numbered }: Places, owners: readonly Owner[]): Promise<void> {
  let taken = 0
  for (const owner of owners) {
    const number = numbered.push(owner) - 1
    for (const entry of entries(owner.listing)) {
      table.add(entry, number)
      taken += 1
      if (taken % pathsAtOnce === 0) await nextTurn()
    }
  }
}

/** Files as they are called; folders with a slash at the end, which no file has. */
function* entries({ files, folders }: PackListing): Generator<string> {
  yield* files
  for (const folder of folders) yield folderEntry(folder)
}

function folderEntry(folder: string): string {
  return `${folder}/`
}

function entriesOf(owners: readonly Owner[]): number {
  return owners.reduce((sum, { listing }) => sum + listing.files.size + listing.folders.size, 0)
}

function isSame(first: readonly InstalledPack[], second: readonly InstalledPack[]): boolean {
  return first.length === second.length && first.every((pack, index) => pack === second[index])
}
