import * as z from 'zod'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
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
import type { AutomaticChoice } from './automatic-choice'

const valueName = 'content.progress'

const contentRequestNames = Object.keys(contentRequests) as [ContentRequest, ...ContentRequest[]]

const progressSchema = z.object({
  /** Whether the packs of the first installation were registered. */
  firstLaunchHandled: z.boolean(),
  /** The app's version at that time or at its last update. */
  appVersion: z.string().optional(),
  /** Packs that the rules of the first launch kept back. */
  deferredIDs: z.array(z.string()),
  /** Packs that the app's extension declined, and the request that they would have come for. */
  declined: z.array(z.object({ id: z.string(), request: z.enum(contentRequestNames) })).default([]),
  /** A request that no list has answered yet. */
  pending: z.enum(contentRequestNames).optional(),
})

type ContentProgress = z.infer<typeof progressSchema>

/** What a content request comes to. */
interface RequestPlan {
  /** The record that it was made from. */
  readonly progress: ContentProgress
  readonly chosen: readonly AssetPack[]
  readonly refused: readonly RefusedPack[]
  /** What the app does not want now, of what is not here. */
  readonly declined: ContentProgress['declined']
  /** The same of what the rules of the first launch had kept back. */
  readonly declinedAgain: readonly AssetPackID[]
}

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
   * Registers the downloads of the request that waits, if one does, but for those that the app declines; durable when it
   * resolves. The request is handled once all of them are: a process that dies in between leaves it to the next one, which
   * finds the first of them in the queue.
   *
   * @param isPeriodic - The system looks by itself: with no request that waits it asks about what was declined before.
   * @throws the choice's cancellation; the request then still waits.
   */
  async answer(
    manifest: AssetPackManifest,
    choice: AutomaticChoice,
    isPeriodic: boolean,
  ): Promise<readonly AssetPackID[]> {
    const isAskedAgain = isPeriodic && this.#read().declined.length > 0
    const request = this.#pending ?? (isAskedAgain ? 'periodic' : undefined)
    if (request === undefined) return []
    let plan = this.#plan(manifest, request, choice)
    // What is declined leaves its allowance to others.
    while (await choice.ask(plan.chosen.filter((assetPack) => !this.#isQueued(assetPack))))
      plan = this.#plan(manifest, request, choice)
    if (this.#pending === request) this.#pending = undefined
    const { progress, chosen, refused, declined, declinedAgain } = plan
    const left = progress.pending
    this.#tellRefused(refused)
    await eachInTurns(chosen, (assetPack) => {
      this.#downloads.schedule(assetPack, {
        origin: assetPack.policy.kind === 'essential' ? 'essential' : 'prefetch',
      })
    })
    this.#write({
      firstLaunchHandled: progress.firstLaunchHandled || request === 'install',
      ...(this.#appVersion === undefined ? {} : { appVersion: this.#appVersion }),
      deferredIDs: [
        ...refused.flatMap(({ assetPack, untilFirstLaunchEnds }) =>
          untilFirstLaunchEnds ? assetPack.id : [],
        ),
        ...declinedAgain,
      ],
      declined,
      ...(left === undefined || strongerRequest(request, left) === request ? {} : { pending: left }),
    })
    return chosen.map(({ id }) => id)
  }

  /** What was kept back of a pack that somebody removed brings it no longer. */
  forget(id: AssetPackID): void {
    const key = assetPackIDKey(id)
    const isOther = (kept: string): boolean => !isAssetPackID(kept) || assetPackIDKey(kept) !== key
    const progress = this.#read()
    const deferredIDs = progress.deferredIDs.filter(isOther)
    const declined = progress.declined.filter((kept) => isOther(kept.id))
    const isSame =
      deferredIDs.length === progress.deferredIDs.length && declined.length === progress.declined.length
    if (!isSame) this.#write({ ...progress, deferredIDs, declined })
  }

  /** What would be registered now, as far as the choice is known. */
  #plan(manifest: AssetPackManifest, request: ContentRequest, choice: AutomaticChoice): RequestPlan {
    const progress = this.#read()
    const isFirstLaunch = !progress.firstLaunchHandled
    const isMissing = ({ id }: AssetPack): boolean => this.#store.installedPack(id) === undefined
    const declinedBefore = declinedPacks(progress, manifest)
    const { assetPacks, refused } = contentPlan({
      manifest,
      request,
      configuration: this.#configuration,
      installed: this.#store.installedPacks().map(({ assetPack }) => assetPack),
      isPinned: (id) => this.#store.pinnedVersion(id) !== undefined,
      isBeforeFirstLaunchEnds: isFirstLaunch,
      earlier: [...declinedBefore.keys()],
      isDeclined: choice.isDeclined,
    })
    const deferred = (isFirstLaunch ? [] : deferredPacks(progress, manifest)).filter(isMissing)
    const automatic = manifest.automaticAssetPacks(request).filter((pack) => !declinedBefore.has(pack))
    const wanted = new Map([
      ...declinedBefore,
      ...automatic.map((assetPack) => [assetPack, request] as const),
    ])
    return {
      progress,
      chosen: [...assetPacks, ...deferred.filter((assetPack) => !choice.isDeclined(assetPack))],
      refused,
      declined: [...wanted]
        .filter(([assetPack]) => choice.isDeclined(assetPack) && isMissing(assetPack))
        .map(([{ id }, forRequest]) => ({ id, request: forRequest })),
      declinedAgain: deferred.filter(choice.isDeclined).map(({ id }) => id),
    }
  }

  /** Somebody asked for it, or was allowed to: that is no longer in question. */
  #isQueued({ id }: AssetPack): boolean {
    const download = this.#downloads.download(id)
    return download !== undefined && download.state.kind !== 'failed'
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
    const nothing: ContentProgress = { firstLaunchHandled: false, deferredIDs: [], declined: [] }
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

/** What was declined and would still come for its request: another language, or policy, ends that. */
function declinedPacks(
  { declined }: ContentProgress,
  manifest: AssetPackManifest,
): ReadonlyMap<AssetPack, ContentRequest> {
  const packs = new Map<AssetPack, ContentRequest>()
  for (const request of new Set(declined.map((kept) => kept.request))) {
    const ids = new Set(declined.flatMap((kept) => (kept.request === request ? kept.id : [])))
    for (const assetPack of manifest.automaticAssetPacks(request))
      if (ids.has(assetPack.id)) packs.set(assetPack, request)
  }
  return packs
}
