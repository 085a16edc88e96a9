import type { ReactElement, ReactNode } from 'react'
import styles from './callout.module.css'

/** What a {@link Callout} shows. */
export interface CalloutProps {
  readonly tone: 'warn' | 'err'
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly testID: string
}

/** Something to know about the whole library, said where the packs are; it goes when it is no longer so. */
export function Callout({ tone, icon, actions, testID, children }: CalloutProps): ReactElement {
  return (
    <section className={`${styles['callout'] ?? ''} ${styles[tone] ?? ''}`} data-testid={testID}>
      <span className={styles['icon']}>{icon}</span>
      <div className={styles['text']}>{children}</div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </section>
  )
}
