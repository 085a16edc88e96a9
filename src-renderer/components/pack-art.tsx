import type { CSSProperties, ReactElement } from 'react'
import { packArt } from '../format/art'
import styles from './pack-art.module.css'

/** What a {@link PackArt} shows. */
export interface PackArtProps {
  readonly id: string
  readonly title: string
  readonly shape: 'banner' | 'thumb'
}

/** A pack's picture: colours that belong to its id, and its first letter. Says nothing that the text does not say. */
export function PackArt({ id, title, shape }: PackArtProps): ReactElement {
  const art = packArt(id)
  const style = {
    '--art-from': art.from,
    '--art-to': art.to,
    '--art-angle': `${art.angle}deg`,
    '--art-rise': `${art.rise}%`,
  } as CSSProperties
  const letter = String.fromCodePoint(title.codePointAt(0) ?? 32)
  return (
    <div className={`${styles['art'] ?? ''} ${styles[shape] ?? ''}`} style={style} aria-hidden>
      <span className={styles['letter']}>{letter.toLocaleUpperCase()}</span>
    </div>
  )
}
