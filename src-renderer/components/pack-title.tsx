import { memo, type ReactElement } from 'react'
import type { TextRange } from '../../src-shared/base/fuzzy-match'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { Highlighted } from './highlighted'
import styles from './pack-title.module.css'

/** What a {@link PackTitle} shows. */
export interface PackTitleProps {
  readonly id: AssetPackID
  readonly title: string
  readonly level: 2 | 3
  /** Address of the pack's own screen. */
  readonly href?: string | undefined
  /** Where in it a search was found. */
  readonly found?: readonly TextRange[] | undefined
}

/** A pack's name as a heading, which leads to the pack's own screen. */
export const PackTitle = memo(function PackTitle(props: PackTitleProps): ReactElement {
  const { id, title, level, href, found = [] } = props
  const Heading = level === 2 ? 'h2' : 'h3'
  const shown = <Highlighted text={title} ranges={found} />
  return (
    <Heading className={styles['title']} title={title} dir="auto">
      {href === undefined ? (
        shown
      ) : (
        <a href={href} className={styles['link']} data-testid={`open-${id}`}>
          {shown}
        </a>
      )}
    </Heading>
  )
})
