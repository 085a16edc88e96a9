import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { isRunning, packState, type PackState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { Clock } from './clock'

/** Something that a person who does not look at the window must hear. */
export type Announcement = AboutPack &
  (
    | { readonly kind: 'phase'; readonly state: PackState }
    | { readonly kind: 'quarter'; readonly percent: 25 | 50 | 75 }
    | { readonly kind: 'finished' }
    | { readonly kind: 'removed' }
    | { readonly kind: 'failed'; readonly error: SerializedError }
  )

/** Two packs may have one name. */
interface AboutPack {
  readonly id: AssetPackID
  readonly title: string
}

type Entries = ReadonlyMap<AssetPackID, LibraryEntry>

/** What is worth saying about the way from one state of the library to the next. */
export function announcementsBetween(previous: Entries, next: Entries): readonly Announcement[] {
  const found: Announcement[] = []
  for (const [id, entry] of next) {
    const before = previous.get(id)
    if (before === undefined || before === entry) continue
    const announcement = announcementFor(before, entry)
    if (announcement !== undefined) found.push(announcement)
  }
  // What nobody offers any more leaves the library with its files.
  for (const [id, { assetPack, local }] of previous)
    if (local !== undefined && !next.has(id)) found.push({ kind: 'removed', ...named(assetPack) })
  return found
}

function named(assetPack: AssetPackDescription): AboutPack {
  return { id: assetPack.id, title: packTitle(assetPack) }
}

function announcementFor(before: LibraryEntry, entry: LibraryEntry): Announcement | undefined {
  const pack = named(entry.assetPack)
  const [from, to] = [packState(before), packState(entry)]
  if (from === to) return quarterPassed(pack, before, entry)
  if (to === 'failed' && entry.error !== undefined) return { kind: 'failed', ...pack, error: entry.error }
  if (before.local !== undefined && entry.local === undefined) return { kind: 'removed', ...pack }
  if (isRunning(to) || to === 'paused') return { kind: 'phase', ...pack, state: to }
  return to === 'upToDate' && hasArrived(before, entry) ? { kind: 'finished', ...pack } : undefined
}

/** Updates are gathered, so a small pack may be here without its download ever having been seen. */
function hasArrived(before: LibraryEntry, { local }: LibraryEntry): boolean {
  if (local === undefined) return false
  return before.download !== undefined || local.version !== before.local?.version
}

function quarterPassed(pack: AboutPack, before: LibraryEntry, entry: LibraryEntry): Announcement | undefined {
  const from = before.download?.progress.fractionCompleted ?? 0
  const to = entry.download?.progress.fractionCompleted ?? 0
  const percent = ([75, 50, 25] as const).find((mark) => from < mark / 100 && to >= mark / 100)
  return percent === undefined ? undefined : { kind: 'quarter', ...pack, percent }
}

/** Which announcements a person wants to hear: `important` ones tell what came of something. */
export type AnnouncementLevel = 'all' | 'important' | 'off'

/** Those that are wanted. */
export function wantedAnnouncements(
  announcements: readonly Announcement[],
  level: AnnouncementLevel,
): readonly Announcement[] {
  if (level === 'off') return []
  if (level === 'all') return announcements
  return announcements.filter(({ kind }) => kind !== 'phase' && kind !== 'quarter')
}

/** Hears announcements; `assertive` interrupts, and is only for failures that need the person. */
export interface AnnouncerOptions {
  readonly clock: Clock
  readonly say: (announcements: readonly Announcement[], urgency: 'polite' | 'assertive') => void
}

const quietMs = 10_000

/**
 * Keeps live regions from chattering: at most one polite message in ten seconds, made of everything that happened
 * meanwhile. Failures are said at once, and make what waits to be said of the same pack old news.
 */
export class Announcer {
  readonly #options: AnnouncerOptions
  #pending: readonly Announcement[] = []
  #cancelQuiet: (() => void) | undefined

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  announce(announcements: readonly Announcement[]): void {
    const failures = announcements.filter(({ kind }) => kind === 'failed')
    if (failures.length > 0) this.#options.say(failures, 'assertive')
    const failed = new Set(failures.map(({ id }) => id))
    this.#pending = [
      ...this.#pending.filter(({ id }) => !failed.has(id)),
      ...announcements.filter(({ kind }) => kind !== 'failed'),
    ]
    if (this.#cancelQuiet === undefined) this.#flush()
  }

  /** Says nothing any more and leaves no timer behind. */
  close(): void {
    this.#cancelQuiet?.()
    this.#cancelQuiet = undefined
    this.#pending = []
  }

  #flush(): void {
    this.#cancelQuiet = undefined
    if (this.#pending.length === 0) return
    this.#options.say(latestPerPack(this.#pending), 'polite')
    this.#pending = []
    this.#cancelQuiet = this.#options.clock.schedule(quietMs, () => {
      this.#flush()
    })
  }
}

/** What happened to a pack last makes what happened before it old news. */
function latestPerPack(announcements: readonly Announcement[]): readonly Announcement[] {
  return [...new Map(announcements.map((announcement) => [announcement.id, announcement])).values()]
}
