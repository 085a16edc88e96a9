import { abortable } from '../../src-shared/base/cancellation'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { DownloaderExtension } from '../extension/downloader-extension'
import { isSameLanguage } from '../../src-shared/domain/language'
import { eachInTurns } from '../platform/next-turn'
import { SerialQueue } from '../platform/serial-queue'
import { isQueued } from '../scheduling/managed-download'
import type { PackDownloads } from '../scheduling/pack-downloads'
import { AutomaticChoice } from './automatic-choice'
import type { CatalogWatch } from './catalog-watch'
import type { ContentSchedule } from './content-schedule'
import { isUpdatedUnasked, type LimitSettings } from './limit-settings'
import { RunningCalls } from './running-calls'
import type { StayingPacks } from './staying-packs'

/** What one check for updates set off, and nothing that was under way before. */
export interface UpdateCheck {
  readonly updatingIDs: readonly AssetPackID[]
  readonly removedIDs: readonly AssetPackID[]
}

/** Checks for updates, for whoever asks: the app, or the system by itself. One check at a time. */
export class UpdateChecker {
  readonly #catalog: CatalogWatch
  readonly #store: Pick<StayingPacks, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
  readonly #downloads: PackDownloads
  readonly #content: ContentSchedule
  readonly #remove: (id: AssetPackID) => Promise<void>
  readonly #limits: Pick<LimitSettings, 'current'>
  readonly #extension: Pick<DownloaderExtension, 'declined'> | undefined
  /** One after the other: what one check sets off, the next finds under way. */
  readonly #line = new SerialQueue()
  readonly #running = new RunningCalls()
  /** Checks that wait for the list: what comes then is theirs. */
  #asking = 0
  /** The version of the list that a check acted on last. */
  #actedOn: number | undefined

  constructor(options: {
    readonly catalog: CatalogWatch
    readonly store: Pick<StayingPacks, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
    readonly downloads: PackDownloads
    readonly content: ContentSchedule
    /** Removes an installed pack with everything that works on it. */
    readonly remove: (id: AssetPackID) => Promise<void>
    readonly limits: Pick<LimitSettings, 'current'>
    /** Says which packs may come by themselves; without one all may. */
    readonly extension?: Pick<DownloaderExtension, 'declined'> | undefined
  }) {
    this.#catalog = options.catalog
    this.#store = options.store
    this.#downloads = options.downloads
    this.#content = options.content
    this.#remove = options.remove
    this.#limits = options.limits
    this.#extension = options.extension
  }

  /**
   * Asks the host, registers the packs of content requests that wait, registers updates of what is here and not pinned,
   * and removes what is no longer offered. Resolves when all is registered.
   *
   * The app's extension is asked about the packs of the content request; about updates, too, when the system checks by
   * itself, and then only as far as updates need not wait for somebody to ask. A signal that aborts ends its questions and
   * the check: nothing more is registered or removed then.
   */
  check(asker: 'app' | 'system', signal: AbortSignal | undefined): Promise<UpdateCheck> {
    return this.#running.run(async (open) => {
      const manifest = await this.#fresh(open)
      const applied = this.apart(() => this.#apply(manifest, asker, open))
      // What was not registered is left to the next one that looks.
      applied.catch(() => {
        this.#actedOn = undefined
      })
      return abortable(applied, open)
    }, signal)
  }

  /** Whether a list came that no check has seen, and that offers updates which come by themselves. */
  get isBehind(): boolean {
    if (this.#asking > 0) return false
    const manifest = this.#catalog.lastGood()
    if (manifest === undefined || manifest.version === this.#actedOn) return false
    return this.#wantedUpdates(manifest).length > 0
  }

  /** Runs `work` while no check does. */
  apart<T>(work: () => Promise<T>): Promise<T> {
    return this.#line.run(work)
  }

  /** Ends the checks, and waits until they have ended. */
  async close(reason?: AssetPackError): Promise<void> {
    await this.#running.close(reason)
    await this.#line.whenIdle()
  }

  /** Brings what is in the queue already in line with a fresh list, and nothing else. */
  async look(signal: AbortSignal | undefined): Promise<UpdateCheck> {
    const manifest = await this.#catalog.refresh(signal)
    this.#downloads.reconcile((id) => manifest.assetPack(id))
    return { updatingIDs: [], removedIDs: [] }
  }

  async #fresh(signal: AbortSignal): Promise<AssetPackManifest> {
    this.#asking += 1
    try {
      const manifest = await this.#catalog.refresh(signal)
      this.#actedOn = manifest.version
      return manifest
    } finally {
      this.#asking -= 1
    }
  }

  async #apply(
    manifest: AssetPackManifest,
    asker: 'app' | 'system',
    signal: AbortSignal,
  ): Promise<UpdateCheck> {
    signal.throwIfAborted()
    const choice = new AutomaticChoice({ extension: this.#extension, downloads: this.#downloads, signal })
    this.#downloads.reconcile((id) => manifest.assetPack(id))
    const updatingIDs = [...(await this.#answer(manifest, choice, asker))]
    if (asker === 'system') await choice.ask(this.#wantedUpdates(manifest))
    const removedIDs: AssetPackID[] = []
    await eachInTurns(this.#store.installedPacks(), async ({ assetPack: { id } }) => {
      signal.throwIfAborted()
      // As it is at this turn: somebody may have removed or updated it meanwhile.
      const local = this.#store.installedPack(id)?.assetPack
      if (local === undefined) return
      const offered = manifest.assetPack(local.id)
      if (offered === undefined) {
        await this.#remove(local.id)
        removedIDs.push(local.id)
      } else if (
        this.#wantsUpdate(local, offered) &&
        (asker === 'app' || this.#maySystemUpdate(offered, choice))
      ) {
        this.#downloads.schedule(offered, { origin: 'update' })
        updatingIDs.push(offered.id)
      }
    })
    return { updatingIDs, removedIDs }
  }

  /** Again as long as somebody sets another language meanwhile: the packs of that one are due then. */
  async #answer(
    manifest: AssetPackManifest,
    choice: AutomaticChoice,
    asker: 'app' | 'system',
  ): Promise<readonly AssetPackID[]> {
    const updatingIDs: AssetPackID[] = []
    for (let answered = manifest; ;) {
      updatingIDs.push(...(await this.#content.answer(answered, choice, asker === 'system')))
      const now = this.#catalog.lastGood()?.resolvedLanguage
      if (now === undefined || isSameLanguage(now, answered.resolvedLanguage ?? '')) return updatingIDs
      answered = manifest.withLanguages(this.#catalog.lastGood()?.languages ?? manifest.languages)
    }
  }

  #wantedUpdates(manifest: AssetPackManifest): readonly AssetPack[] {
    return this.#store.installedPacks().flatMap(({ assetPack: local }) => {
      const offered = manifest.assetPack(local.id)
      return offered !== undefined && this.#wantsUpdate(local, offered) && this.#isUnasked(offered)
        ? offered
        : []
    })
  }

  #wantsUpdate(local: AssetPack, offered: AssetPack): boolean {
    if (offered.version <= local.version || isQueued(this.#downloads.download(local.id))) return false
    return this.#store.pinnedVersion(local.id) === undefined
  }

  #maySystemUpdate(offered: AssetPack, choice: AutomaticChoice): boolean {
    return this.#isUnasked(offered) && choice.allows(offered)
  }

  #isUnasked(offered: AssetPack): boolean {
    return isUpdatedUnasked(offered, this.#limits.current)
  }
}
