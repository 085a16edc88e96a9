import * as z from 'zod'
import {
  checkedDownload,
  Download,
  downloadFields,
  newDownloadFacts,
  type DownloadChoices,
  type DownloadFacts,
  type DownloadStateName,
} from './download'
import { urlProblem } from './fetch-url'

/** A {@link URLDownload} as plain data. */
export interface URLDownloadDescription extends DownloadFacts {
  readonly kind: 'url'
  readonly url: string
  readonly fileSize: number
  readonly sha256?: string | undefined
}

/** What a {@link URLDownload} is made of. */
export interface URLDownloadOptions extends DownloadChoices {
  /** 1 to 256 characters; the app's own name for it. */
  readonly identifier: string
  /** `https:`, or `http:` to this machine; no user name in it. */
  readonly url: string | URL
  /** Exact length of the file in bytes: with any other the download fails. */
  readonly fileSize: number
  /** What the file must hash to, as 64 hex digits. */
  readonly sha256?: string | undefined
}

const urlDownloadSchema: z.ZodType<URLDownloadDescription> = z.strictObject({
  ...downloadFields,
  kind: z.literal('url', 'must be "url"'),
  url: z
    .string('must be text')
    .max(8_192, 'must be at most 8192 characters')
    .refine(mayBeFetched, 'must be an https URL (http only to this machine) without a user name')
    .transform(withoutFragment),
  fileSize: z.int('must be a whole number of bytes').min(0, 'must be 0 or more'),
  sha256: z
    .string('must be text')
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hex digits')
    .transform((digits) => digits.toLowerCase())
    .optional(),
})

/**
 * One URL to one file (the original's `BAURLDownload`). The queue's folder takes the place of the original's
 * `applicationGroupIdentifier`.
 *
 * ```ts
 * const download = new URLDownload({
 *   identifier: 'voices',
 *   url: 'https://cdn.example.com/voices.zip',
 *   fileSize: 48_313_344,
 *   sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
 * })
 * ```
 */
export class URLDownload extends Download {
  /** (+) Tells it from an `AssetPackDownload`. */
  readonly kind = 'url'
  /** Where the file is: `https:`, or `http:` to this machine (the URL of the original's `request`). */
  readonly url: string
  /** Exact length of the file in bytes (the original's `fileSize`). */
  readonly fileSize: number
  /** (+) What the file must hash to, as 64 lower-case hex digits; absent = only its length is checked. */
  readonly sha256: string | undefined

  /** @throws `downloadInvalid` that names the field, its value and the rule. */
  constructor(options: URLDownloadOptions) {
    const { identifier, url, fileSize, sha256 } = options
    const facts = newDownloadFacts(identifier, options)
    const checked = checkedDownload(urlDownloadSchema, {
      ...facts,
      kind: 'url',
      url: String(url),
      fileSize,
      sha256,
    })
    super(checked)
    this.url = checked.url
    this.fileSize = checked.fileSize
    this.sha256 = checked.sha256
    Object.freeze(this)
  }

  /** (+) The same download with another state. */
  withState(state: DownloadStateName): URLDownload {
    return new URLDownload({ ...this.toJSON(), state })
  }

  /** See {@link Download.removingEssential} (`BADownload.removingEssential()`). */
  removingEssential(): URLDownload {
    return new URLDownload({ ...this.toJSON(), isEssential: false, state: 'created' })
  }

  /** (+) `URLDownload(identifier: "voices", state: waiting)`. */
  override toString(): string {
    return `URLDownload(identifier: ${JSON.stringify(this.identifier)}, state: ${this.state})`
  }

  /** Plain data that {@link URLDownload.fromJSON} reads back (the original's `NSSecureCoding`). */
  toJSON(): URLDownloadDescription {
    const { identifier, uniqueIdentifier, state, priority, isEssential, url, fileSize, sha256 } = this
    const facts = { identifier, uniqueIdentifier, state, priority, isEssential, url, fileSize }
    return { kind: 'url', ...facts, ...(sha256 === undefined ? {} : { sha256 }) }
  }

  /**
   * Reads a download from plain data (the original's `NSSecureCoding`).
   *
   * @throws `downloadInvalid` that names the field, its value and the rule.
   */
  static fromJSON(value: unknown): URLDownload {
    return new URLDownload(checkedDownload(urlDownloadSchema, value))
  }
}

function mayBeFetched(text: string): boolean {
  return URL.canParse(text) && urlProblem(new URL(text)) === undefined
}

/** A fragment is never sent. */
function withoutFragment(text: string): string {
  const url = new URL(text)
  url.hash = ''
  return url.href
}
