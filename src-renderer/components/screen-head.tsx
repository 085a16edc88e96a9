import type { ReactElement, ReactNode } from 'react'
import styles from './screen-head.module.css'

/** What a {@link ScreenHead} shows. */
export interface ScreenHeadProps {
  readonly title: string
  readonly summary?: ReactNode
  readonly actions?: ReactNode
}

/** The head of a screen: its one h1, the numbers in a line, and what can be done with all of it. */
export function ScreenHead({ title, summary, actions }: ScreenHeadProps): ReactElement {
  return (
    <div className={styles['head']}>
      <h1 tabIndex={-1}>{title}</h1>
      <p className={styles['summary']}>{summary}</p>
      <div className={styles['actions']}>{actions}</div>
    </div>
  )
}
