import { readFile, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { AssetPackError } from '../../src-shared/domain/errors'
import { moveIntoPlace, publishFile, syncDirectory } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import { orNothing } from '../platform/what-is-there'

/**
 * Where a container is. Its folder can have moved: then the folder that was its place before, which configurations go on
 * naming, holds a record `moved-to`, and the new folder holds a record `arriving` until everything is there and what the
 * old one held is deleted. `moved-to` alone decides: before it is there the old folder is the container, from then on the
 * new one. Until then it is called `moving-to`, by which the next start finds what a move has left that never got so far.
 */
export interface Arrival {
  /** The folder that was the container's place. */
  readonly from: string
  /** `rename`: what is not here yet is still in the old folder. `copy`: all is here since `moved-to` was written. */
  readonly way: 'rename' | 'copy'
  /** Everything is here; only what the old folder still holds is to be deleted. */
  readonly isComplete: boolean
  /** Folders of earlier moves of which the same is true. */
  readonly older?: readonly string[] | undefined
}

/** A move that never switched: where it was going something of it may still be. */
export interface UnfinishedMove {
  readonly from: string
  readonly to: string
}

const movedToName = 'moved-to'
const movingToName = 'moving-to'
const arrivingName = 'arriving'
const unfinishedName = 'unfinished-moves'
/** Names that a folder may have and still be an empty place for a container. */
export const tracesOfContainer: ReadonlySet<string> = new Set([
  'lock',
  'lock-journal',
  'lock.pid',
  'lock.claim',
  'lock.claim-journal',
  'lock.claim.pid',
  movedToName,
  unfinishedName,
])

const movedToSchema = z.strictObject({ directory: z.string().min(1) })
const arrivalSchema: z.ZodType<Arrival> = z.strictObject({
  from: z.string().min(1),
  way: z.enum(['rename', 'copy']),
  isComplete: z.boolean(),
  older: z.array(z.string().min(1)).optional(),
})
const unfinishedSchema = z.strictObject({
  moves: z.array(z.strictObject({ from: z.string().min(1), to: z.string().min(1) })),
})

/**
 * The folder in which the container is that `directory` names: itself, or where it moved to, however often.
 *
 * @throws AssetPackError `diskGone` when it moved to a folder that is not there, `wrongUse` for a folder into which a move
 * only began, `stateDamaged` when a record cannot be read or leads in a circle.
 */
export async function containerAddress(directory: string): Promise<string> {
  return (await containerTrail(directory)).at(-1) ?? directory
}

/** The folders that the container which `directory` names has been in since, the one that it is in last. Throws the same. */
export async function containerTrail(directory: string): Promise<readonly string[]> {
  const trail: string[] = []
  for (let at = directory; ;) {
    if (trail.includes(at)) throw unreadable(join(at, movedToName))
    trail.push(at)
    const arrival = await readArrival(at)
    const next = await readMovedTo(at)
    if (arrival !== undefined && (await hasArrived(at, arrival, next))) return trail
    if (next === undefined && arrival !== undefined) throw onlyBegun(at, arrival)
    if (next === undefined) return trail
    if (!(await isFolder(next))) throw movedAway(at, next)
    at = next
  }
}

/**
 * Whether the container is in that folder to which one came. Before an arrival is complete, a `moved-to` is of a way that led
 * away from here earlier; afterwards, of one that has led on since.
 */
async function hasArrived(directory: string, arrival: Arrival, next: string | undefined): Promise<boolean> {
  return arrival.isComplete ? next === undefined : leadsTo(arrival.from, directory)
}

/** Where the container of that folder moved to; `undefined` when it did not. */
export function readMovedTo(directory: string): Promise<string | undefined> {
  return readRecord(join(directory, movedToName), movedToSchema).then((record) => record?.directory)
}

/** Where a move of that folder's container goes that has not switched; `undefined` when there is none. */
export function readMovingTo(directory: string): Promise<string | undefined> {
  return readRecord(join(directory, movingToName), movedToSchema).then((record) => record?.directory)
}

/** The switch, prepared: nothing of it takes room any more. Durable when it resolves. */
export function writeMovingTo(directory: string, to: string): Promise<void> {
  return publishFile(join(directory, movingToName), recordBytes({ directory: to }))
}

/** The switch. Durable when it resolves. */
export function switchToMoved(directory: string): Promise<void> {
  const place = join(directory, movedToName)
  return withFileSystemErrors(place, async () => {
    await moveIntoPlace(join(directory, movingToName), place)
    await syncDirectory(directory)
  })
}

/** As if {@link switchToMoved} had not been. Durable when it resolves. */
export function switchBack(directory: string): Promise<void> {
  const place = join(directory, movedToName)
  return withFileSystemErrors(place, async () => {
    await moveIntoPlace(place, join(directory, movingToName)).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    })
    await syncDirectory(directory)
  })
}

/** Durable when it resolves. */
export function writeMovedTo(directory: string, to: string): Promise<void> {
  return publishFile(join(directory, movedToName), recordBytes({ directory: to }))
}

/** The record of a move into that folder that has not ended. */
export function readArrival(directory: string): Promise<Arrival | undefined> {
  return readRecord(join(directory, arrivingName), arrivalSchema)
}

/** Durable when it resolves. */
export function writeArrival(directory: string, arrival: Arrival): Promise<void> {
  return publishFile(join(directory, arrivingName), recordBytes(arrival))
}

/** Durable when it resolves. */
export function forgetArrival(directory: string): Promise<void> {
  return forget(directory, arrivingName)
}

/** Durable when it resolves. */
export function forgetMovingTo(directory: string): Promise<void> {
  return forget(directory, movingToName)
}

/** Durable when it resolves. */
export function forgetMovedTo(directory: string): Promise<void> {
  return forget(directory, movedToName)
}

/**
 * The moves of a container that have left something in places that are away since: all but the last of them, which has its own
 * record, and wherever the container was then.
 */
export async function readUnfinished(directory: string): Promise<readonly UnfinishedMove[]> {
  return (await readRecord(join(directory, unfinishedName), unfinishedSchema))?.moves ?? []
}

/** Durable when it resolves. */
export async function writeUnfinished(directory: string, moves: readonly UnfinishedMove[]): Promise<void> {
  const path = join(directory, unfinishedName)
  if (moves.length > 0) await publishFile(path, recordBytes({ moves }))
  else if ((await orNothing(stat(path))) !== undefined) await forget(directory, unfinishedName)
}

/** Whether that move has come to its place, and has not switched: then what is there is of no use. */
export async function hasOnlyBegun({ from, to }: UnfinishedMove): Promise<boolean> {
  const arrival = await readArrival(to)
  if (arrival?.isComplete !== false || !(await isSameFolder(arrival.from, from))) return false
  return !(await leadsTo(from, to))
}

/** Whether the record in `from` says that its container moved to `directory`, however both are spelled. */
export async function leadsTo(from: string, directory: string): Promise<boolean> {
  const target = await readMovedTo(from)
  return target !== undefined && (await isSameFolder(target, directory))
}

/**
 * Whether both are there and the same folder.
 *
 * @throws AssetPackError what a disk says that does not tell: that of one folder must not look like another one.
 */
export async function isSameFolder(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map(realFolder))
  return first !== undefined && first === second
}

/** As the disk knows it, links resolved; `undefined` when nothing is there. Throws what the disk says. */
export function realFolder(path: string): Promise<string | undefined> {
  return withFileSystemErrors(path, () => orNothing(realpath(path)))
}

async function readRecord<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    return withFileSystemErrors(path, () => Promise.reject(error as Error))
  })
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function recordBytes(record: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(record)}\n`)
}

function forget(directory: string, name: string): Promise<void> {
  return withFileSystemErrors(directory, async () => {
    await rm(join(directory, name), { force: true })
    await syncDirectory(directory)
  })
}

/** Whether a folder is there now; what cannot be looked at is not. */
export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

function unreadable(path: string, cause?: unknown): AssetPackError {
  return new AssetPackError(
    'stateDamaged',
    `${path} should say where the packs are, and cannot be followed. Write the right folder into it, or delete it when the packs are beside it.`,
    { cause, details: { path } },
  )
}

function movedAway(from: string, to: string): AssetPackError {
  return new AssetPackError(
    'diskGone',
    `The packs were moved to ${to}, and that folder is not there. Connect its disk. To begin anew without them, delete ${join(from, movedToName)}.`,
    { details: { path: to, movedFrom: from } },
  )
}

function onlyBegun(directory: string, { from }: Arrival): AssetPackError {
  return new AssetPackError(
    'wrongUse',
    `A move of packs into ${directory} was interrupted: they are still in ${from}. Open that folder, or move it again.`,
    { details: { path: directory, from } },
  )
}
