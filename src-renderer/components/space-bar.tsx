import type { CSSProperties, ReactElement } from 'react'
import styles from './space-bar.module.css'

/** One part of a {@link SpaceBar}. */
export interface SpaceBarPart {
  /** Chooses the colour: `space-bar.module.css` knows it. */
  readonly kind: string
  readonly bytes: number
}

/** What a {@link SpaceBar} shows. */
export interface SpaceBarProps {
  readonly parts: readonly SpaceBarPart[]
  /** The same in words. */
  readonly label: string
}

/** What a disk is filled with, as one bar. A part that is there can be seen, however small it is. */
export function SpaceBar({ parts, label }: SpaceBarProps): ReactElement {
  return (
    <div className={styles['bar']} role="img" aria-label={label}>
      {parts.map(({ kind, bytes }) =>
        bytes === 0 ? null : (
          <span
            key={kind}
            className={styles['part']}
            data-kind={kind}
            style={{ '--share': bytes } as CSSProperties}
          />
        ),
      )}
    </div>
  )
}

/** The colour of a part, beside its name. */
export function SpaceMark({ kind }: { readonly kind: string }): ReactElement {
  return <span className={styles['mark']} data-kind={kind} aria-hidden />
}
