import { memo, useState, type CSSProperties, type ReactElement } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { pictureAddress } from '../../src-shared/domain/pack-picture'
import { packArt } from '../format/art'
import styles from './pack-art.module.css'

/** What a {@link PackArt} shows. */
export interface PackArtProps {
  readonly id: string
  readonly title: string
  readonly shape: 'banner' | 'thumb' | 'cover'
  /** Address of the publisher's picture, when there is one. What cannot be shown leaves the colours. */
  readonly picture?: string | undefined
}

/** Address of the picture of the version that is here, when its publisher named one. What is not here has none. */
export function localPicture({ assetPack: { id }, local }: LibraryEntry): string | undefined {
  return local?.hasPicture === true ? pictureAddress(id, local.version) : undefined
}

/** A pack's picture: the publisher's, or colours that belong to its id, and its first letter. Says nothing that the text does not say. */
export const PackArt = memo(function PackArt({ id, title, shape, picture }: PackArtProps): ReactElement {
  const [unfit, setUnfit] = useState<string | undefined>()
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
      {picture === undefined || picture === unfit ? null : (
        <img
          // Else the picture of the pack that was here before stays until this one is there.
          key={picture}
          src={picture}
          alt=""
          decoding="async"
          className={styles['picture']}
          data-testid="pack-picture"
          onError={() => {
            setUnfit(picture)
          }}
        />
      )}
    </div>
  )
})
