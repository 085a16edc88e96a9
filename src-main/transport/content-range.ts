/** What a `Content-Range` header says: the bytes `start` to `end` (inclusive) of `total`. */
export interface ContentRange {
  readonly start: number
  readonly end: number
  readonly total: number
}

const satisfied = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/
const unsatisfied = /^bytes \*\/(\d{1,16})$/

/** Reads the `Content-Range` of a 206; `undefined` when it is not exactly `bytes <start>-<end>/<total>` and possible. */
export function parseContentRange(header: string | undefined): ContentRange | undefined {
  const match = satisfied.exec(header ?? '')
  if (match === null) return undefined
  const [start, end, total] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const possible = Number.isSafeInteger(total) && start <= end && end < total
  return possible ? { start, end, total } : undefined
}

/** Reads the object's length from the `Content-Range` of a 416 (`bytes *` + `/<total>`), which many hosts leave out. */
export function parseUnsatisfiedTotal(header: string | undefined): number | undefined {
  const match = unsatisfied.exec(header ?? '')
  const total = Number(match?.[1])
  return match !== null && Number.isSafeInteger(total) ? total : undefined
}
