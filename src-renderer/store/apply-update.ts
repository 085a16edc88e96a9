import { withKeptParts } from '../../src-shared/base/kept-parts'
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
 * The library after `update`. Whatever did not change stays the same object: entries, the parts of those that did, a map
 * without changes. So a view that compares by identity draws only what is new.
 */
export function applyUpdate(state: LibraryState, update: LibraryUpdate): LibraryState {
  const { entries, facts } = state
  if (update.kind === 'snapshot') {
    return { loaded: true, entries: byID(entries, update.entries), facts: withKeptParts(facts, update.facts) }
  }
  return {
    loaded: state.loaded,
    entries: changedEntries(entries, update.entries, update.removedIDs),
    facts: withKeptParts(facts, update.facts ?? facts),
  }
}

type Entries = ReadonlyMap<AssetPackID, LibraryEntry>

function byID(previous: Entries, entries: readonly LibraryEntry[]): Entries {
  return new Map(
    entries.map((entry) => {
      const { id } = entry.assetPack
      return [id, withKeptParts(previous.get(id), entry)]
    }),
  )
}

function changedEntries(
  entries: Entries,
  changed: readonly LibraryEntry[],
  removedIDs: readonly AssetPackID[],
): Entries {
  if (changed.length === 0 && !removedIDs.some((id) => entries.has(id))) return entries
  const next = new Map(entries)
  for (const entry of changed) {
    const { id } = entry.assetPack
    next.set(id, withKeptParts(entries.get(id), entry))
  }
  for (const id of removedIDs) next.delete(id)
  return next
}
