import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import { isSameLanguage } from '../../src-shared/domain/language'
import { contentPlan, type ContentPlan, type RefusedPack } from '../planning/content-plan'
import type { Logger } from '../platform/logger'
import { isQueued } from '../scheduling/managed-download'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AutomaticChoice } from './automatic-choice'
import type { AutomaticPacks } from './automatic-packs'
import type { ContentProgress, ContentProgressRecord } from './content-progress'
import type { DelayedRemovals } from './delayed-removals'
import type { FirstLaunch } from './first-launch'
import { isUpdatedUnasked, type LimitSettings } from './limit-settings'
import type { PrefetchHold } from './prefetch-hold'
import type { StayingPacks } from './staying-packs'

/** What a {@link ContentSchedule} works with. */
export interface ContentScheduleOptions {
  readonly store: Pick<StayingPacks, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
  readonly downloads: Pick<PackDownloads, 'download'>
  readonly automatic: AutomaticPacks
  readonly removals: Pick<DelayedRemovals, 'isLeaving'>
  readonly record: ContentProgressRecord
  readonly firstLaunch: FirstLaunch
  readonly prefetchHold: Pick<PrefetchHold, 'holds' | 'answered'>
  readonly configuration: Configuration
  readonly limits: Pick<LimitSettings, 'current'>
  readonly appVersion?: string | undefined
  readonly logger: Logger
}

/** What the requests that are due come to. */
interface RequestPlan extends ContentPlan {
  readonly requests: readonly ContentRequest[]
  readonly isFirstLaunch: boolean
  /** What the app does not want now, or nobody has chosen yet, of what is not here. */
  readonly declined: ContentProgress['declined']
  /** The same of what the first launch had kept back. */
  readonly deferredIDs: readonly AssetPackID[]
}

/** Decides which content request a start of the app means, and registers what the system fetches by itself for it. */
export class ContentSchedule {
  readonly #options: ContentScheduleOptions
  #isStarted = false
  #isAnswering = false

  constructor(options: ContentScheduleOptions) {
    this.#options = options
  }

  /** `install` at the first launch, `update` after the app's version changed, else `periodic`. */
  requestAtStart(): ContentRequest {
    const { record, appVersion } = this.#options
    const { firstLaunchHandled, appVersion: before } = record.read()
    if (!firstLaunchHandled) return 'install'
    // Where nobody said a version before, as the command line does, there is nothing to compare with.
    const isUpdate = appVersion !== undefined && before !== undefined && before !== appVersion
    return isUpdate ? 'update' : 'periodic'
  }

  /**
   * The request waits for the next list: {@link ContentSchedule.answer} registers its packs, now, after a later check, or in
   * a later process. So do those that an earlier process was asked for and did not come to.
   */
  expect(request: ContentRequest): void {
    this.#isStarted = true
    const { record } = this.#options
    const progress = record.read()
    if (request === 'periodic' || progress.pending.includes(request)) return
    record.write({ ...progress, pending: [...progress.pending, request] })
  }

  /** Whether the next list will be answered with a `languageChange`, if this language is the resolved one then. */
  isLanguageChange(language: string | undefined): boolean {
    return this.#isStarted && hasLanguageChanged(this.#options.record.read(), language)
  }

  /**
   * What was to come because of a change of language is registered, but for what the app declined. Nothing of it is left to
   * do. Durable when it returns.
   */
  languageHandled(language: string, declinedIDs: readonly AssetPackID[]): void {
    const { record } = this.#options
    const progress = record.read()
    if (!progress.firstLaunchHandled) return
    const pending = progress.pending.filter((request) => request !== 'languageChange')
    const others = progress.declined.filter(({ id }) => declinedIDs.every((declined) => declined !== id))
    const declined = declinedIDs.map((id) => ({ id, request: 'languageChange' as const }))
    record.write({ ...progress, language, pending, declined: [...others, ...declined] })
  }

  /**
   * Registers the downloads of the requests that wait, of a change of the resolved language, and, once the first launch has
   * ended, of what it kept back, but for those that the app declines; durable when it resolves. All of it is handled once
   * all of them are registered: a process that dies in between leaves it to the next one, which finds the first of them in
   * the queue.
   *
   * @param isPeriodic - The system looks by itself: with no request that waits it asks about what was declined before.
   * @returns the packs that are here and of which an update was registered.
   * @throws the choice's cancellation; the requests then still wait.
   */
  async answer(
    manifest: AssetPackManifest,
    choice: AutomaticChoice,
    isPeriodic: boolean,
  ): Promise<readonly AssetPackID[]> {
    if (!this.#isStarted) return []
    this.#isAnswering = true
    try {
      return await this.#register(manifest, choice, isPeriodic)
    } finally {
      this.#isAnswering = false
    }
  }

  async #register(
    manifest: AssetPackManifest,
    choice: AutomaticChoice,
    isPeriodic: boolean,
  ): Promise<readonly AssetPackID[]> {
    const { automatic, store, downloads, prefetchHold } = this.#options
    // Released from now on, it takes another check.
    if (isPeriodic) prefetchHold.answered()
    const plan = await automatic.settled(
      () => choice.settled(() => this.#plan(manifest, choice, isPeriodic)),
      choice.signal,
    )
    this.#tellRefused(plan.refused)
    const updates = plan.assetPacks.filter(
      ({ id }) => store.installedPack(id) !== undefined && !isQueued(downloads.download(id)),
    )
    await automatic.schedule(plan.assetPacks, ({ id }) => this.#isLeft(id))
    const registered = updates.map(({ id }) => id).filter((id) => this.#isLeft(id))
    this.#record(plan, manifest)
    return registered
  }

  /**
   * What was kept back of a pack that somebody removed, or does not want, brings it no longer; nor do the requests that wait
   * for an answer, or are being answered, be it by a later process. Durable when it returns.
   */
  forget(id: AssetPackID): void {
    const { record } = this.#options
    const isOther = (kept: string): boolean => !isSamePack(kept, id)
    const progress = record.read()
    const isAsked = this.#isAnswering || progress.pending.length > 0
    record.write({
      ...progress,
      deferredIDs: progress.deferredIDs.filter(isOther),
      declined: progress.declined.filter((kept) => isOther(kept.id)),
      unwantedIDs: isAsked ? [...progress.unwantedIDs.filter(isOther), id] : progress.unwantedIDs,
    })
  }

  /** Whether nobody has cancelled or removed it since the requests began to wait. */
  #isLeft(id: AssetPackID): boolean {
    return isLeftBy(this.#options.record.read(), id)
  }

  /** What would be registered now, as far as the choice is known. */
  #plan(manifest: AssetPackManifest, choice: AutomaticChoice, isPeriodic: boolean): RequestPlan {
    const { store, automatic, removals, firstLaunch, prefetchHold, configuration, limits, record } =
      this.#options
    const progress = record.read()
    const requests = dueRequests(progress, manifest)
    const ofLanguage = requests.includes('languageChange')
      ? new Set(manifest.automaticAssetPacks('languageChange'))
      : undefined
    const isFirstLaunch = !firstLaunch.hasEnded
    const deferred = isFirstLaunch ? [] : deferredPacks(progress, manifest)
    const isAskedAgain = isPeriodic || requests.length > 0
    const declinedBefore = isAskedAgain
      ? declinedPacks(progress, manifest)
      : new Map<AssetPack, ContentRequest>()
    const isDeclined = (assetPack: AssetPack): boolean =>
      store.installedPack(assetPack.id) === undefined &&
      (choice.isDeclined(assetPack) || prefetchHold.holds(assetPack))
    const plan = contentPlan({
      manifest,
      requests,
      configuration,
      installed: store.installedPacks().map(({ assetPack }) => assetPack),
      underWay: automatic.underWay(),
      cameByItself: (id) => automatic.has(id),
      isPinned: (id) => store.pinnedVersion(id) !== undefined,
      isBeforeFirstLaunchEnds: isFirstLaunch,
      earlier: [...declinedBefore.keys(), ...deferred],
      isDeclined: (assetPack) =>
        choice.isDeclined(assetPack) ||
        isDeclined(assetPack) ||
        !isLeftBy(progress, assetPack.id) ||
        // Somebody removed it, which only what they asked for takes back: another language is that, a check is not.
        (removals.isLeaving(assetPack.id) && ofLanguage?.has(assetPack) !== true) ||
        (store.installedPack(assetPack.id) !== undefined && !isUpdatedUnasked(assetPack, limits.current)),
    })
    const wanted = new Map([...automaticPacks(manifest, requests), ...declinedBefore])
    return {
      ...plan,
      requests,
      isFirstLaunch,
      declined: isAskedAgain
        ? [...wanted].flatMap(([assetPack, request]) =>
            isDeclined(assetPack) ? { id: assetPack.id, request } : [],
          )
        : progress.declined,
      deferredIDs: deferred.filter(isDeclined).map(({ id }) => id),
    }
  }

  /** In one write: the next process finds all of it handled, or nothing. */
  #record(
    { requests, isFirstLaunch, assetPacks, refused, declined, deferredIDs }: RequestPlan,
    manifest: AssetPackManifest,
  ): void {
    const { record, firstLaunch, appVersion } = this.#options
    const now = record.read()
    const isInstalled = now.firstLaunchHandled || requests.includes('install')
    const essential = assetPacks.filter(({ policy }) => policy.kind === 'essential')
    const kept = refused.flatMap(({ assetPack, untilFirstLaunchEnds }) =>
      untilFirstLaunchEnds ? assetPack.id : [],
    )
    const isOfApp = requests.includes('install') || requests.includes('update')
    const isNewToIt = now.appVersion === undefined && isInstalled
    const isLeft = (id: string): boolean => isLeftBy(now, id)
    record.write({
      ...now,
      firstLaunchHandled: isInstalled,
      ...(isInstalled && !now.firstLaunchHandled ? { awaitedIDs: essential.map(({ id }) => id) } : {}),
      ...((isOfApp || isNewToIt) && appVersion !== undefined ? { appVersion } : {}),
      ...(isInstalled ? { language: manifest.resolvedLanguage ?? '' } : {}),
      deferredIDs: isFirstLaunch
        ? [...new Set([...now.deferredIDs, ...kept.filter(isLeft)])]
        : deferredIDs.filter(isLeft),
      declined: declined.filter(({ id }) => isAssetPackID(id) && isLeft(id)),
      unwantedIDs: [],
      pending: now.pending.filter((request) => !requests.includes(request)),
    })
    firstLaunch.recordChanged()
  }

  #tellRefused(refused: readonly RefusedPack[]): void {
    for (const { assetPack, code } of refused) {
      this.#options.logger.log('warn', 'The configuration keeps a pack from coming by itself', {
        id: assetPack.id,
        code,
      })
    }
  }
}

function isLeftBy({ unwantedIDs }: ContentProgress, id: string): boolean {
  return !unwantedIDs.some((unwanted) => isSamePack(unwanted, id))
}

function isSamePack(kept: string, id: string): boolean {
  return isAssetPackID(kept) && isAssetPackID(id) && assetPackIDKey(kept) === assetPackIDKey(id)
}

/** The packs that come by themselves for these requests, and for which of them. */
function automaticPacks(
  manifest: AssetPackManifest,
  requests: readonly ContentRequest[],
): ReadonlyMap<AssetPack, ContentRequest> {
  return new Map(
    requests.flatMap((request) =>
      manifest.automaticAssetPacks(request).map((assetPack) => [assetPack, request] as const),
    ),
  )
}

/** What the first launch kept back and would still come by itself: another language, or policy, ends that. */
function deferredPacks({ deferredIDs }: ContentProgress, manifest: AssetPackManifest): readonly AssetPack[] {
  const ids = new Set(deferredIDs)
  const automatic = automaticPacks(manifest, ['install', 'update', 'languageChange'])
  return [...automatic.keys()].filter(({ id }) => ids.has(id))
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

function dueRequests(progress: ContentProgress, manifest: AssetPackManifest): readonly ContentRequest[] {
  const { pending } = progress
  if (pending.includes('languageChange') || !hasLanguageChanged(progress, manifest.resolvedLanguage))
    return pending
  return [...pending, 'languageChange']
}

/** Before the first launch there is nothing to compare with, nor where an earlier release remembered none. */
function hasLanguageChanged(
  { firstLaunchHandled, language: before }: ContentProgress,
  language: string | undefined,
): boolean {
  if (!firstLaunchHandled || before === undefined || language === undefined) return false
  return !isSameLanguage(before, language)
}
