import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import { stagedDownloads } from '../store/staged-downloads'
import { SpaceShortageError, type Assembled, type Assembler, type Assembly } from './assembler'
import { lowSpacePrice, type RoundOrder } from './low-space-rounds'
import { fetchedBefore } from './install-tally'
import type { PlanResult } from './plan-job'
import { decodePaths, encodePaths } from './work-order'

/** What a {@link LowSpaceAssembler} needs of the store. */
export type LowSpaceStore = Pick<
  AssetPackStore,
  | 'installedPack'
  | 'keptVersions'
  | 'freeBytes'
  | 'giveUpKept'
  | 'dismantle'
  | 'dismantledVersion'
  | 'stagedVersions'
  | 'openStaging'
>

/** How often an update in little space is planned anew before its failure is told. */
const mostShortages = 4

/**
 * Puts a version together where not both it and the old one may have room: as usual while there is room, else without kept
 * versions, else file by file while files of the old version go. docs/disk-and-wire.md says what that promises.
 */
export class LowSpaceAssembler {
  readonly #assembler: Assembler
  readonly #store: LowSpaceStore

  constructor(assembler: Assembler, store: LowSpaceStore) {
    this.#assembler = assembler
    this.#store = store
  }

  /**
   * Resolves as {@link Assembler.assemble} does.
   *
   * @throws what that throws, and what giving the old version up throws: `fileInUse`, `unsafePath`.
   */
  async assemble(assembly: Assembly): Promise<Assembled> {
    await this.#discardOthers(assembly.assetPack)
    let first: PlanResult | undefined
    // Once the old version's files are gone as far as they must, what is left fits. A disk that cannot link shows that
    // only then, and somebody else may fill it meanwhile: both lead to other rounds.
    for (let attempt = 1; ; attempt += 1) {
      try {
        const assembled = await this.#assembler.assemble(assembly)
        return first === undefined ? assembled : asFirstPlanned(assembled, first)
      } catch (error) {
        if (!(error instanceof SpaceShortageError) || attempt > mostShortages) throw error
        first ??= error.plan
        await this.#makeRoom(assembly, error, fetchedBefore(first))
      }
    }
  }

  /** Gives up what the shortage allows; throws it when nothing of that helps. */
  async #makeRoom(
    assembly: Assembly,
    shortage: SpaceShortageError,
    fetchedBeforeBytes: number,
  ): Promise<void> {
    const { id } = assembly.assetPack
    const { lowSpace } = shortage.plan
    const freeBytes = await this.#store.freeBytes()
    const kept = this.#store.keptVersions(id)
    if (kept.length > 0) {
      // Nobody loses the way back for an update that has no room even so.
      if (freeBytes + mostBytesOf(kept) < leastBytesNeeded(shortage.plan)) throw shortage
      await this.#store.giveUpKept(id)
      return
    }
    const old = this.#store.dismantledVersion(id) ?? this.#store.installedPack(id)
    if (lowSpace === undefined || old === undefined || freeBytes < lowSpace.diskBytesNeeded) throw shortage
    const droppable = [...decodePaths(lowSpace.droppable)]
    const { tally } = assembly
    const versionBytes = shortage.plan.totals.installedBytes
    const whole = { versionBytes, fetchedBeforeBytes, isLast: false }
    let laterBytesToFetch = lowSpacePrice(lowSpace).bytesToFetch
    // What takes no room comes first: a disk that cannot link says so before anything is given up.
    tally.enterRound({ ...whole, placedElsewhereBytes: 0, laterBytesToFetch })
    await this.#assembler.assemble({ ...assembly, roundFiles: lowSpace.linked })
    const placedElsewhereBytes = tally.placedBytes
    const files: string[] = []
    for (const round of lowSpace.rounds) {
      // With those of the rounds before: what they hold need not come again, and others lean on it.
      files.push(...decodePaths(round.files))
      laterBytesToFetch -= round.bytesToFetch
      tally.enterRound({ ...whole, placedElsewhereBytes, laterBytesToFetch })
      await this.#assembleRound({ ...assembly, roundFiles: encodePaths(files) }, old, droppable)
      droppable.push(...decodePaths(round.droppable))
    }
    tally.enterRound({ ...whole, placedElsewhereBytes: 0, laterBytesToFetch: 0, isLast: true })
  }

  /** The old version stays whole until a round has no room beside it; then its droppable files go. */
  async #assembleRound(
    round: Assembly & { readonly roundFiles: RoundOrder['files'] },
    old: InstalledPack,
    droppable: string[],
  ): Promise<void> {
    try {
      await this.#assembler.assemble(round)
    } catch (error) {
      if (!(error instanceof SpaceShortageError) || droppable.length === 0) throw error
      // Their new files are complete; an earlier attempt that put some of them together may not have synced them.
      await this.#assembler.sync(round)
      await this.#store.dismantle(old, droppable.splice(0))
      await this.#assembler.assemble(round)
    }
  }

  /** What came of versions that are no longer wanted has no room, either. */
  async #discardOthers({ id, version }: AssetPack): Promise<void> {
    for (const staged of await stagedDownloads(this.#store, id)) {
      if (staged !== version) await (await this.#store.openStaging(id, staged)).discard()
    }
  }
}

/** By the end the old version's files are gone: what was reused of them is what the first plan says. */
function asFirstPlanned({ plan, doubts }: Assembled, first: PlanResult): Assembled {
  return { plan: { ...plan, totalsFromStart: first.totalsFromStart }, first, doubts }
}

/** What kept versions give back at most: files that they share with others stay on the disk. */
function mostBytesOf(kept: readonly InstalledPack[]): number {
  return kept.reduce((sum, { assetPack }) => sum + assetPack.installedSize, 0)
}

function leastBytesNeeded({ totals, lowSpace }: PlanResult): number {
  return Math.min(totals.diskBytesNeeded, lowSpace?.diskBytesNeeded ?? Infinity)
}
