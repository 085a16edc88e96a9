/** What a `Range` header asks of an object: all of it, the bytes `start` to `end` (inclusive), or what it does not have. */
export type RangeRequest =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' }

const whole: RangeRequest = { kind: 'whole' }
const unsatisfiable: RangeRequest = { kind: 'unsatisfiable' }

/**
 * Reads a `Range` header for an object of `size` bytes. As RFC 9110 wants it, what is no single range of bytes is ignored:
 * the answer is then the whole object.
 */
export function parseRangeRequest(header: string | undefined, size: number): RangeRequest {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return whole
  return first === '' ? suffix(Number(last), size) : part(Number(first), last, size)
}

function part(start: number, last: string, size: number): RangeRequest {
  const end = last === '' ? Number.MAX_SAFE_INTEGER : Number(last)
  if (end < start) return whole
  return start < size ? { kind: 'part', start, end: Math.min(end, size - 1) } : unsatisfiable
}

function suffix(length: number, size: number): RangeRequest {
  if (length === 0 || size === 0) return unsatisfiable
  return { kind: 'part', start: Math.max(0, size - length), end: size - 1 }
}
