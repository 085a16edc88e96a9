import { abortable } from '../../src-shared/base/cancellation'
import { isSameLanguage } from '../../src-shared/domain/language'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { Configuration } from '../../src-shared/domain/configuration'
import { AssetPackError } from '../../src-shared/domain/errors'
import { contentPlan, type ContentPlan } from '../planning/content-plan'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { DownloaderExtension } from '../extension/downloader-extension'
import { AutomaticChoice } from './automatic-choice'
import type { AutomaticPacks } from './automatic-packs'
import type { CatalogWatch } from './catalog-watch'
import type { ContentSchedule } from './content-schedule'
import { LocalAvailabilityError } from './local-availability-error'
import { RunningCalls } from './running-calls'
import { settledAvailability } from './settled-availability'
import type { StayingPacks } from './staying-packs'

/** What bringing the localized packs in line with the language came to. */
export interface ReconciledLanguage {
  /** The resolved language; absent when none fits, and nothing was done. */
  readonly language?: string | undefined
  /** Packs that were missing and have come. */
  readonly downloadedIDs: readonly AssetPackID[]
  /** Packs of other languages that were removed. */
  readonly removedIDs: readonly AssetPackID[]
}

/** What a {@link LanguageReconciliation} works with. */
export interface LanguageReconciliationOptions {
  readonly catalog: Pick<CatalogWatch, 'manifest' | 'lastGood'>
  readonly store: Pick<AssetPackStore, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
  /** What is missing is so by these. */
  readonly staying: Pick<StayingPacks, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
  readonly downloads: Pick<PackDownloads, 'download' | 'request' | 'cancel'>
  readonly automatic: AutomaticPacks
  readonly content: Pick<ContentSchedule, 'languageHandled'>
  readonly configuration: Configuration
  /** Says which packs may come by themselves; without one all may. */
  readonly extension?: Pick<DownloaderExtension, 'declined'> | undefined
  /** Removes an installed pack with everything that works on it. */
  readonly remove: (id: AssetPackID) => Promise<void>
  /** Runs while no check for updates does: both write down what was acted on. */
  readonly apart: <T>(work: () => Promise<T>) => Promise<T>
}

/** Brings the localized packs in line with the resolved language. See `AssetPackManager.reconcilePreferredLanguages`. */
export class LanguageReconciliation {
  readonly #options: LanguageReconciliationOptions
  readonly #running = new RunningCalls()

  constructor(options: LanguageReconciliationOptions) {
    this.#options = options
  }

  /** @throws LocalAvailabilityError, before anything is removed; the signal's reason. */
  run(signal: AbortSignal | undefined): Promise<ReconciledLanguage> {
    return this.#running.run((open) => this.#run(open), signal)
  }

  /** Ends what runs, and waits until it has. */
  close(reason?: AssetPackError): Promise<void> {
    return this.#running.close(reason)
  }

  async #run(signal: AbortSignal): Promise<ReconciledLanguage> {
    const { catalog, apart } = this.#options
    const manifest = await catalog.manifest(signal)
    const language = manifest.resolvedLanguage
    if (language === undefined) return { downloadedIDs: [], removedIDs: [] }
    const { assetPacks, refused } = await abortable(
      apart(() => this.#register(manifest, language, signal)),
      signal,
    )
    const { successes, failures } = await settledAvailability(assetPacks, (assetPack) =>
      this.#ensure(assetPack, signal),
    )
    signal.throwIfAborted()
    const all = new Map([
      ...failures,
      ...refused.map(({ assetPack, code }) => [assetPack, tooLarge(assetPack, code)] as const),
    ])
    if (all.size > 0) throw new LocalAvailabilityError(successes, all)
    const removedIDs = await this.#removeOthers(language, signal)
    return { language, downloadedIDs: successes.map(({ id }) => id), removedIDs }
  }

  /** Puts what is missing into the queue, and writes down that the change of language was acted on. */
  async #register(manifest: AssetPackManifest, language: string, signal: AbortSignal): Promise<ContentPlan> {
    const { automatic, content, extension, downloads } = this.#options
    signal.throwIfAborted()
    const choice = new AutomaticChoice({ extension, downloads, signal })
    const plan = await automatic.settled(
      () => choice.settled(() => this.#missing(manifest, language, choice)),
      signal,
    )
    await automatic.schedule(plan.assetPacks)
    const declined = manifest.automaticAssetPacks('languageChange').filter(choice.isDeclined)
    content.languageHandled(
      language,
      declined.map(({ id }) => id),
    )
    return plan
  }

  /** What is about to be removed does not count against the limits on installed bytes. */
  #missing(manifest: AssetPackManifest, language: string, choice: AutomaticChoice): ContentPlan {
    const { staying, automatic, configuration } = this.#options
    const installed = staying.installedPacks().map(({ assetPack }) => assetPack)
    const { assetPacks, refused } = contentPlan({
      manifest,
      requests: ['languageChange'],
      configuration,
      installed: installed.filter((assetPack) => !this.#isUnneeded(assetPack, language)),
      underWay: automatic.underWay().filter((assetPack) => !this.#isUnneeded(assetPack, language)),
      cameByItself: (id) => automatic.has(id),
      isPinned: (id) => staying.pinnedVersion(id) !== undefined,
      isBeforeFirstLaunchEnds: false,
      earlier: [],
      isDeclined: choice.isDeclined,
    })
    const isMissing = ({ id }: AssetPack): boolean => staying.installedPack(id) === undefined
    return {
      assetPacks: assetPacks.filter(isMissing),
      refused: refused.filter(({ assetPack }) => isMissing(assetPack)),
    }
  }

  async #ensure(assetPack: AssetPack, signal: AbortSignal): Promise<void> {
    const { store, downloads } = this.#options
    if (store.installedPack(assetPack.id) !== undefined) return
    await downloads.request(assetPack, { origin: 'foreground', signal })
  }

  /** Ends as soon as another language is set: which packs that one needs, only the next call knows. */
  async #removeOthers(language: string, signal: AbortSignal): Promise<readonly AssetPackID[]> {
    const { catalog, store, downloads, automatic, remove } = this.#options
    const isStillWanted = (): boolean => isSameLanguage(catalog.lastGood()?.resolvedLanguage ?? '', language)
    for (const assetPack of automatic.underWay())
      if (isStillWanted() && this.#isUnneeded(assetPack, language)) await downloads.cancel(assetPack.id)
    const removedIDs: AssetPackID[] = []
    for (const { assetPack } of store.installedPacks()) {
      if (!isStillWanted() || !this.#isUnneeded(assetPack, language)) continue
      signal.throwIfAborted()
      await remove(assetPack.id)
      removedIDs.push(assetPack.id)
    }
    return removedIDs
  }

  #isUnneeded({ id, language }: AssetPack, wanted: string): boolean {
    const { store, automatic } = this.#options
    if (language === undefined || isSameLanguage(language, wanted)) return false
    return automatic.has(id) && store.pinnedVersion(id) === undefined
  }
}

function tooLarge({ id, installedSize }: AssetPack, code: AssetPackError['code']): AssetPackError {
  return new AssetPackError(
    code,
    `"${id}" is larger than the configuration lets packs be that come by themselves.`,
    {
      details: { assetPackID: id, installedSize },
    },
  )
}
