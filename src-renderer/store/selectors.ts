import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts } from '../../src-shared/domain/library'
import { isActive, isRunning, packState, type PackState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { SerializedError } from '../../src-shared/domain/errors'

/** Which packs the library shows. */
export const libraryFilters = ['all', 'installed', 'updates'] as const

/** One of {@link libraryFilters}. */
export type LibraryFilter = (typeof libraryFilters)[number]

/** What a person asked the library to show. */
export interface LibraryQuery {
  readonly filter: LibraryFilter
  readonly search: string
}

type Entries = ReadonlyMap<AssetPackID, LibraryEntry>

const policyOrder = { essential: 0, prefetch: 1, onDemand: 2 } as const

/** Needed packs first, then recommended, then optional; by title within each, numbers in their natural order. */
export function sortedEntries(entries: Iterable<LibraryEntry>, locale: string): readonly LibraryEntry[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return [...entries].sort(
    (a, b) =>
      policyOrder[a.assetPack.policy.kind] - policyOrder[b.assetPack.policy.kind] ||
      collator.compare(packTitle(a.assetPack), packTitle(b.assetPack)) ||
      collator.compare(a.assetPack.id, b.assetPack.id),
  )
}

/** The packs that a query shows, sorted. */
export function shownEntries(entries: Entries, query: LibraryQuery, locale: string): readonly LibraryEntry[] {
  const words = foldedWords(query.search)
  const shown = [...entries.values()].filter(
    (entry) => passesFilter(entry, query.filter) && matches(entry, words),
  )
  return sortedEntries(shown, locale)
}

/** Whether something newer than the installed version can be had, or is on its way. */
export function hasUpdate(entry: LibraryEntry): boolean {
  return packState(entry) === 'updateAvailable' || entry.download?.isUpdate === true || isFailedUpdate(entry)
}

function isFailedUpdate(entry: LibraryEntry): boolean {
  return (
    entry.local !== undefined && entry.error !== undefined && entry.local.version < entry.assetPack.version
  )
}

function passesFilter(entry: LibraryEntry, filter: LibraryFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'installed':
      return entry.local !== undefined
    case 'updates':
      return hasUpdate(entry)
  }
}

function matches(entry: LibraryEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const { id, userInfo } = entry.assetPack
  const values = Object.values(userInfo ?? {}).filter((value) => typeof value === 'string')
  const text = folded([id, packTitle(entry.assetPack), ...values].join(' '))
  return words.every((word) => text.includes(word))
}

function foldedWords(search: string): readonly string[] {
  return folded(search)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Without case and accents, so that "cafe" finds "Café". */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** How many packs each filter shows. */
export function filterCounts(entries: Entries): Readonly<Record<LibraryFilter, number>> {
  const all = [...entries.values()]
  const count = (filter: LibraryFilter): number => all.filter((entry) => passesFilter(entry, filter)).length
  return { all: all.length, installed: count('installed'), updates: count('updates') }
}

/** Bytes that all installed packs take. */
export function installedBytes(entries: Entries): number {
  return [...entries.values()].reduce((sum, entry) => sum + (entry.local?.installedSize ?? 0), 0)
}

/** The packs that *Update all* would update: not those that a person keeps at an older version. */
export function updatableEntries(entries: Entries): readonly LibraryEntry[] {
  return [...entries.values()].filter(
    (entry) => packState(entry) === 'updateAvailable' && entry.local?.isPinned !== true,
  )
}

/** The queue as the Downloads screen shows it. */
export interface DownloadGroups {
  readonly running: readonly LibraryEntry[]
  readonly waiting: readonly LibraryEntry[]
  readonly paused: readonly LibraryEntry[]
  readonly failed: readonly LibraryEntry[]
}

/** The downloads by what they do now, each group in the order of the queue. */
export function downloadGroups(
  entries: Entries,
  locale: string,
  queue: readonly AssetPackID[] = [],
): DownloadGroups {
  const places = new Map(queue.map((id, place) => [id, place]))
  const placeOf = ({ assetPack }: LibraryEntry): number => places.get(assetPack.id) ?? queue.length
  const sorted = [...sortedEntries(entries.values(), locale)].sort((a, b) => placeOf(a) - placeOf(b))
  const group = (belongs: (state: PackState) => boolean): readonly LibraryEntry[] =>
    sorted.filter((entry) => belongs(packState(entry)))
  return {
    running: group(isRunning),
    waiting: group((state) => state === 'waiting'),
    paused: group((state) => state === 'paused'),
    failed: group((state) => state === 'failed'),
  }
}

/** The whole queue in four numbers. */
export interface OverallProgress {
  /** Downloads that run, wait or are paused. */
  readonly count: number
  readonly remainingBytes: number
  readonly bytesPerSecond: number
  /** Until nothing runs and nothing waits its turn; absent while it cannot be believed. */
  readonly secondsRemaining: number | undefined
}

/** What the footer says about the queue. Paused downloads count, but nobody waits for them. */
export function overallProgress(entries: Entries): OverallProgress {
  const active = [...entries.values()].filter((entry) => isActive(packState(entry)))
  const moving = active.filter((entry) => packState(entry) !== 'paused')
  const bytesPerSecond = sum(active, (entry) => entry.download?.progress.bytesPerSecond ?? 0)
  return {
    count: active.length,
    remainingBytes: sum(active, remainingBytes),
    bytesPerSecond,
    secondsRemaining: overallSeconds(moving, bytesPerSecond),
  }
}

function overallSeconds(moving: readonly LibraryEntry[], bytesPerSecond: number): number | undefined {
  const known = moving.flatMap((entry) => entry.download?.progress.secondsRemaining ?? [])
  if (known.length === 0 || bytesPerSecond <= 0) return undefined
  return Math.max(...known, sum(moving, remainingBytes) / bytesPerSecond)
}

function remainingBytes(entry: LibraryEntry): number {
  const progress = entry.download?.progress
  return progress === undefined ? 0 : Math.max(0, progress.totalBytes - progress.completedBytes)
}

function sum(entries: readonly LibraryEntry[], value: (entry: LibraryEntry) => number): number {
  return entries.reduce((total, entry) => total + value(entry), 0)
}

/** What the library says above the packs about the repository, if there is something to say. */
export type LibraryNotice =
  | { readonly kind: 'offline' }
  | { readonly kind: 'unreachable'; readonly error?: SerializedError | undefined }
  | { readonly kind: 'untrusted'; readonly error: SerializedError }
  | { readonly kind: 'checkFailed'; readonly error: SerializedError }

const trustCodes: ReadonlySet<string> = new Set([
  'signatureInvalid',
  'metadataRolledBack',
  'metadataExpired',
  'metadataInvalid',
])

/** The most important thing to say: a list that cannot be trusted, then no network, then no server, then the rest. */
export function libraryNotice(facts: LibraryFacts): LibraryNotice | undefined {
  const { checkError: error, connection } = facts
  if (error !== undefined && trustCodes.has(error.code)) return { kind: 'untrusted', error }
  if (connection === 'offline' || error?.code === 'offline') return { kind: 'offline' }
  if (connection === 'unreachable') return { kind: 'unreachable', error }
  if (error !== undefined && error.code !== 'cancelled') return { kind: 'checkFailed', error }
  return undefined
}
