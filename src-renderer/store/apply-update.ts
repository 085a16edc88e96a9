import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'

/** What the main process last said about all packs. */
export interface LibraryState {
  /** Whether the first snapshot has arrived. */
  readonly loaded: boolean
  readonly entries: ReadonlyMap<AssetPackID, LibraryEntry>
  readonly facts: LibraryFacts
}

/** Before the first snapshot. */
export const emptyLibrary: LibraryState = {
  loaded: false,
  entries: new Map(),
  facts: { connection: 'unknown', checking: false },
}

/**
 * The library after `update`. Entries that did not change stay the same objects, and so does a map without changes, so
 * that a view which compares by identity draws only what is new.
 */
export function applyUpdate(state: LibraryState, update: LibraryUpdate): LibraryState {
  if (update.kind === 'snapshot') {
    return { loaded: true, entries: byID(update.entries), facts: update.facts }
  }
  return {
    loaded: state.loaded,
    entries: changedEntries(state.entries, update.entries, update.removedIDs),
    facts: update.facts ?? state.facts,
  }
}

function byID(entries: readonly LibraryEntry[]): ReadonlyMap<AssetPackID, LibraryEntry> {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

function changedEntries(
  entries: ReadonlyMap<AssetPackID, LibraryEntry>,
  changed: readonly LibraryEntry[],
  removedIDs: readonly AssetPackID[],
): ReadonlyMap<AssetPackID, LibraryEntry> {
  if (changed.length === 0 && !removedIDs.some((id) => entries.has(id))) return entries
  const next = new Map(entries)
  for (const entry of changed) next.set(entry.assetPack.id, entry)
  for (const id of removedIDs) next.delete(id)
  return next
}
