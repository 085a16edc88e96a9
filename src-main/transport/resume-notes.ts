import { readFile, rm, writeFile } from 'node:fs/promises'
import * as z from 'zod'

/** What a transport remembers beside an unfinished file, to go on with it later. */
export interface ResumeNotes {
  readonly formatVersion: 1
  /** The URL as it was asked for, before any redirect. */
  readonly url: string
  readonly totalBytes: number
  /** The run of the object's bytes that the file is to hold. */
  readonly offset: number
  readonly length: number
  /** The strong ETag under which the bytes in the file came. */
  readonly etag?: string | undefined
}

const resumeNotesSchema: z.ZodType<ResumeNotes> = z.object({
  formatVersion: z.literal(1),
  url: z.string(),
  totalBytes: z.int().min(0),
  offset: z.int().min(0),
  length: z.int().min(0),
  etag: z.string().optional(),
})

/** The file that holds the notes on `destination`. */
export function resumeNotesPath(destination: string): string {
  return `${destination}.resume`
}

/** Reads the notes; `undefined` when there are none or they cannot be understood, which only costs a start from zero. */
export async function readResumeNotes(destination: string): Promise<ResumeNotes | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(resumeNotesPath(destination), 'utf8'))
    return resumeNotesSchema.safeParse(value).data
  } catch {
    // Missing, unreadable or cut off by a crash: all the same to the caller.
    return undefined
  }
}

/** Writes the notes. They need not survive a power cut: whoever verifies the bytes does not rely on them. */
export async function writeResumeNotes(destination: string, notes: ResumeNotes): Promise<void> {
  await writeFile(resumeNotesPath(destination), JSON.stringify(notes))
}

/** Removes the notes; fine when there are none. */
export async function removeResumeNotes(destination: string): Promise<void> {
  await rm(resumeNotesPath(destination), { force: true })
}

/**
 * Whether `notes` speak of the same bytes of the same object as `wanted`. An object that is named after its hash is the same
 * wherever it lies: at another port, on a mirror, behind a token that has changed. Every other one is known by its URL.
 */
export function sameTransfer(notes: ResumeNotes, wanted: ResumeNotes): boolean {
  return (
    objectName(notes.url) === objectName(wanted.url) &&
    notes.totalBytes === wanted.totalBytes &&
    notes.offset === wanted.offset &&
    notes.length === wanted.length
  )
}

/** The last part of the path when it begins with a SHA-256, else the whole URL. */
function objectName(url: string): string {
  const [, name] = /\/([0-9a-f]{64}\.[^/]*)$/.exec(URL.canParse(url) ? new URL(url).pathname : '') ?? []
  return name ?? url
}
