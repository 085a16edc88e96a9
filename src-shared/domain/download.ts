import * as z from 'zod'
import { downloadPriority } from './download-priority'
import { AssetPackError } from './errors'
import { problemText, schemaProblem, type SchemaProblem } from './schema-problem'

/** How far a download is, with the original's numbers (`BADownloadState`). */
export const downloadStates = { failed: -1, created: 0, waiting: 1, downloading: 2, finished: 3 } as const

/** One of {@link downloadStates}. */
export type DownloadStateName = keyof typeof downloadStates

const stateNames = Object.keys(downloadStates) as DownloadStateName[]
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const { min, max } = downloadPriority
const priorityRule = `must be a whole number from ${String(min)} to ${String(max)}`

/** What every download has, as plain data. */
export interface DownloadFacts {
  readonly identifier: string
  readonly uniqueIdentifier: string
  readonly state: DownloadStateName
  readonly priority: number
  readonly isEssential: boolean
}

/** The fields that whoever makes a download may leave out. */
export interface DownloadChoices {
  /** -100 to 100, 0 unless said; see {@link downloadPriority}. */
  readonly priority?: number | undefined
  /** False unless said; see {@link Download.isEssential}. */
  readonly isEssential?: boolean | undefined
  /** A UUID in lower case; a new one unless said. */
  readonly uniqueIdentifier?: string | undefined
  /** `created` unless said: for values that speak of a download which is in a queue. */
  readonly state?: DownloadStateName | undefined
}

/** The rules for the fields that every download has. */
export const downloadFields = {
  identifier: z
    .string('must be text')
    .min(1, 'must not be empty')
    .max(256, 'must be at most 256 characters')
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must have no control characters'),
  uniqueIdentifier: z.string('must be text').regex(uuid, 'must be a UUID in lower case'),
  state: z.enum(stateNames, `must be one of ${stateNames.join(', ')}`),
  priority: z.int(priorityRule).min(min, priorityRule).max(max, priorityRule),
  isEssential: z.boolean('must be true or false'),
}

/**
 * Something to be downloaded: an immutable value (the original's `BADownload`). `scheduleDownload` of a `DownloadManager`
 * puts it into the queue; what is in the queue comes back as new values, with the state of that moment.
 */
export abstract class Download implements DownloadFacts {
  /** The app's own name for it (`BADownload.identifier`). A queue holds each name once. */
  readonly identifier: string
  /** Made for this download alone (`BADownload.uniqueIdentifier`); stays the same in every value that speaks of it. */
  readonly uniqueIdentifier: string
  /** How far it was when this value was made (`BADownload.state`); `created` until it has been scheduled. */
  readonly state: DownloadStateName
  /** -100 to 100 (`BADownload.priority`): in one queue, higher goes first. */
  readonly priority: number
  /**
   * Needed before first use (`BADownload.isEssential`): goes before all others and waits for no better conditions. May only
   * be scheduled for an `install` or `update` content request.
   */
  readonly isEssential: boolean

  protected constructor(facts: DownloadFacts) {
    this.identifier = facts.identifier
    this.uniqueIdentifier = facts.uniqueIdentifier
    this.state = facts.state
    this.priority = facts.priority
    this.isEssential = facts.isEssential
  }

  /** (+) The same download with another state. */
  abstract withState(state: DownloadStateName): Download

  /**
   * The same download as one that is not essential and not yet scheduled, to be queued again after it failed as an essential
   * one (`BADownload.removingEssential()`).
   */
  abstract removingEssential(): Download

  /** Whether both speak of the same download, however far it was (the original's `NSCopying`: a copy equals it). */
  equals(other: Download): boolean {
    return this.uniqueIdentifier === other.uniqueIdentifier
  }
}

/** What a new download starts with. */
export function newDownloadFacts(identifier: string, choices: DownloadChoices): DownloadFacts {
  return {
    identifier,
    uniqueIdentifier: choices.uniqueIdentifier ?? crypto.randomUUID(),
    state: choices.state ?? 'created',
    priority: choices.priority ?? downloadPriority.default,
    isEssential: choices.isEssential ?? false,
  }
}

/**
 * Checks what a download is to be made of.
 *
 * @throws `downloadInvalid` that names the field, its value and the rule.
 */
export function checkedDownload<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const found = withoutSecrets(schemaProblem(result.error, value))
  const field = found.key === '' ? 'A download' : `The field "${found.key}" of a download`
  throw new AssetPackError('downloadInvalid', `${field} ${problemText(found)}`, { details: { ...found } })
}

/** User names, passwords and tokens live in URLs. */
function withoutSecrets(problem: SchemaProblem): SchemaProblem {
  if (problem.key !== 'url' || problem.value === undefined) return problem
  return { ...problem, value: problem.value.replace(/\/\/[^/]*@/, '//').replace(/\?[^"]*/, '?…') }
}
