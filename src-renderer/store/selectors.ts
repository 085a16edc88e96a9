import { rememberedOf } from '../../src-shared/base/remembered'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry, LibraryFacts } from '../../src-shared/domain/library'
import { isActive, isRunning, packState, type PackState } from '../../src-shared/domain/pack-state'
import { overallSeconds, overallSpeed, remainingBytes } from '../../src-shared/domain/queue-time'
import type { SerializedError } from '../../src-shared/domain/errors'
import { sortedEntries } from './library-order'

type Entries = ReadonlyMap<AssetPackID, LibraryEntry>

/** Whether an update waits for somebody to ask for it, is on its way, or has failed. */
export function hasUpdate(entry: LibraryEntry): boolean {
  return isUpdatable(entry) || entry.download?.isUpdate === true || isFailedUpdate(entry)
}

/** A pack that a person keeps at an older version is none, though it has an update. */
function isUpdatable(entry: LibraryEntry): boolean {
  return packState(entry) === 'updateAvailable' && !isHeld(entry)
}

function isHeld({ local }: LibraryEntry): boolean {
  return local?.isPinned === true
}

function isFailedUpdate(entry: LibraryEntry): boolean {
  const { local, assetPack } = entry
  return packState(entry) === 'failed' && local !== undefined && local.version < assetPack.version
}

/** The packs that have a download in the queue. Whoever asks for the same packs again gets the same list. */
export const activeEntries = rememberedOf((entries: Entries): readonly LibraryEntry[] =>
  [...entries.values()].filter((entry) => isActive(packState(entry))),
)

/** How many updates there are, as every screen says it. */
export const updateCount = rememberedOf(
  (entries: Entries): number => [...entries.values()].filter(hasUpdate).length,
)

/** How many packs could be updated, but for a person who keeps them as they are. */
export const heldCount = rememberedOf(
  (entries: Entries): number =>
    [...entries.values()].filter((entry) => packState(entry) === 'updateAvailable' && isHeld(entry)).length,
)

/** Bytes that all installed packs take. */
export const installedBytes = rememberedOf((entries: Entries): number =>
  sum([...entries.values()], ({ local }) => local?.installedSize ?? 0),
)

/** The packs that *Update all* would update. */
export const updatableEntries = rememberedOf((entries: Entries): readonly LibraryEntry[] =>
  [...entries.values()].filter(isUpdatable),
)

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
  const shown = [...entries.values()].filter((entry) => isShownWithDownloads(packState(entry)))
  const sorted = sortedEntries(shown, locale).toSorted((a, b) => placeOf(a) - placeOf(b))
  const group = (belongs: (state: PackState) => boolean): readonly LibraryEntry[] =>
    sorted.filter((entry) => belongs(packState(entry)))
  return {
    running: group(isRunning),
    waiting: group((state) => state === 'waiting'),
    paused: group((state) => state === 'paused'),
    failed: group((state) => state === 'failed'),
  }
}

function isShownWithDownloads(state: PackState): boolean {
  return isActive(state) || state === 'failed'
}

/** What downloads do that run, in the order in which they do it. */
const runningStates = ['downloading', 'verifying', 'installing'] as const

/** What a download does that runs. */
export type RunningState = (typeof runningStates)[number]

/** The whole queue in a few numbers. */
export interface OverallProgress {
  /** Downloads that run, wait or are paused. */
  readonly count: number
  readonly running: number
  /** What those that run do, the first step that any of them is at; absent while none runs. */
  readonly step: RunningState | undefined
  readonly waiting: number
  readonly remainingBytes: number
  readonly bytesPerSecond: number
  /** Until nothing runs and nothing waits its turn; absent while it cannot be believed. */
  readonly secondsRemaining: number | undefined
}

/** What the footer says about the queue. Paused downloads count, but nobody waits for them. */
export const overallProgress = rememberedOf((entries: Entries): OverallProgress => {
  const active = activeEntries(entries)
  return {
    count: active.length,
    running: active.filter((entry) => isRunning(packState(entry))).length,
    step: runningStates.find((state) => active.some((entry) => packState(entry) === state)),
    waiting: active.filter((entry) => packState(entry) === 'waiting').length,
    remainingBytes: sum(active, remainingBytes),
    bytesPerSecond: overallSpeed(active),
    secondsRemaining: overallSeconds(active),
  }
})

function sum(entries: readonly LibraryEntry[], value: (entry: LibraryEntry) => number): number {
  return entries.reduce((total, entry) => total + value(entry), 0)
}

/** What the library says above the packs about the repository, if there is something to say. */
export type LibraryNotice =
  | { readonly kind: 'offline' }
  | { readonly kind: 'unreachable'; readonly error?: SerializedError | undefined }
  | { readonly kind: 'untrusted'; readonly error: SerializedError }
  | { readonly kind: 'checkFailed'; readonly error: SerializedError }

/** Whether trying again now may help; without a network it may not. */
export function canTryNow(notice: LibraryNotice | undefined): boolean {
  return notice !== undefined && notice.kind !== 'offline'
}

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
