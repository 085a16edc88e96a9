import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import { parseAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { TurnLine } from '../platform/turn-line'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { DownloadRequestOptions } from '../scheduling/pack-downloads-options'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { AutomaticPacks } from './automatic-packs'
import type { EnsureOptions } from './call-options'
import type { CatalogWatch } from './catalog-watch'
import type { DelayedRemovals } from './delayed-removals'
import { LocalAvailabilityError } from './local-availability-error'
import { packNotFound } from './pack-not-found'
import { settledAvailability } from './settled-availability'

/** What an {@link ExplicitRequests} works with. */
interface ExplicitRequestsOptions {
  readonly catalog: Pick<CatalogWatch, 'manifest' | 'lastGood'>
  readonly store: Pick<AssetPackStore, 'installedPack' | 'unpin'>
  readonly downloads: Pick<PackDownloads, 'request' | 'schedule'>
  readonly automatic: Pick<AutomaticPacks, 'askedFor'>
  readonly removals: Pick<DelayedRemovals, 'stay'>
}

/**
 * What the app, or a person, asks for by name: what was removed a moment ago stays then, and what is just being removed comes
 * anew. Whoever asks for the newest version of a pack does not want it to stay at an older one: the request ends its pin.
 */
export class ExplicitRequests {
  readonly #options: ExplicitRequestsOptions
  /** *Update all* asks for hundreds at once, and each waits for the disk. */
  readonly #starts = new TurnLine()

  constructor(options: ExplicitRequestsOptions) {
    this.#options = options
  }

  /** See `AssetPackManager.ensureLocalAvailability`. */
  async ensure(assetPacks: AssetPack | readonly AssetPack[], options: EnsureOptions): Promise<void> {
    const { signal } = options
    signal?.throwIfAborted()
    checkPacks(assetPacks)
    const several = 'id' in assetPacks ? [assetPacks] : assetPacks
    const { successes, failures } = await settledAvailability(several, (assetPack) =>
      this.#ensure(assetPack, options),
    )
    signal?.throwIfAborted()
    const [failure] = failures.values()
    if (failure === undefined) return
    throw 'id' in assetPacks ? failure : new LocalAvailabilityError(successes, failures)
  }

  /** Resolves when the pack is here: some version of it, or the newest. @throws what the download ends with. */
  async #ensure(
    { id }: AssetPack,
    { requireLatestVersion = false, lowSpace, signal }: EnsureOptions,
  ): Promise<void> {
    const { store, catalog, downloads, automatic, removals } = this.#options
    await removals.stay(id, signal)
    const isHere = store.installedPack(id) !== undefined
    if (isHere && !requireLatestVersion) return
    const newest = (await catalog.manifest(signal)).assetPack(id)
    if (newest === undefined) {
      if (!isHere) throw packNotFound(id)
      return
    }
    if (!this.#isWanted(newest)) return
    store.unpin(id)
    automatic.askedFor(id)
    await downloads.request(newest, {
      origin: 'foreground',
      lowSpace,
      ...(signal === undefined ? {} : { signal }),
    })
  }

  /** Registers a download of the newest version; durable when it resolves. @throws `assetPackNotFound`. */
  async start(text: string, { lowSpace, signal }: Pick<EnsureOptions, 'lowSpace' | 'signal'>): Promise<void> {
    const newest = await this.#newest(parseAssetPackID(text), signal)
    await this.#schedule(newest, { origin: 'foreground', lowSpace }, signal)
  }

  /** The same for a download value; whether there was something to register. @throws `assetPackNotFound`. */
  async schedule(
    { identifier, isEssential, priority }: AssetPackDownload,
    isForeground: boolean,
  ): Promise<boolean> {
    const newest = await this.#newest(identifier)
    const origin = isEssential ? 'essential' : isForeground ? 'foreground' : 'prefetch'
    return this.#schedule(newest, { origin, priority })
  }

  async #newest(id: AssetPackID, signal?: AbortSignal): Promise<AssetPack> {
    const { catalog } = this.#options
    const newest = catalog.lastGood()?.assetPack(id) ?? (await catalog.manifest(signal)).assetPack(id)
    if (newest === undefined) throw packNotFound(id)
    return newest
  }

  async #schedule(
    newest: AssetPack,
    request: DownloadRequestOptions,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { store, downloads, automatic, removals } = this.#options
    return await this.#starts.run(async () => {
      signal?.throwIfAborted()
      await removals.stay(newest.id, signal)
      if (!this.#isWanted(newest)) return false
      store.unpin(newest.id)
      automatic.askedFor(newest.id)
      downloads.schedule(newest, request)
      return true
    })
  }

  #isWanted({ id, version }: AssetPack): boolean {
    return (this.#options.store.installedPack(id)?.assetPack.version ?? -1) < version
  }
}

/** Who writes JavaScript gives names where packs are asked for, and has no compiler that says so. */
function checkPacks(given: unknown): void {
  const several: readonly unknown[] = Array.isArray(given) ? given : [given]
  const index = several.findIndex((one) => typeof one !== 'object' || one === null || !('id' in one))
  if (index === -1) return
  const wrong = several[index]
  const shown = typeof wrong === 'string' ? `"${wrong.slice(0, 80)}"` : String(wrong)
  const advice =
    'Give the pack itself, as assetPack(id) or manifest() has it, or start it by its name with startDownload(id).'
  throw new AssetPackError('invalidArgument', `${shown} is no asset pack. ${advice}`)
}
