import * as z from 'zod'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { TrustMarks, TrustMarkStore } from '../catalog/catalog'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'catalog.trustMarks'
const mark = z.int().min(0)
const marksSchema = z.object({
  root: mark,
  timestamp: mark,
  snapshot: mark,
  targets: mark,
  lastSeen: z.number().min(0),
})

/** Keeps the catalog's trust marks among the store's durable values: deleting the metadata folder rolls nothing back. */
export class TrustMarkValues implements TrustMarkStore {
  readonly #values: DurableValues

  constructor(values: DurableValues) {
    this.#values = values
  }

  /** @throws `stateDamaged` when what is kept cannot be read: forgetting the marks would allow a rollback. */
  read(): TrustMarks | undefined {
    const text = this.#values.get(valueName)
    if (text === undefined) return undefined
    try {
      return marksSchema.parse(JSON.parse(text))
    } catch (cause) {
      throw new AssetPackError('stateDamaged', 'The record of trusted versions cannot be read.', { cause })
    }
  }

  raise(marks: TrustMarks): void {
    const kept = this.read()
    const raised: TrustMarks = {
      root: Math.max(marks.root, kept?.root ?? 0),
      timestamp: Math.max(marks.timestamp, kept?.timestamp ?? 0),
      snapshot: Math.max(marks.snapshot, kept?.snapshot ?? 0),
      targets: Math.max(marks.targets, kept?.targets ?? 0),
      lastSeen: Math.max(marks.lastSeen, kept?.lastSeen ?? 0),
    }
    this.#values.set(valueName, JSON.stringify(raised))
  }

  recover(marks: TrustMarks): void {
    const lastSeen = Math.max(marks.lastSeen, this.read()?.lastSeen ?? 0)
    this.#values.set(valueName, JSON.stringify({ ...marks, lastSeen }))
  }
}
