import * as z from 'zod'
import { AssetPack, assetPackSchema } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { serializedErrorSchema } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import type { DownloadRecord, DownloadRecordTable } from './asset-pack-store'
import type { StateDatabase } from './state-database'

const recordSchema = z.object({
  formatVersion: z.literal(1),
  assetPack: assetPackSchema,
  priority: z.int().min(-100).max(100),
  origin: z.enum(['essential', 'foreground', 'prefetch', 'update']),
  paused: z.boolean(),
  lowSpace: z.boolean().optional(),
  file: z
    .object({ path: z.string(), mayUseNetwork: z.boolean(), indexSha256: z.string().optional() })
    .optional(),
  error: serializedErrorSchema.optional(),
  lastFailure: serializedErrorSchema.optional(),
  sequence: z.int().min(0),
  costs: z
    .object({
      milliseconds: z.number().min(0),
      bytesFetched: z.number().min(0),
      requests: z.number().min(0),
      isRest: z.literal(true).optional(),
    })
    .optional(),
  reached: z
    .object({
      fetchedBytes: z.number().min(0),
      totalFetchBytes: z.number().min(0),
      fraction: z.number().min(0).max(1),
    })
    .optional(),
})

/** Downloads in the state database, one row for each pack. */
export class DownloadRecords implements DownloadRecordTable {
  readonly #state: StateDatabase
  readonly #records: Map<string, DownloadRecord>

  constructor(state: StateDatabase, logger: Logger) {
    this.#state = state
    const readable = state.downloadRecords().flatMap((text) => {
      const record = parseRecord(text)
      // A download that cannot be read is asked for again by whoever wants it; nothing that is installed depends on it.
      if (record === undefined)
        logger.log('warn', 'A remembered download could not be read', { record: text.slice(0, 200) })
      return record ?? []
    })
    this.#records = new Map(readable.map((record) => [assetPackIDKey(record.assetPack.id), record]))
  }

  all(): readonly DownloadRecord[] {
    return [...this.#records.values()].sort((a, b) => a.sequence - b.sequence)
  }

  put(record: DownloadRecord): void {
    const key = assetPackIDKey(record.assetPack.id)
    this.#state.putDownload(key, JSON.stringify({ formatVersion: 1, ...record }))
    this.#records.set(key, record)
  }

  delete(id: AssetPackID): void {
    const key = assetPackIDKey(id)
    if (!this.#records.has(key)) return
    this.#state.deleteDownload(key)
    this.#records.delete(key)
  }
}

function parseRecord(text: string): DownloadRecord | undefined {
  try {
    const { formatVersion: _, assetPack, ...record } = recordSchema.parse(JSON.parse(text))
    return { assetPack: new AssetPack(assetPack), ...record }
  } catch {
    // The caller says so in the log, with the text.
    return undefined
  }
}
