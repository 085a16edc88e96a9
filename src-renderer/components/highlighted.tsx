import type { ReactElement } from 'react'
import type { TextRange } from '../../src-shared/base/fuzzy-match'
import styles from './highlighted.module.css'

/** Where a search was found in a pack. */
export interface PackHighlights {
  readonly title: readonly TextRange[]
  readonly id: readonly TextRange[]
  /** What else of the pack holds it. */
  readonly excerpt?: { readonly text: string; readonly ranges: readonly TextRange[] }
}

/** What a {@link Highlighted} shows. */
export interface HighlightedProps {
  readonly text: string
  /** In their order, none over another. */
  readonly ranges: readonly TextRange[]
}

/** A text, and in it what was searched. */
export function Highlighted({ text, ranges }: HighlightedProps): ReactElement {
  const pieces = ranges.map(({ start, end }, index) => ({
    before: text.slice(ranges[index - 1]?.end ?? 0, start),
    found: text.slice(start, end),
    start,
  }))
  return (
    <>
      {pieces.map(({ before, found, start }) => (
        <span key={start}>
          {before}
          <mark className={styles['found']}>{found}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.end ?? 0)}
    </>
  )
}
