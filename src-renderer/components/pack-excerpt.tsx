import type { ReactElement } from 'react'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { packSummary } from '../../src-shared/domain/pack-text'
import { Highlighted, type PackHighlights } from './highlighted'

/** What a {@link PackExcerpt} shows. */
export interface PackExcerptProps {
  readonly assetPack: Pick<AssetPackDescription, 'userInfo'>
  readonly found: PackHighlights | undefined
  readonly className: string | undefined
}

/** What the pack is for, or where else in it a search was found. */
export function PackExcerpt({ assetPack, found, className }: PackExcerptProps): ReactElement {
  const summary = packSummary(assetPack)
  const { text = summary ?? '', ranges = [] } = found?.excerpt ?? {}
  return (
    <p className={className} title={summary} dir="auto">
      <Highlighted text={text} ranges={ranges} />
    </p>
  )
}
