import { abortable } from '../../src-shared/base/cancellation'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { DownloaderExtension } from '../extension/downloader-extension'
import { eachInTurns } from '../platform/next-turn'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import { AutomaticChoice } from './automatic-choice'
import type { CatalogWatch } from './catalog-watch'
import type { ContentSchedule } from './content-schedule'
import type { Library } from './library'
import type { LimitSettings } from './limit-settings'

/** What one check for updates set off, and nothing that was under way before. */
export interface UpdateCheck {
  readonly updatingIDs: readonly AssetPackID[]
  readonly removedIDs: readonly AssetPackID[]
}

/** Checks for updates, for whoever asks: the app, or the system by itself. One check at a time. */
export class UpdateChecker {
  readonly #catalog: CatalogWatch
  readonly #store: AssetPackStore
  readonly #downloads: PackDownloads
  readonly #content: ContentSchedule
  readonly #library: Library
  readonly #limits: Pick<LimitSettings, 'current'>
  readonly #extension: Pick<DownloaderExtension, 'declined'> | undefined
  /** The end of the checks so far: what one sets off, the next finds under way. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(options: {
    readonly catalog: CatalogWatch
    readonly store: AssetPackStore
    readonly downloads: PackDownloads
    readonly content: ContentSchedule
    readonly library: Library
    readonly limits: Pick<LimitSettings, 'current'>
    /** Says which packs may come by themselves; without one all may. */
    readonly extension?: Pick<DownloaderExtension, 'declined'> | undefined
  }) {
    this.#catalog = options.catalog
    this.#store = options.store
    this.#downloads = options.downloads
    this.#content = options.content
    this.#library = options.library
    this.#limits = options.limits
    this.#extension = options.extension
  }

  /**
   * Asks the host, registers the packs of content requests that wait, registers updates of what is here and not pinned,
   * and removes what is no longer offered. Resolves when all is registered.
   *
   * The app's extension is asked about the packs of the content request; about updates, too, when the system checks by
   * itself, and then only as far as updates need not wait for somebody to ask. A signal that aborts ends its questions, and
   * with them the check.
   */
  async check(asker: 'app' | 'system', signal: AbortSignal | undefined): Promise<UpdateCheck> {
    const manifest = await this.#catalog.refresh(signal)
    const check = this.#line.then(() => this.#apply(manifest, asker, signal))
    this.#line = check.catch(() => undefined)
    return abortable(check, signal)
  }

  /** Brings what is in the queue already in line with a fresh list, and nothing else. */
  async look(signal: AbortSignal | undefined): Promise<UpdateCheck> {
    const manifest = await this.#catalog.refresh(signal)
    this.#downloads.reconcile((id) => manifest.assetPack(id))
    return { updatingIDs: [], removedIDs: [] }
  }

  async #apply(
    manifest: AssetPackManifest,
    asker: 'app' | 'system',
    signal: AbortSignal | undefined,
  ): Promise<UpdateCheck> {
    const choice = new AutomaticChoice(this.#extension, signal)
    this.#downloads.reconcile((id) => manifest.assetPack(id))
    await this.#content.answer(manifest, choice, asker === 'system')
    if (asker === 'system') await choice.ask(this.#wantedUpdates(manifest))
    const updatingIDs: AssetPackID[] = []
    const removedIDs: AssetPackID[] = []
    await eachInTurns(this.#store.installedPacks(), async ({ assetPack: local }) => {
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

  #wantedUpdates(manifest: AssetPackManifest): readonly AssetPack[] {
    return this.#store.installedPacks().flatMap(({ assetPack: local }) => {
      const offered = manifest.assetPack(local.id)
      return offered !== undefined && this.#wantsUpdate(local, offered) && this.#isUnasked(offered)
        ? offered
        : []
    })
  }

  async #remove(id: AssetPackID): Promise<void> {
    await this.#downloads.cancel(id)
    await this.#store.remove(id)
    this.#library.changed(id)
  }

  #wantsUpdate(local: AssetPack, offered: AssetPack): boolean {
    if (offered.version <= local.version || this.#isUnderWay(local.id)) return false
    return this.#store.pinnedVersion(local.id) === undefined
  }

  #maySystemUpdate(offered: AssetPack, choice: AutomaticChoice): boolean {
    return this.#isUnasked(offered) && choice.allows(offered)
  }

  /** Whether the person lets updates of such a pack come unasked. */
  #isUnasked({ policy }: AssetPack): boolean {
    return this.#limits.current.updatesOnRequest !== true || policy.kind === 'essential'
  }

  #isUnderWay(id: AssetPackID): boolean {
    const download = this.#downloads.download(id)
    return download !== undefined && download.state.kind !== 'failed'
  }
}
