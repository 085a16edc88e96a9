import type { ReactElement, ReactNode } from 'react'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { VisuallyHidden } from './visually-hidden'
import { useText } from './use-text'

const isolated = (parts: readonly ReactNode[]): ReactNode => <bdi>{parts}</bdi>

/** `Version 2`, or `Version 1 → 2` while the newer one is not here yet, how much the pack is wanted, and whether it stays. */
export function PackVersion({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { assetPack, local } = entry
  return (
    <>
      <VersionNumbers entry={entry} />
      {' · '}
      {text(`policy.${assetPack.policy.kind}`)}
      {local?.isPinned === true ? ` · ${text('pack.pinned')}` : ''}
    </>
  )
}

/** The version alone. */
export function VersionNumbers({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { assetPack, local } = entry
  if (local === undefined || local.version >= assetPack.version)
    return <>{text.rich('pack.version', { version: local?.version ?? assetPack.version, v: isolated })}</>
  const { version: from } = local
  const { version: to } = assetPack
  return (
    <>
      <span aria-hidden>{text.rich('pack.versionChange', { from, to, v: isolated })}</span>
      <VisuallyHidden>{text('pack.versionChange.label', { from, to })}</VisuallyHidden>
    </>
  )
}
