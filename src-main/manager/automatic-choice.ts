import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { DownloaderExtension } from '../extension/downloader-extension'
import { isQueued } from '../scheduling/managed-download'
import type { PackDownloads } from '../scheduling/pack-downloads'

/**
 * What the app's extension says, during one check, to the packs that would come by themselves. Each is asked about once,
 * whatever it would come for. Without an extension all may come.
 */
export class AutomaticChoice {
  readonly #extension: Pick<DownloaderExtension, 'declined'> | undefined
  readonly #downloads: Pick<PackDownloads, 'download'>
  /** Ends the check. */
  readonly signal: AbortSignal | undefined
  readonly #asked = new Set<string>()
  readonly #declined = new Set<string>()

  constructor(options: {
    readonly extension?: Pick<DownloaderExtension, 'declined'> | undefined
    readonly downloads: Pick<PackDownloads, 'download'>
    readonly signal?: AbortSignal | undefined
  }) {
    this.#extension = options.extension
    this.#downloads = options.downloads
    this.signal = options.signal
  }

  /**
   * The plan when all of it was asked about: what is declined leaves its allowance to others, which are asked about then. What
   * is in the queue is not in question: somebody asked for it, or it was allowed.
   *
   * @param planned - The plan as far as the choice is known.
   * @throws the signal's reason.
   */
  async settled<Plan extends { readonly assetPacks: readonly AssetPack[] }>(
    planned: () => Plan,
  ): Promise<Plan> {
    let plan = planned()
    while (await this.ask(plan.assetPacks.filter(({ id }) => !isQueued(this.#downloads.download(id)))))
      plan = planned()
    return plan
  }

  /**
   * Asks about those that were not asked about yet; whether there were any.
   *
   * @throws the signal's reason.
   */
  async ask(assetPacks: readonly AssetPack[]): Promise<boolean> {
    const fresh = assetPacks.filter(({ hash }) => !this.#asked.has(hash))
    if (this.#extension === undefined || fresh.length === 0) return false
    const declined = await this.#extension.declined(fresh, this.signal)
    for (const { hash } of fresh) this.#asked.add(hash)
    for (const { hash } of declined) this.#declined.add(hash)
    return true
  }

  /** Whether the pack may not come, as far as it was asked about. */
  readonly isDeclined = ({ hash }: AssetPack): boolean => this.#declined.has(hash)

  /** Whether the pack may come; what was not asked about waits for the next check. */
  allows(assetPack: AssetPack): boolean {
    if (this.#extension === undefined) return true
    return this.#asked.has(assetPack.hash) && !this.isDeclined(assetPack)
  }
}
