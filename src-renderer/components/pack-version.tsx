import { memo, type ReactElement, type ReactNode } from 'react'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { LocalVersion } from '../../src-shared/domain/library'
import { VisuallyHidden } from './visually-hidden'
import { useText } from './use-text'

const isolated = (parts: readonly ReactNode[]): ReactNode => <bdi>{parts}</bdi>

/** What a {@link PackVersion} and {@link VersionNumbers} show: of a pack as it is and as it is offered, nothing of its progress. */
export interface PackVersionProps {
  readonly assetPack: AssetPackDescription
  readonly local: LocalVersion | undefined
}

/** `Version 2`, or `Version 1 → 2` while the newer one is not here yet, how much the pack is wanted, and whether it stays. */
export const PackVersion = memo(function PackVersion(props: PackVersionProps): ReactElement {
  const text = useText()
  const { assetPack, local } = props
  return (
    <>
      <VersionNumbers {...props} />
      {' · '}
      {text(`policy.${assetPack.policy.kind}`)}
      {local?.isPinned === true ? ` · ${text('pack.pinned')}` : ''}
    </>
  )
})

/** The version alone. */
export function VersionNumbers({ assetPack, local }: PackVersionProps): ReactElement {
  if (local === undefined || local.version >= assetPack.version)
    return <VersionStep to={local?.version ?? assetPack.version} />
  return <VersionStep from={local.version} to={assetPack.version} />
}

/** What a {@link VersionStep} shows. */
export interface VersionStepProps {
  /** Absent where there was none before. */
  readonly from?: number | undefined
  readonly to: number
}

/** `Version 2`, or the step from one to another. */
export function VersionStep({ from, to }: VersionStepProps): ReactElement {
  const text = useText()
  if (from === undefined) return <>{text.rich('pack.version', { version: to, v: isolated })}</>
  return (
    <>
      <span aria-hidden>{text.rich('pack.versionChange', { from, to, v: isolated })}</span>
      <VisuallyHidden>{text('pack.versionChange.label', { from, to })}</VisuallyHidden>
    </>
  )
}
