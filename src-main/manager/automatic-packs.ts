import * as z from 'zod'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Logger } from '../platform/logger'
import { eachInTurns } from '../platform/next-turn'
import { isQueued } from '../scheduling/managed-download'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { DelayedRemovals } from './delayed-removals'

const valueName = 'content.automaticPacks'
const idsSchema = z.array(z.string())

/** What an {@link AutomaticPacks} works with. */
export interface AutomaticPacksOptions {
  readonly store: Pick<AssetPackStore, 'installedPack' | 'values'>
  readonly downloads: Pick<PackDownloads, 'download' | 'downloads' | 'schedule'>
  readonly removals: Pick<DelayedRemovals, 'isLeaving' | 'stay'>
  readonly logger: Logger
}

/**
 * Which packs came by themselves: those that the system put into the queue while they were neither here nor in it. Everything
 * else is the app's own. The container remembers the former, so that whatever it forgets (it was damaged, or an earlier
 * release installed the pack) counts as the app's own, which is never removed unasked.
 */
export class AutomaticPacks {
  readonly #options: AutomaticPacksOptions
  /** By key. */
  #ids: ReadonlyMap<string, AssetPackID>

  constructor(options: AutomaticPacksOptions) {
    this.#options = options
    const { store, downloads } = options
    // What is neither here nor in the queue came to nothing, or is gone: the list is never longer than it must be.
    const isKnown = (id: AssetPackID): boolean => isHere(store, id) || downloads.download(id) !== undefined
    const kept = this.#read()
    this.#ids = byKey(kept.filter(isKnown))
    // The next process must not take it for one that came by itself when the app has fetched it meanwhile.
    if (this.#ids.size < kept.length) this.#write([...this.#ids.values()])
  }

  /** Whether the pack, here or in the queue, came by itself. No disk access. */
  has(id: AssetPackID): boolean {
    return this.#ids.has(assetPackIDKey(id))
  }

  /** The packs that are in the queue by themselves, and not here in any version. Failed ones do not count. */
  underWay(): readonly AssetPack[] {
    const { store, downloads } = this.#options
    return downloads
      .downloads()
      .filter(isQueued)
      .map(({ assetPack }) => assetPack)
      .filter(({ id }) => this.has(id) && !isHere(store, id))
  }

  /**
   * A plan of which nothing is leaving: what was removed a moment ago stays instead, or is gone. That may wait for much else,
   * so that the plan is made anew then: meanwhile somebody may have come to want something else.
   *
   * @throws what `planned` throws; the signal's reason.
   */
  async settled<Plan extends { readonly assetPacks: readonly AssetPack[] }>(
    planned: () => Promise<Plan>,
    signal: AbortSignal | undefined,
  ): Promise<Plan> {
    const { removals } = this.#options
    for (;;) {
      const plan = await planned()
      const leaving = plan.assetPacks.filter(({ id }) => removals.isLeaving(id))
      if (leaving.length === 0) return plan
      for (const { id } of leaving) await removals.stay(id, signal)
    }
  }

  /**
   * Puts packs into the queue for the system; durable when it resolves. That they come by themselves is durable first: a
   * process that dies in between leaves a mark that the next request replaces.
   *
   * @param isWanted - Asked as the turn of each comes, which is a little later with many.
   */
  async schedule(
    assetPacks: readonly AssetPack[],
    isWanted: (assetPack: AssetPack) => boolean = () => true,
  ): Promise<void> {
    const { store, downloads } = this.#options
    const isNew = ({ id }: AssetPack): boolean => !isHere(store, id) && downloads.download(id) === undefined
    this.#mark(assetPacks.filter(isNew))
    await eachInTurns(assetPacks, (assetPack) => {
      if (!isWanted(assetPack)) return
      downloads.schedule(assetPack, {
        origin: assetPack.policy.kind === 'essential' ? 'essential' : 'prefetch',
      })
    })
  }

  /**
   * The app, or a person, is about to ask for a pack by name. What is neither here nor under way comes because of that;
   * anything else stays what it was: apps make sure of what came by itself, too.
   */
  askedFor(id: AssetPackID): void {
    const { store, downloads } = this.#options
    if (!this.has(id) || isHere(store, id) || isQueued(downloads.download(id))) return
    this.#write([...this.#ids.values()].filter((one) => assetPackIDKey(one) !== assetPackIDKey(id)))
  }

  #mark(assetPacks: readonly AssetPack[]): void {
    const ids = assetPacks.map(({ id }) => id)
    if (ids.every((id) => this.has(id))) return
    this.#write([...this.#ids.values(), ...ids])
  }

  #read(): readonly AssetPackID[] {
    const text = this.#options.store.values.get(valueName)
    if (text === undefined) return []
    try {
      return idsSchema.parse(JSON.parse(text)).filter(isAssetPackID)
    } catch {
      // Nothing is removed that might be the app's own.
      this.#options.logger.log('warn', 'The list of packs that came by themselves cannot be read')
      return []
    }
  }

  #write(ids: readonly AssetPackID[]): void {
    const distinct = byKey(ids)
    this.#options.store.values.set(valueName, JSON.stringify([...distinct.values()]))
    this.#ids = distinct
  }
}

function byKey(ids: readonly AssetPackID[]): ReadonlyMap<string, AssetPackID> {
  return new Map(ids.map((id) => [assetPackIDKey(id), id]))
}

function isHere(store: AutomaticPacksOptions['store'], id: AssetPackID): boolean {
  return store.installedPack(id) !== undefined
}
