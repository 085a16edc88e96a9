import * as z from 'zod'
import { isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { Configuration } from '../../src-shared/domain/configuration'
import {
  contentRequests,
  strongerRequest,
  type ContentRequest,
} from '../../src-shared/domain/content-request'
import { contentPlan, type RefusedPack } from '../planning/content-plan'
import type { Logger } from '../platform/logger'
import { eachInTurns } from '../platform/next-turn'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'

const valueName = 'content.progress'

const progressSchema = z.object({
  /** Whether the packs of the first installation were registered. */
  firstLaunchHandled: z.boolean(),
  /** The app's version at that time or at its last update. */
  appVersion: z.string().optional(),
  /** Packs that the rules of the first launch kept back. */
  deferredIDs: z.array(z.string()),
  /** A request that no list has answered yet. */
  pending: z.enum(Object.keys(contentRequests) as [ContentRequest, ...ContentRequest[]]).optional(),
})

type ContentProgress = z.infer<typeof progressSchema>

/** Decides which content request a start of the app means, and registers what the system fetches by itself for it. */
export class ContentSchedule {
  readonly #store: AssetPackStore
  readonly #downloads: PackDownloads
  readonly #configuration: Configuration
  readonly #appVersion: string | undefined
  readonly #logger: Logger
  /** A request that no list has answered yet. */
  #pending: ContentRequest | undefined

  constructor(options: {
    readonly store: AssetPackStore
    readonly downloads: PackDownloads
    readonly configuration: Configuration
    readonly appVersion?: string | undefined
    readonly logger: Logger
  }) {
    this.#store = options.store
    this.#downloads = options.downloads
    this.#configuration = options.configuration
    this.#appVersion = options.appVersion
    this.#logger = options.logger
  }

  /**
   * `install` at the first launch, `update` after the app's version changed, else what an earlier process was asked for and
   * did not come to, else `periodic`.
   */
  requestAtStart(): ContentRequest {
    const progress = this.#read()
    if (!progress.firstLaunchHandled) return 'install'
    const isNewVersion = this.#appVersion !== undefined && progress.appVersion !== this.#appVersion
    return strongerRequest(isNewVersion ? 'update' : 'periodic', progress.pending ?? 'periodic')
  }

  /**
   * The request waits for the next list: {@link ContentSchedule.answer} registers its packs, now, after a later check, or in
   * a later process.
   */
  expect(request: ContentRequest): void {
    this.#pending = request
    const progress = this.#read()
    const pending = strongerRequest(request, progress.pending ?? 'periodic')
    if (pending !== 'periodic' && pending !== progress.pending) this.#write({ ...progress, pending })
  }

  /**
   * Registers the downloads of the request that waits, if one does; durable when it resolves. The request is handled once all
   * of them are: a process that dies in between leaves it to the next one, which finds the first of them in the queue.
   */
  async answer(manifest: AssetPackManifest): Promise<readonly AssetPackID[]> {
    const request = this.#pending
    if (request === undefined) return []
    this.#pending = undefined
    const progress = this.#read()
    const left = progress.pending
    const isFirstLaunch = !progress.firstLaunchHandled
    const { assetPacks, refused } = contentPlan({
      manifest,
      request,
      configuration: this.#configuration,
      installed: this.#store.installedPacks().map(({ assetPack }) => assetPack),
      isPinned: (id) => this.#store.pinnedVersion(id) !== undefined,
      isBeforeFirstLaunchEnds: isFirstLaunch,
    })
    this.#tellRefused(refused)
    const deferred = isFirstLaunch ? [] : deferredPacks(progress, manifest)
    const chosen = [
      ...assetPacks,
      ...deferred.filter(({ id }) => this.#store.installedPack(id) === undefined),
    ]
    await eachInTurns(chosen, (assetPack) => {
      this.#downloads.schedule(assetPack, {
        origin: assetPack.policy.kind === 'essential' ? 'essential' : 'prefetch',
      })
    })
    this.#write({
      firstLaunchHandled: progress.firstLaunchHandled || request === 'install',
      ...(this.#appVersion === undefined ? {} : { appVersion: this.#appVersion }),
      deferredIDs: refused.flatMap(({ assetPack, untilFirstLaunchEnds }) =>
        untilFirstLaunchEnds ? assetPack.id : [],
      ),
      ...(left === undefined || strongerRequest(request, left) === request ? {} : { pending: left }),
    })
    return chosen.map(({ id }) => id)
  }

  #tellRefused(refused: readonly RefusedPack[]): void {
    for (const { assetPack, code } of refused) {
      this.#logger.log('warn', 'The configuration keeps a pack from coming by itself', {
        id: assetPack.id,
        code,
      })
    }
  }

  #read(): ContentProgress {
    const nothing: ContentProgress = { firstLaunchHandled: false, deferredIDs: [] }
    const text = this.#store.values.get(valueName)
    if (text === undefined) return nothing
    try {
      return progressSchema.parse(JSON.parse(text))
    } catch {
      // Asking again for what is here already costs nothing; a start that fails would cost everything.
      this.#logger.log('warn', 'The record of handled content requests cannot be read; it begins anew')
      return nothing
    }
  }

  #write(progress: ContentProgress): void {
    this.#store.values.set(valueName, JSON.stringify(progress))
  }
}

function deferredPacks(
  { deferredIDs }: ContentProgress,
  manifest: AssetPackManifest,
): AssetPackManifest['assetPacks'] {
  return deferredIDs.flatMap((id) => (isAssetPackID(id) ? (manifest.assetPack(id) ?? []) : []))
}
