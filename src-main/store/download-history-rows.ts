import {
  keptHistoryEntrySchema,
  type DownloadHistoryEntry,
  type NumberedHistoryEntry,
} from '../../src-shared/domain/download-history'
import type { DownloadHistoryTable } from './asset-pack-store'
import type { StateDatabase } from './state-database'

/** More are of no use to anybody, and the window is sent all of them. */
const mostRows = 200

/** The downloads that have ended, in the state database. */
export class DownloadHistoryRows implements DownloadHistoryTable {
  readonly #state: StateDatabase
  #entries: readonly NumberedHistoryEntry[] | undefined

  constructor(state: StateDatabase) {
    this.#state = state
  }

  all(): readonly NumberedHistoryEntry[] {
    this.#entries ??= this.#state.historyRows().flatMap(({ number, entry }) => parseEntry(number, entry))
    return this.#entries
  }

  add(entry: DownloadHistoryEntry): void {
    this.#state.addHistoryRow(JSON.stringify(entry), mostRows)
    this.#entries = undefined
  }

  clear(): void {
    this.#state.clearHistory()
    this.#entries = undefined
  }
}

/** A row that cannot be read is not shown: nothing depends on it. */
function parseEntry(number: number, text: string): readonly NumberedHistoryEntry[] {
  try {
    return [{ ...keptHistoryEntrySchema.parse(JSON.parse(text)), number }]
  } catch {
    return []
  }
}
