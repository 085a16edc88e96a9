/** One row of a table that keeps a pack under its key. */
export interface PackRow {
  readonly key: string
  readonly description: string
  readonly installed_at: number
}

/** One row of a table that keeps text under a name. */
export interface TextRow {
  readonly name: string
  readonly value: string
}

/** One row of the history of downloads. */
export interface HistoryRow {
  readonly number: number
  readonly entry: string
}

/** What a new database starts with. */
export interface StateContent {
  readonly packs: readonly PackRow[]
  readonly kept: readonly PackRow[]
  readonly downloads: readonly TextRow[]
  readonly values: readonly TextRow[]
}
