import { AssetPackError } from '../../src-shared/domain/errors'
import { parseContentRange, parseUnsatisfiedTotal } from './content-range'
import {
  contentLength,
  isHTML,
  misbehaved,
  portalPage,
  statusFailure,
  strongETag,
  type Headers,
} from './http-rules'

/** What was asked for and what is known, to judge an answer by. */
export interface AnswerQuestion {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The first byte of the object still wanted, and the byte after the last. */
  readonly start: number
  readonly end: number
  /** Whether the request named the range in a `Range` header. */
  readonly ranged: boolean
  /** The signed size of the object. */
  readonly totalBytes: number
  /** The strong ETag under which the bytes already here came. */
  readonly expectedETag: string | undefined
  /** Wall time, to read dates by. */
  readonly now: number
}

/**
 * What to do with an answer: `body`: the bytes of the object from `start` to before `end` follow (`undefined` = whatever
 * comes until the body ends); `startOver`: the kept bytes are of another object, ask anew.
 */
export type AnswerVerdict =
  | { readonly kind: 'body'; readonly start: number; readonly end: number; readonly etag: string | undefined }
  | { readonly kind: 'startOver' }

/**
 * Judges an answer to a download request by its status and headers alone.
 *
 * @throws `remoteChanged` for another length than signed, `remoteMisbehaved` for other bytes than asked for,
 * `captivePortal` for a web page, or what the status means.
 */
export function judgeAnswer(question: AnswerQuestion): AnswerVerdict {
  if (question.status === 206) return judgePart(question)
  if (question.status === 200) return judgeWhole(question)
  if (question.status === 416 && question.ranged) return judgeUnsatisfied(question)
  throw statusFailure(question.status, question.headers, question.url, question.now)
}

function judgePart({
  url,
  headers,
  start,
  end,
  ranged,
  totalBytes,
  expectedETag,
}: AnswerQuestion): AnswerVerdict {
  const range = parseContentRange(headers.get('content-range'))
  if (!ranged || range === undefined)
    throw misbehaved(url, 'a part was sent that does not say which one it is')
  const declared = contentLength(headers)
  if (declared !== undefined && declared !== range.end - range.start + 1) {
    throw misbehaved(url, 'Content-Length and Content-Range contradict each other')
  }
  if (range.total !== totalBytes) throw changed(url, totalBytes, range.total)
  const etag = strongETag(headers)
  if (expectedETag !== undefined && etag !== undefined && etag !== expectedETag) return { kind: 'startOver' }
  if (range.start !== start || range.end >= end) throw misbehaved(url, 'another part was sent than asked for')
  return { kind: 'body', start, end: range.end + 1, etag }
}

function judgeWhole({ url, headers, totalBytes }: AnswerQuestion): AnswerVerdict {
  if (headers.has('content-range'))
    throw misbehaved(url, 'a part was sent under the status of a whole object')
  const declared = contentLength(headers)
  // A web page of exactly the signed length is what was published; any other is somebody's sign-in page.
  if (isHTML(headers) && declared !== totalBytes) throw portalPage(url)
  if (declared !== undefined && declared !== totalBytes) throw changed(url, totalBytes, declared)
  return { kind: 'body', start: 0, end: totalBytes, etag: strongETag(headers) }
}

function judgeUnsatisfied({ url, headers, totalBytes }: AnswerQuestion): AnswerVerdict {
  const total = parseUnsatisfiedTotal(headers.get('content-range'))
  if (total !== undefined && total !== totalBytes) throw changed(url, totalBytes, total)
  return { kind: 'startOver' }
}

/** The object has another length than the one signed. */
export function changed(url: string, expectedBytes: number, actualBytes: number): AssetPackError {
  return new AssetPackError(
    'remoteChanged',
    `${url} has ${String(actualBytes)} bytes instead of ${String(expectedBytes)}.`,
    { details: { url, expectedBytes, actualBytes } },
  )
}
