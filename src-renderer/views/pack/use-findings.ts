import { useEffect, useState } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import type { VerificationFinding } from '../../../src-shared/domain/verification'
import { useWindowParts } from '../window-context'

/** What the last check of a version came to. */
export interface CheckedFiles {
  /** The first of them. */
  readonly findings: readonly VerificationFinding[]
  readonly count: number
}

/**
 * What the last check found of the version that is here, as long as this is shown: the dialog that ran it is closed by then.
 * A repair leaves nothing to find, and another version has not been checked.
 */
export function useFindings({ assetPack: { id }, local }: LibraryEntry): CheckedFiles | undefined {
  const { checks } = useWindowParts()
  const [known, setKnown] = useState<{ readonly key: string; readonly checked: CheckedFiles }>()
  const key = `${id} ${String(local?.version)}`
  useEffect(
    () =>
      checks.subscribe(({ check }) => {
        if (check?.id !== id || check.standing.kind !== 'ended') return
        const { action, standing } = check
        const checked =
          action === 'repair'
            ? { findings: [], count: 0 }
            : { findings: standing.findings, count: standing.findingCount }
        setKnown({ key, checked })
      }),
    [checks, id, key],
  )
  return known?.key === key ? known.checked : undefined
}
