import * as z from 'zod'
import { appSettingsChangeSchema, appSettingsStateSchema } from '../domain/app-settings'
import { arrivalSchema, saveUpdateSchema } from '../domain/arrival'
import { assetPackIDSchema } from '../domain/asset-pack-id'
import { containerChoiceSchema, containerMoveUpdateSchema } from '../domain/container-move'
import { numberedHistoryEntrySchema } from '../domain/download-history'
import { downloadLimitsSchema } from '../domain/download-limits'
import { installedVersionSchema } from '../domain/installed-version'
import { libraryUpdateSchema } from '../domain/library'
import { queueMoveSchema } from '../domain/queue-move'
import { storageUsageSchema } from '../domain/storage-usage'
import { changedFilesPageSchema, listedFilesPageSchema } from '../domain/pack-files'
import { packPlanSchema } from '../domain/pack-plan'
import { speedUpdateSchema } from '../domain/transfer-speed'
import { verificationUpdateSchema } from '../domain/verification'
import { windowFailureSchema } from '../domain/window-failure'
import { windowRequestSchema } from '../domain/window-request'

/** A call: one argument in, one value out, both checked on both sides. */
export interface CallDefinition<Argument, Result> {
  readonly argument: z.ZodType<Argument>
  readonly result: z.ZodType<Result>
}

/** A stream: one argument in, items out until one side ends it. */
export interface StreamDefinition<Argument, Item> {
  readonly argument: z.ZodType<Argument>
  readonly item: z.ZodType<Item>
}

/** Everything that may cross a border, as a value: the types and the checks of both ends come from it. */
export interface Contract {
  readonly calls: Readonly<Record<string, CallDefinition<unknown, unknown>>>
  readonly streams: Readonly<Record<string, StreamDefinition<unknown, unknown>>>
}

/** The asking side of a contract. */
export type Client<C extends Contract> = {
  readonly [N in keyof C['calls']]: C['calls'][N] extends CallDefinition<infer A, infer R>
    ? (argument: A, options?: { readonly signal?: AbortSignal }) => Promise<R>
    : never
} & {
  readonly [N in keyof C['streams']]: C['streams'][N] extends StreamDefinition<infer A, infer I>
    ? (argument: A, options?: { readonly signal?: AbortSignal }) => AsyncIterable<I>
    : never
}

/** The answering side of a contract. */
export type Service<C extends Contract> = {
  readonly [N in keyof C['calls']]: C['calls'][N] extends CallDefinition<infer A, infer R>
    ? (argument: A, options: { readonly signal: AbortSignal }) => Promise<R>
    : never
} & {
  readonly [N in keyof C['streams']]: C['streams'][N] extends StreamDefinition<infer A, infer I>
    ? (argument: A, options: { readonly signal: AbortSignal }) => AsyncIterable<I>
    : never
}

/** Defines a call. */
export function call<A, R>(argument: z.ZodType<A>, result: z.ZodType<R>): CallDefinition<A, R> {
  return { argument, result }
}

/** Defines a stream. */
export function stream<A, I>(argument: z.ZodType<A>, item: z.ZodType<I>): StreamDefinition<A, I> {
  return { argument, item }
}

const nothing = z.undefined()

/** How long a person can take back that a pack was removed. */
export const undoMs = 20_000

const appFactsSchema = z.strictObject({
  productName: z.string(),
  appVersion: z.string(),
  platform: z.string(),
  /** Where the packs are; another folder after `moveContainer`. */
  containerDirectory: z.string(),
  repositoryURL: z.string(),
  /** What the app is made of, by name: the version of each. */
  versions: z.record(z.string(), z.string()),
})

const downloadRequestSchema = z.strictObject({ id: assetPackIDSchema, lowSpace: z.boolean().optional() })

const versionRequestSchema = z.strictObject({ id: assetPackIDSchema, version: z.int().min(0) })

/** One version of a pack. */
export type VersionRequest = z.infer<typeof versionRequestSchema>

/** A pack that a window asks for, and how. */
export type DownloadRequest = z.infer<typeof downloadRequestSchema>

const moveRequestSchema = z.strictObject({ id: assetPackIDSchema, move: queueMoveSchema })

/** A download that a window puts elsewhere in the queue. */
export type MoveRequest = z.infer<typeof moveRequestSchema>

/** What the window shows about the app itself. */
export type AppFacts = z.infer<typeof appFactsSchema>

/** Everything that crosses between the main process and a window. Calls take ids, never paths. */
export const assetPackContract = {
  calls: {
    appFacts: call(nothing, appFactsSchema),
    /** The window has painted its first list: it can be shown, and what the system does by itself may begin. */
    drawn: call(nothing, nothing),
    /** Puts into the log that a part of the window could not be drawn. */
    reportFailure: call(windowFailureSchema, nothing),
    /** Asks the repository now; resolves once what it found is registered. */
    checkForUpdates: call(
      nothing,
      z.strictObject({ updatingIDs: z.array(assetPackIDSchema), removedIDs: z.array(assetPackIDSchema) }),
    ),
    /**
     * Registers a download of the newest version; resolves once it is in the queue. With `lowSpace` the installed version
     * is taken apart while the new one is put together, should there be no room for both.
     */
    startDownload: call(downloadRequestSchema, nothing),
    pause: call(assetPackIDSchema, nothing),
    resume: call(assetPackIDSchema, nothing),
    /** Takes the download out of the queue and throws away what arrived. */
    cancel: call(assetPackIDSchema, nothing),
    /** Shows the pack as removed, and deletes it when {@link undoMs} have passed or the app ends. */
    remove: call(assetPackIDSchema, nothing),
    /** Takes `remove` back, as long as it has not begun; says whether it could. */
    undoRemove: call(assetPackIDSchema, z.boolean()),
    /** Goes to a version that is kept: to an older one to stay there until the person asks for the newest. */
    rollback: call(versionRequestSchema, nothing),
    /** Keeps the pack at a version that is here, which becomes the active one. */
    pin: call(versionRequestSchema, nothing),
    /** Lets updates of the pack come by themselves again. */
    unpin: call(assetPackIDSchema, nothing),
    /** Forgets the error of the last attempt. */
    dismissError: call(assetPackIDSchema, nothing),
    /** What installing the newest version would take. Fetches its index, and nothing else. */
    plan: call(assetPackIDSchema, packPlanSchema),
    /** The versions that are here: the active one, then those to go back to; none for a pack that is not installed. */
    localVersions: call(assetPackIDSchema, z.array(installedVersionSchema).readonly()),
    /** Puts a download elsewhere in the queue. */
    moveDownload: call(moveRequestSchema, nothing),
    /** Starts a download before all others, whatever conditions hold it. */
    startNow: call(assetPackIDSchema, nothing),
    /** Forgets the downloads that have ended. */
    clearDownloadHistory: call(nothing, nothing),
    pauseAll: call(nothing, nothing),
    resumeAll: call(nothing, nothing),
    /** The limits in force. */
    limits: call(nothing, downloadLimitsSchema),
    /** Replaces the limits, all of them; resolves once they are in force and kept. */
    setLimits: call(downloadLimitsSchema, nothing),
    /** Changes what the person sets for the app; resolves once it is in force and kept. */
    changeSettings: call(appSettingsChangeSchema, nothing),
    /**
     * Asks the person, with the system's own dialog, for another folder for all packs; resolves with what moving there takes,
     * or why it cannot be done. Where the folder is not empty it is one inside of it, named after the app.
     */
    chooseContainerDirectory: call(nothing, containerChoiceSchema),
    /** Shows the installed pack's folder in the system's file manager. */
    showInFolder: call(assetPackIDSchema, nothing),
    /** Measures what the packs take of the disk. */
    storageUsage: call(nothing, storageUsageSchema),
    /** Deletes the versions of the pack that are kept to go back to. */
    removeKeptVersions: call(assetPackIDSchema, nothing),
    /** Asks the person, with the system's own dialog, for `.assetpack` files; what they are comes with `arrivals`. */
    choosePackFiles: call(nothing, nothing),
    /** Registers the installation of the file of that `choice`, which counts once; resolves once it is in the queue. */
    installPackFile: call(z.int().min(0), nothing),
    /** Ends the look at the files of that `number`, of which nobody wants to know any more. */
    stopReadingFiles: call(z.int().min(0), nothing),
    /** Shows the file that was saved last in the system's file manager. */
    showSavedPack: call(nothing, nothing),
    /** Shows the folder that holds the packs in the system's file manager. */
    showContainer: call(nothing, nothing),
  },
  streams: {
    library: stream(nothing, libraryUpdateSchema),
    /** What reaches the app from outside its window: files and links, also what came before the window was there. */
    arrivals: stream(nothing, arrivalSchema),
    /** Asks the person where, with the system's own dialog, and saves the offered version there. Leaving the stream stops it. */
    savePack: stream(assetPackIDSchema, saveUpdateSchema),
    /** The files of a version that is here or offered, a page at a time. */
    files: stream(versionRequestSchema, listedFilesPageSchema),
    /** The files that the update of an installed pack would change, add and remove, a page at a time. */
    changedFiles: stream(assetPackIDSchema, changedFilesPageSchema),
    /** The settings of the app: those in force, then after each change. */
    settings: stream(nothing, appSettingsStateSchema),
    /** What the menu, the tray or a notification asks of the window, from now on; what nobody has heard yet comes first. */
    windowRequests: stream(nothing, windowRequestSchema),
    /** How fast all downloads together are: the last ten minutes, then each second. */
    transferSpeeds: stream(nothing, speedUpdateSchema),
    /** The downloads that have ended, newest first: as they are, then after every change. */
    downloadHistory: stream(nothing, z.array(numberedHistoryEntrySchema).readonly()),
    /** Compares the installed files with what was signed. Leaving the stream stops it. */
    verify: stream(assetPackIDSchema, verificationUpdateSchema),
    /** Fetches what is damaged; its end names what was. Leaving the stream stops it. */
    repair: stream(assetPackIDSchema, verificationUpdateSchema),
    /**
     * Moves all packs to the folder of that `choice`, which counts once. Leaving the stream stops it, up to the switch: then
     * everything is as it was. From its end on `appFacts` names the new folder.
     */
    moveContainer: stream(z.int().min(0), containerMoveUpdateSchema),
  },
} as const

/** What the renderer talks to. */
export type AssetPackClient = Client<typeof assetPackContract>
/** What the main process answers with. */
export type AssetPackService = Service<typeof assetPackContract>
