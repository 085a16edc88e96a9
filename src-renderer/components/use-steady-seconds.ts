import { useState } from 'react'
import { steadySeconds } from '../../src-shared/format/duration'

/** The seconds to show for an estimate: it only moves when the estimate has clearly left what is shown. */
export function useSteadySeconds(estimate: number | undefined): number | undefined {
  const [shown, setShown] = useState(estimate)
  const next = estimate === undefined ? undefined : steadySeconds(shown, estimate)
  if (next !== shown) setShown(next)
  return next
}
