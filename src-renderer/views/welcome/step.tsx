import { useId, type ReactElement, type ReactNode } from 'react'
import styles from './welcome-view.module.css'

/** What a {@link Step} shows. */
export interface StepProps {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}

/** One thing that is asked, or said; the style sheet numbers them. */
export function Step({ title, hint, children }: StepProps): ReactElement {
  const id = useId()
  return (
    <section className={styles['step']} aria-labelledby={id}>
      <span className={styles['number']} aria-hidden />
      <div className={styles['words']}>
        <h2 id={id}>{title}</h2>
        {hint === undefined ? null : <p className={styles['hint']}>{hint}</p>}
      </div>
      <div className={styles['content']}>{children}</div>
    </section>
  )
}
