import type { DownloadState } from '../../src-shared/domain/download-state'
import type { DownloadRecord, DownloadRecordTable } from '../store/asset-pack-store'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'

/** A remembered download and the state in which it goes on. */
export interface JournalEntry {
  readonly record: DownloadRecord
  readonly state: DownloadState
}

/** Remembers downloads across restarts: what was paused stays paused, what failed stays told, the rest goes on and says why it
 * has not ended yet. */
export class DownloadJournal {
  readonly #records: DownloadRecordTable
  #sequence: number

  constructor(records: DownloadRecordTable) {
    this.#records = records
    this.#sequence = records.all().reduce((highest, { sequence }) => Math.max(highest, sequence), 0)
  }

  /** What an earlier process left, in the order of asking. */
  entries(): readonly JournalEntry[] {
    return [...this.#records.all()]
      .sort((first, second) => first.sequence - second.sequence)
      .map((record) => ({ record, state: restoredState(record) }))
  }

  /** The number of the next request. */
  nextSequence(): number {
    this.#sequence += 1
    return this.#sequence
  }

  /** Durable when it returns. */
  write(record: DownloadRecord): void {
    this.#records.put(record)
  }

  /** Durable when it returns. */
  erase(id: AssetPackID): void {
    this.#records.delete(id)
  }
}

function restoredState(record: DownloadRecord): DownloadState {
  if (record.error !== undefined) return { kind: 'failed', error: record.error }
  if (record.paused) return { kind: 'paused' }
  const { lastFailure } = record
  return { kind: 'waiting', reason: 'queue', ...(lastFailure && { because: lastFailure.code }) }
}
