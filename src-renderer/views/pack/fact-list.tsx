import type { ReactElement, ReactNode } from 'react'
import styles from './fact-list.module.css'

/** One fact: what it is called, and what it is. */
export interface Fact {
  readonly name: string
  readonly value: ReactNode
}

/** What a {@link FactList} shows. */
export interface FactListProps {
  readonly facts: readonly Fact[]
  /** Beside other things, or as wide as the screen. */
  readonly form: 'aside' | 'wide'
}

/** Facts with their names, to be read and copied. */
export function FactList({ facts, form }: FactListProps): ReactElement {
  return (
    <dl className={`${styles['facts'] ?? ''} ${styles[form] ?? ''}`}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
