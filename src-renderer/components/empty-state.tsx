import type { ReactElement, ReactNode } from 'react'
import styles from './empty-state.module.css'

/** What an {@link EmptyState} shows. */
export interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
  readonly testID: string
}

/** Where there is nothing to show: what that means and the one thing to do. */
export function EmptyState({ icon, title, text, action, testID }: EmptyStateProps): ReactElement {
  return (
    <section className={styles['empty']} data-testid={testID}>
      <span className={styles['icon']}>{icon}</span>
      <h2>{title}</h2>
      <p className={styles['text']}>{text}</p>
      {action === undefined ? null : <div className={styles['action']}>{action}</div>}
    </section>
  )
}
