import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import { abortable } from '../../src-shared/base/cancellation'
import { Emitter } from '../../src-shared/base/emitter'
import { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { ConnectionState, LibraryFacts } from '../../src-shared/domain/library'
import type { PlatformName } from '../../src-shared/domain/platform-name'
import { isUnreachable } from '../../src-shared/domain/unreachable'
import type { Catalog } from '../catalog/catalog'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { SystemConditions } from '../platform/system-conditions'
import type { LanguageSettings } from './language-settings'

/** Milliseconds for which a list counts as fresh when nobody insists. */
const freshMs = 60_000
/**
 * Milliseconds for which a host that did not answer, or of which somebody heard otherwise, is not asked again when nobody
 * insists.
 */
const unreachableMs = 10_000

/**
 * Asks the catalog, at most once at a time, and remembers how that went. Leaves out packs for other systems; sees the others
 * with the languages that are wanted now.
 */
export class CatalogWatch {
  /** Something that {@link CatalogWatch.facts} or {@link CatalogWatch.lastGood} says has changed. */
  readonly changes: Emitter<void>
  readonly #catalog: Catalog
  readonly #conditions: SystemConditions
  readonly #clock: Clock
  readonly #platform: PlatformName | undefined
  readonly #languages: Pick<LanguageSettings, 'current'>
  readonly #stopping = new AbortController()
  readonly #stopWatching: () => void
  #manifest: AssetPackManifest | undefined
  #refreshing: Promise<AssetPackManifest> | undefined
  #checkedAt: number | undefined
  /** On the clock that counts the time asleep: what was fresh before it is not after it. */
  #triedAt = Number.NEGATIVE_INFINITY
  #checkError: AssetPackError | undefined
  /** There was no network when the list was wanted last: that says nothing of the host. */
  #askedWithoutNetwork = false
  /** Takes back the timer that asks again after a doubt, while there is one. */
  #cancelDoubt: (() => void) | undefined

  constructor(options: {
    readonly catalog: Catalog
    readonly conditions: SystemConditions
    readonly clock: Clock
    readonly logger: Logger
    /** Packs meant only for other systems are not offered. `undefined` = all are. */
    readonly platform?: PlatformName | undefined
    readonly languages: Pick<LanguageSettings, 'current'>
  }) {
    this.#catalog = options.catalog
    this.#conditions = options.conditions
    this.#clock = options.clock
    this.#platform = options.platform
    this.#languages = options.languages
    this.changes = new Emitter((error) => {
      options.logger.log('error', 'A listener failed', { error: toAssetPackError(error).message })
    })
    const kept = options.catalog.lastGood()
    this.#manifest = kept === undefined ? undefined : this.#offered(kept)
    this.#stopWatching = options.conditions.subscribe(() => {
      this.changes.emit()
      if (this.#askedWithoutNetwork && options.conditions.current().online) this.doubt()
    })
  }

  /** The last good list, without asking anybody. */
  lastGood(): AssetPackManifest | undefined {
    const languages = this.#languages.current
    if (this.#manifest !== undefined && this.#manifest.languages !== languages)
      this.#manifest = this.#manifest.withLanguages(languages)
    return this.#manifest
  }

  /** How the repository can be reached. */
  get connection(): ConnectionState {
    if (!this.#conditions.current().online) return 'offline'
    if (this.#askedWithoutNetwork) return 'unknown'
    if (this.#checkError !== undefined) return isUnreachable(this.#checkError) ? 'unreachable' : 'online'
    return this.#checkedAt === undefined ? 'unknown' : 'online'
  }

  /** Whether a download could start now, as far as is known. */
  get isReachable(): boolean {
    return this.connection === 'online' || this.connection === 'unknown'
  }

  /** What a window shows about the list. */
  get facts(): LibraryFacts {
    return {
      connection: this.connection,
      checking: this.#refreshing !== undefined,
      ...(this.#checkedAt === undefined ? {} : { checkedAt: this.#checkedAt }),
      ...(this.#checkError === undefined ? {} : { checkError: this.#checkError.toJSON() }),
    }
  }

  /**
   * The list: a fresh one when the host can be asked, else the last good one.
   *
   * @throws what {@link CatalogWatch.refresh} throws when there is no last good list, or the host's list cannot be
   * trusted.
   */
  async manifest(signal?: AbortSignal): Promise<AssetPackManifest> {
    signal?.throwIfAborted()
    const kept = this.lastGood()
    if (kept !== undefined && this.#isRecent) return kept
    try {
      return await this.refresh(signal)
    } catch (error) {
      if (kept === undefined || !isUnreachable(error)) throw error
      return kept
    }
  }

  /** The list as {@link CatalogWatch.manifest} gives it; `undefined` when there is none and the host cannot be asked. */
  async knownManifest(signal?: AbortSignal): Promise<AssetPackManifest | undefined> {
    try {
      return await this.manifest(signal)
    } catch (error) {
      if (isUnreachable(error)) return undefined
      throw error
    }
  }

  /**
   * Asks the host now, or joins who asks already. A caller that leaves does not stop the others.
   *
   * @throws what the catalog throws; `offline` without asking when there is no network.
   */
  async refresh(signal?: AbortSignal): Promise<AssetPackManifest> {
    signal?.throwIfAborted()
    this.#refreshing ??= this.#ask().finally(() => {
      this.#refreshing = undefined
      this.changes.emit()
    })
    this.changes.emit()
    return abortable(this.#refreshing, signal)
  }

  /**
   * Somebody heard otherwise of the host: asks it again, ten seconds after the last time at the earliest. Not when there is no
   * network by then: the host would count as gone once there is one again.
   */
  doubt(): void {
    if (this.#refreshing !== undefined || this.#cancelDoubt !== undefined) return
    const ask = (): void => {
      this.#cancelDoubt = undefined
      if (!this.#conditions.current().online) return
      // How it went is in the facts.
      this.refresh().catch(() => undefined)
    }
    const waitMs = this.#triedAt + unreachableMs - this.#clock.sinceBoot()
    if (waitMs > 0) this.#cancelDoubt = this.#clock.schedule(waitMs, ask)
    else ask()
  }

  /** Stops asking and waits until that has stopped. */
  async close(reason: AssetPackError = cancelledBecause('closed')): Promise<void> {
    this.#stopWatching()
    this.#answerDoubt()
    this.#stopping.abort(reason)
    await this.#refreshing?.catch(() => undefined)
  }

  /** Whether asking again would hardly bring anything else. */
  get #isRecent(): boolean {
    const age = this.#clock.sinceBoot() - this.#triedAt
    if (this.#checkError === undefined) return age < freshMs
    return isUnreachable(this.#checkError) && age < unreachableMs
  }

  #answerDoubt(): void {
    this.#cancelDoubt?.()
    this.#cancelDoubt = undefined
  }

  async #ask(): Promise<AssetPackManifest> {
    this.#answerDoubt()
    this.#askedWithoutNetwork = !this.#conditions.current().online
    try {
      if (this.#askedWithoutNetwork) throw new AssetPackError('offline', 'There is no network.')
      this.#manifest = this.#offered(await this.#catalog.refresh(this.#stopping.signal))
      this.#checkedAt = this.#clock.now()
      this.#checkError = undefined
      return this.#manifest
    } catch (error) {
      this.#checkError = toAssetPackError(error)
      throw this.#checkError
    } finally {
      this.#triedAt = this.#clock.sinceBoot()
    }
  }

  #offered(manifest: AssetPackManifest): AssetPackManifest {
    const platform = this.#platform
    const packs = manifest.assetPacks.filter(
      ({ platforms }) => platform === undefined || platforms.length === 0 || platforms.includes(platform),
    )
    return new AssetPackManifest(packs, manifest.version, this.#languages.current)
  }
}
