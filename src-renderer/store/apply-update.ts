import { withKeptParts } from '../../src-shared/base/kept-parts'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'

/** What the main process last said about all packs. */
export interface LibraryState {
  /** Whether the first snapshot has arrived. */
  readonly loaded: boolean
  readonly entries: ReadonlyMap<AssetPackID, LibraryEntry>
  /**
   * The packs as of the last time that anything changed but how far downloads are: the same map while nothing but that does. For
   * what looks at all packs, such as a sorted list, where progress comes ten times a second.
   */
  readonly standings: ReadonlyMap<AssetPackID, LibraryEntry>
  readonly facts: LibraryFacts
}

/** Before the first snapshot. */
export const emptyLibrary: LibraryState = {
  loaded: false,
  entries: new Map(),
  standings: new Map(),
  facts: { connection: 'unknown', checking: false },
}

/**
 * The library after `update`. Whatever did not change stays the same object: entries, the parts of those that did, a map
 * without changes. So a view that compares by identity draws only what is new.
 */
export function applyUpdate(state: LibraryState, update: LibraryUpdate): LibraryState {
  const { entries, facts } = state
  if (update.kind === 'snapshot') {
    const next = byID(entries, update.entries)
    return { loaded: true, entries: next, standings: next, facts: withKeptParts(facts, update.facts) }
  }
  const next = changedEntries(entries, update.entries, update.removedIDs)
  const hasOnlyProgressed = ({ assetPack: { id } }: LibraryEntry): boolean => {
    const [before, after] = [entries.get(id), next.get(id)]
    return before !== undefined && after !== undefined && standAlike(before, after)
  }
  return {
    loaded: state.loaded,
    entries: next,
    standings: next.size === entries.size && update.entries.every(hasOnlyProgressed) ? state.standings : next,
    facts: withKeptParts(facts, update.facts ?? facts),
  }
}

/** Whether nothing is another but how far a download is, and on whose behalf. */
function standAlike(one: LibraryEntry, other: LibraryEntry): boolean {
  return (
    one.assetPack === other.assetPack &&
    one.local === other.local &&
    one.error === other.error &&
    one.shortage === other.shortage &&
    one.status === other.status &&
    one.download?.isUpdate === other.download?.isUpdate &&
    packState(one) === packState(other)
  )
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
