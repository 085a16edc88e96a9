import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { InstalledVersionFacts } from '../../src-shared/domain/installed-version'
import type { LibraryEntry } from '../../src-shared/domain/library'
import {
  filesInPage,
  type ChangedFile,
  type ChangedFilesPage,
  type ListedFile,
  type ListedFilesPage,
} from '../../src-shared/domain/pack-files'
import type { PackPlan } from '../../src-shared/domain/pack-plan'

/** What a made-up library knows of its packs besides their entries. */
export interface FakeDetail {
  readonly plan?: Partial<PackPlan>
  /** The versions that are here; absent: those that the entry speaks of. */
  readonly versions?: readonly InstalledVersionFacts[]
  readonly files?: readonly ListedFile[]
  /** What an update would change. */
  readonly changes?: readonly ChangedFile[]
}

const day = 86_400_000
/** The eighteenth of November 2026, at noon. */
const installedAt = Date.UTC(2026, 10, 18, 12)

/** What having the newest version takes; nothing comes where it was removed a moment ago. */
export function fakePlan(
  { assetPack, local }: LibraryEntry,
  { plan }: FakeDetail,
  isLeaving = false,
): PackPlan {
  const { downloadSize, installedSize } = assetPack
  const isKept = local?.keepsNewest === true || isLeaving
  const reused = local === undefined ? 0 : Math.round(installedSize / 3)
  return {
    version: assetPack.version,
    bytesToFetch: isKept ? 0 : downloadSize,
    bytesReused: isKept ? installedSize : reused,
    diskBytesNeeded: assetPack.installedSize + Math.round(assetPack.downloadSize / 2),
    ...plan,
  }
}

/** The versions that are here: the active one, and the kept one. */
export function fakeVersions(
  { assetPack, local }: LibraryEntry,
  { versions }: FakeDetail,
): readonly InstalledVersionFacts[] {
  if (local === undefined) return []
  if (versions !== undefined)
    return versions.map((one) => ({ ...one, isActive: one.assetPack.version === local.version }))
  const { version, keptVersion } = local
  return [
    { assetPack: { ...assetPack, version }, installedAt, isActive: true },
    ...(keptVersion === undefined
      ? []
      : [
          {
            assetPack: { ...assetPack, version: keptVersion },
            installedAt: installedAt - 47 * day,
            isActive: false,
          },
        ]),
  ]
}

const usualFiles: readonly ListedFile[] = [
  { path: 'maps/dock7/lightmap.bin', size: 212_000_000 },
  { path: 'maps/dock7/walls.bin', size: 48_000_000 },
  { path: 'maps/harbor/lightmap.bin', size: 164_000_000 },
  { path: 'readme.txt', size: 2_048 },
]

/** The files, as they come over the wire. */
export function fakeFilePages({ files = usualFiles }: FakeDetail): readonly ListedFilesPage[] {
  const pages: ListedFilesPage[] = []
  for (let first = 0; first < files.length; first += filesInPage) {
    const some = files.slice(first, first + filesInPage)
    pages.push({ paths: some.map(({ path }) => path), sizes: some.map(({ size }) => size) })
  }
  return pages
}

/** What an update changes, as it comes over the wire. */
export function fakeChangePages({ changes = [] }: FakeDetail): readonly ChangedFilesPage[] {
  return [
    {
      paths: changes.map(({ path }) => path),
      sizes: changes.map(({ size }) => size),
      kinds: changes.map(({ kind }) => kind),
    },
  ]
}

/** A stream of what `make` gives, or of why it gives nothing; it ends early when `signal` aborts. */
export function itemsOf<T>(signal: AbortSignal | undefined, make: () => readonly T[]): AsyncIterable<T> {
  const items = new AsyncQueue<T>({ onLeave: () => undefined })
  signal?.addEventListener('abort', () => {
    items.end()
  })
  try {
    for (const item of make()) items.push(item)
    items.end()
  } catch (error) {
    items.fail(error)
  }
  return items
}
