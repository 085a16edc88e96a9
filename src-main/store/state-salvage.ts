import { openSqliteDatabase } from '../platform/sqlite-database'
import type { StateContent, TextRow } from './state-rows'

/**
 * What can still be read of a damaged database: downloads and values, all or some of them. Never fails; what is there
 * was durable once.
 */
export async function salvageState(path: string): Promise<Pick<StateContent, 'downloads' | 'values'>> {
  const readable = await openSqliteDatabase(path).catch(() => undefined)
  if (readable === undefined) return { downloads: [], values: [] }
  const rows = (table: string): readonly TextRow[] => {
    try {
      return readable.all(`SELECT * FROM ${table}`).flatMap(asTextRow)
    } catch {
      // Damaged here too; the caller's log says that the database was.
      return []
    }
  }
  const salvaged = { downloads: rows('downloads'), values: rows('durable_values') }
  readable.close()
  return salvaged
}

function asTextRow(row: unknown): readonly TextRow[] {
  const [name, value] = Object.values(row as object) as readonly unknown[]
  return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : []
}
