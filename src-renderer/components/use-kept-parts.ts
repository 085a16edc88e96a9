import { useState } from 'react'
import { withKeptParts } from '../../src-shared/base/kept-parts'

/** The value, in which every part that is equal to what it was at the last drawing is the same object: it need not be drawn anew. */
export function useKeptParts<Data>(value: Data): Data {
  const [kept, setKept] = useState(value)
  const next = withKeptParts(kept, value)
  if (next !== kept) setKept(next)
  return next
}
