import * as z from 'zod'
import { assetPackSchema, type AssetPackDescription } from './asset-pack'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import { assetPackStatusSchema } from './asset-pack-status'
import { downloadProgressSchema, type DownloadProgress } from './download-status-update'
import { serializedErrorSchema, type SerializedError } from './errors'
import { spaceShortageSchema, type SpaceShortage } from './space-shortage'

/** One pack as a window shows it: computed once in the main process, so that every view says the same. */
export interface LibraryEntry {
  /** The newest version known: what the server offers, else what is here. */
  readonly assetPack: AssetPackDescription
  /** Raw value of the pack's `AssetPackStatus`. */
  readonly status: number
  /** What is on this machine. */
  readonly local?: LocalVersion | undefined
  /** The download in the queue, if there is one. */
  readonly download?: LibraryDownload | undefined
  /** Why the last attempt ended for good, until it is asked for again or dismissed. */
  readonly error?: SerializedError | undefined
  /** What there is no room for, when that is why an attempt ended or waits. */
  readonly shortage?: SpaceShortage | undefined
}

/** The active version of a pack, and the one to go back to. */
export interface LocalVersion {
  readonly version: number
  readonly installedSize: number
  /** Wall time in milliseconds at which it became the active version, last. */
  readonly installedAt: number
  /** Whether its publisher named a picture among its files. */
  readonly hasPicture: boolean
  /** Updates do not come by themselves. */
  readonly isPinned: boolean
  /** The version that was active before, when it is kept. */
  readonly keptVersion?: number | undefined
  /** The newest version is kept beside an older one that is active: changing to it takes no download. Absent when it is not. */
  readonly keepsNewest?: true | undefined
}

/** A download in the queue. */
export interface LibraryDownload {
  readonly state: 'waiting' | 'running' | 'paused'
  /** Whether an installed version is being replaced. */
  readonly isUpdate: boolean
  /** Somebody asked for it by name, a person or the app; absent where the system fetches it by itself. */
  readonly isAskedFor?: true | undefined
  readonly progress: DownloadProgress
}

/** How the repository can be reached. */
export const connectionStates = ['unknown', 'online', 'offline', 'unreachable'] as const

/** One of {@link connectionStates}. */
export type ConnectionState = (typeof connectionStates)[number]

/** What the window knows besides packs. */
export interface LibraryFacts {
  readonly connection: ConnectionState
  /** Wall time in milliseconds of the last successful check for updates. */
  readonly checkedAt?: number | undefined
  /** Why the last check for updates failed. */
  readonly checkError?: SerializedError | undefined
  /** Bytes free on the volume that holds the packs. */
  readonly freeBytes?: number | undefined
  /** Whether a check for updates runs now. */
  readonly checking: boolean
  /** The first launch of the app on this container has not ended: see `AssetPackManager.firstLaunchHasEnded`. Absent once it has. */
  readonly isFirstLaunch?: true | undefined
  /** Recommended packs wait until somebody says which are wanted: see `AssetPackManager.holdPrefetch`. Absent when they do not. */
  readonly isPrefetchHeld?: true | undefined
  /** Packs that were removed and can be taken back for a moment, first removed first; absent when there are none. */
  readonly leaving?: readonly LeavingPack[] | undefined
  /** The packs whose downloads have not ended, first to start first; absent when there are none. */
  readonly queue?: readonly AssetPackID[] | undefined
}

/** A pack that was removed, and whose files are still here for a moment. */
export interface LeavingPack {
  readonly id: AssetPackID
  readonly title: string
}

/** An item of the library stream: first everything, then what changed, at most ten a second. */
export type LibraryUpdate =
  | { readonly kind: 'snapshot'; readonly entries: readonly LibraryEntry[]; readonly facts: LibraryFacts }
  | {
      readonly kind: 'changed'
      readonly entries: readonly LibraryEntry[]
      readonly removedIDs: readonly AssetPackID[]
      readonly facts?: LibraryFacts | undefined
    }

const bytes = z.number().min(0)

/** Checks a {@link LibraryEntry} that came from another process. */
export const libraryEntrySchema: z.ZodType<LibraryEntry> = z.strictObject({
  assetPack: assetPackSchema,
  status: assetPackStatusSchema,
  local: z
    .strictObject({
      version: z.int().min(0),
      installedSize: bytes,
      installedAt: z.number(),
      hasPicture: z.boolean(),
      isPinned: z.boolean(),
      keptVersion: z.int().min(0).optional(),
      keepsNewest: z.literal(true).optional(),
    })
    .optional(),
  download: z
    .strictObject({
      state: z.enum(['waiting', 'running', 'paused']),
      isUpdate: z.boolean(),
      isAskedFor: z.literal(true).optional(),
      progress: downloadProgressSchema,
    })
    .optional(),
  error: serializedErrorSchema.optional(),
  shortage: spaceShortageSchema.optional(),
})

const libraryFactsSchema = z.strictObject({
  connection: z.enum(connectionStates),
  checkedAt: z.number().optional(),
  checkError: serializedErrorSchema.optional(),
  freeBytes: bytes.optional(),
  checking: z.boolean(),
  isFirstLaunch: z.literal(true).optional(),
  isPrefetchHeld: z.literal(true).optional(),
  leaving: z
    .array(z.strictObject({ id: assetPackIDSchema, title: z.string() }))
    .readonly()
    .optional(),
  queue: z.array(assetPackIDSchema).readonly().optional(),
})

/** Checks a {@link LibraryUpdate} that came from another process. */
export const libraryUpdateSchema: z.ZodType<LibraryUpdate> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('snapshot'),
    entries: z.array(libraryEntrySchema).readonly(),
    facts: libraryFactsSchema,
  }),
  z.strictObject({
    kind: z.literal('changed'),
    entries: z.array(libraryEntrySchema).readonly(),
    removedIDs: z.array(assetPackIDSchema).readonly(),
    facts: libraryFactsSchema.optional(),
  }),
])
