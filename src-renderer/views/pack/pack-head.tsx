import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { isActive, packState } from '../../../src-shared/domain/pack-state'
import { pictureAddress, picturePath } from '../../../src-shared/domain/pack-picture'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { ErrorLine } from '../../components/error-line'
import { PackArt } from '../../components/pack-art'
import { PackButtons } from '../../components/pack-buttons'
import { PackFigures } from '../../components/pack-figures'
import { PackProgress } from '../../components/pack-progress'
import { PackVersion } from '../../components/pack-version'
import { StatusPill } from '../../components/status-pill'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { missingForPlan } from '../../format/plan-sentence'
import { usePackAction, usePackDetail, usePacks } from '../window-context'
import { CopyButton } from '../../components/copy-button'
import styles from './pack-head.module.css'

/** The pack's picture and name, where it stands, and the one thing to do. */
export function PackHead({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { assetPack } = entry
  const { id } = assetPack
  const title = packTitle(assetPack)
  const onAction = usePackAction()
  const state = packState(entry)
  const missing = useShortage(entry)
  return (
    <section className={styles['head']} data-testid={`pack-${id}`} data-state={state} aria-label={title}>
      <PackArt id={id} title={title} shape="cover" picture={usePicture(entry)} />
      <div className={styles['name']}>
        <h1 tabIndex={-1} className={styles['title']} dir="auto">
          {title}
        </h1>
        {title === id ? null : (
          <p className={styles['id']}>
            <bdi>{id}</bdi>
            <CopyButton value={id} label={text('detail.copyID', { id })} testID="copy-id" />
          </p>
        )}
        <div className={styles['facts']}>
          <StatusPill state={state} />
          <span>
            <PackVersion assetPack={entry.assetPack} local={entry.local} />
          </span>
          {entry.download === undefined ? <PackFigures entry={entry} form="line" /> : null}
        </div>
      </div>
      <div className={styles['actions']}>
        <PackButtons entry={entry} onAction={onAction} isProminent />
        {missing === undefined ? null : (
          <p className={styles['reason']}>
            {text('plan.blocked', { size: formatBytes(missing, text.locale) })}
          </p>
        )}
      </div>
      <Standing entry={entry} />
    </section>
  )
}

/** The address of the picture, when the version that is here names one. */
function usePicture({ assetPack, local }: LibraryEntry): string | undefined {
  const versions = usePackDetail((state) => state.versions)
  const active =
    versions.kind === 'known' ? versions.value.find(({ isActive: is }) => is)?.assetPack : undefined
  if (active === undefined || active.id !== assetPack.id || active.version !== local?.version)
    return undefined
  return picturePath(active) === undefined ? undefined : pictureAddress(active.id, active.version)
}

/** Bytes that are missing where there is no room, and no way with less of it: what is started all the same waits for room. */
function useShortage({ error }: LibraryEntry): number | undefined {
  const plan = usePackDetail((state) => state.plan)
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  if (error !== undefined || plan?.kind !== 'known') return undefined
  const { lowSpaceBytesNeeded } = plan.value
  if (lowSpaceBytesNeeded !== undefined && lowSpaceBytesNeeded <= (freeBytes ?? 0)) return undefined
  return missingForPlan({ plan: plan.value, freeBytes })
}

/** How far a download is, or why the last one ended. */
function Standing({ entry }: { readonly entry: LibraryEntry }): ReactElement | null {
  const { assetPack, error, local } = entry
  const state = packState(entry)
  if (state === 'failed' && error !== undefined) {
    return (
      <div className={styles['standing']}>
        <ErrorLine error={error} keptVersion={local?.version} testID={`error-${assetPack.id}`} />
      </div>
    )
  }
  if (!isActive(state)) return null
  return (
    <div className={styles['standing']}>
      <PackProgress entry={entry} />
      <PackFigures entry={entry} form="line" />
    </div>
  )
}
