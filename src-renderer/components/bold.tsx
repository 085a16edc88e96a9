import type { ReactNode } from 'react'

/** What stands between `<b>` and `</b>` in a sentence. */
export const bold = (parts: readonly ReactNode[]): ReactNode => <b>{parts}</b>
