import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { DownloadProgress } from '../../src-shared/domain/download-status-update'
import { isUnreachableCode } from '../../src-shared/domain/unreachable'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { CatalogWatch } from './catalog-watch'

/**
 * Lets the list be asked for when a download hears otherwise of the host than the last look at the list did: it falls silent
 * while the host counts as reachable, or brings bytes while it does not. Only the list's answer changes what is said; once it says
 * that the host is back, no download waits for its own next attempt to find that out.
 */
export class ConnectionDoubts {
  readonly #catalog: Pick<CatalogWatch, 'connection' | 'doubt' | 'changes'>
  readonly #downloads: Pick<PackDownloads, 'download' | 'changes' | 'traffic' | 'hostAnswers'>
  readonly #subscriptions: readonly Unsubscribe[]
  /** Downloads whose silence has been a reason to ask: one is enough, for what is behind it need not be the host. */
  readonly #askedFor = new Set<AssetPackID>()
  #wasUnreachable: boolean

  constructor(parts: {
    readonly catalog: Pick<CatalogWatch, 'connection' | 'doubt' | 'changes'>
    readonly downloads: Pick<PackDownloads, 'download' | 'changes' | 'traffic' | 'hostAnswers'>
  }) {
    this.#catalog = parts.catalog
    this.#downloads = parts.downloads
    this.#wasUnreachable = parts.catalog.connection === 'unreachable'
    this.#subscriptions = [
      parts.catalog.changes.subscribe(() => {
        this.#heard()
      }),
      parts.downloads.changes.subscribe((id) => {
        this.#changed(id)
      }),
      parts.downloads.traffic.subscribe(({ arrivedBytes }) => {
        if (arrivedBytes > 0 && this.#catalog.connection === 'unreachable') this.#catalog.doubt()
      }),
    ]
  }

  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
  }

  #heard(): void {
    const { connection } = this.#catalog
    const isBack = this.#wasUnreachable && connection === 'online'
    this.#wasUnreachable = connection === 'unreachable'
    if (isBack) this.#downloads.hostAnswers()
  }

  #changed(id: AssetPackID): void {
    if (!isSilence(this.#downloads.download(id)?.progress)) {
      this.#askedFor.delete(id)
    } else if (this.#catalog.connection === 'online' && !this.#askedFor.has(id)) {
      this.#askedFor.add(id)
      this.#catalog.doubt()
    }
  }
}

/** Whether a download says that its host does not answer. */
function isSilence(progress: DownloadProgress | undefined): boolean {
  if (progress === undefined) return false
  const { stall, waitingFor, waitingBecause } = progress
  if (stall !== undefined) return true
  // The attempt after the wait has not heard anything yet.
  return waitingFor === 'retry' && waitingBecause !== undefined && isUnreachableCode(waitingBecause)
}
