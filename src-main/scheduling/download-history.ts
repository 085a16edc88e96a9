import { Emitter } from '../../src-shared/base/emitter'
import type { DownloadHistoryEntry, NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { DownloadEvent } from '../../src-shared/domain/download-state'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { InstallReport } from '../installation/install-request'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { DownloadHistoryTable } from '../store/asset-pack-store'
import type { DownloadEnding } from './download-table'

/** What a {@link DownloadHistory} works with. */
export interface DownloadHistoryOptions {
  readonly table: DownloadHistoryTable
  readonly clock: Clock
  readonly logger: Logger
}

/** Remembers how downloads ended and what they cost. */
export class DownloadHistory {
  /** Something was added or taken away. */
  readonly changes: Emitter<void>
  readonly #options: DownloadHistoryOptions

  constructor(options: DownloadHistoryOptions) {
    this.#options = options
    this.changes = new Emitter((error) => {
      options.logger.log('error', 'A listener failed', { error: toAssetPackError(error).message })
    })
  }

  /** Newest first. */
  entries(): readonly NumberedHistoryEntry[] {
    return this.#options.table.all()
  }

  clear(): void {
    this.#options.table.clear()
    this.changes.emit()
  }

  /** Adds a download that has ended. A disk that is full must not undo the ending: then it is only logged. */
  add(ending: DownloadEnding): void {
    const { table, clock, logger } = this.#options
    try {
      table.add(historyEntry(ending, clock.now()))
    } catch (error) {
      const { id } = ending.download.assetPack
      logger.log('warn', 'The end of a download could not be remembered', {
        id,
        code: toAssetPackError(error).code,
      })
    }
    this.changes.emit()
  }
}

/** What is remembered of a download that ended at `endedAt`. */
export function historyEntry({ download, event }: DownloadEnding, endedAt: number): DownloadHistoryEntry {
  const { assetPack, costs, fromVersion, report } = download
  const { milliseconds, bytesFetched, requests } = costs.total
  return {
    id: assetPack.id,
    title: packTitle(assetPack),
    version: assetPack.version,
    ...(fromVersion === undefined || fromVersion === assetPack.version ? {} : { fromVersion }),
    endedAt,
    seconds: milliseconds / 1_000,
    bytesFetched,
    requests,
    ...outcomeOf(event, report),
  }
}

function outcomeOf(
  event: Extract<DownloadEvent, { readonly kind: 'installed' | 'failed' }>,
  report: InstallReport | undefined,
): Pick<DownloadHistoryEntry, 'outcome' | 'bytesReused' | 'detours' | 'error'> {
  if (event.kind === 'installed') {
    const { bytesReused = 0, detours = [] } = report ?? {}
    return { outcome: 'finished', bytesReused, detours }
  }
  const { error } = event
  if (error.code === 'cancelled') return { outcome: 'cancelled', bytesReused: 0, detours: [] }
  return { outcome: 'failed', bytesReused: 0, detours: [], error }
}
