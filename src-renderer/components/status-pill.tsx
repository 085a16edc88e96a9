import { memo, type ReactElement } from 'react'
import type { PackState } from '../../src-shared/domain/pack-state'
import { StateIcon } from '../design/icons'
import styles from './status-pill.module.css'
import { useText } from './use-text'

const tones: Readonly<Record<PackState, string>> = {
  notInstalled: 'neutral',
  waiting: 'neutral',
  downloading: 'download',
  verifying: 'verify',
  installing: 'install',
  paused: 'neutral',
  upToDate: 'ok',
  updateAvailable: 'warn',
  failed: 'err',
  obsolete: 'neutral',
}

/** Where a pack stands: icon, word and colour. */
export const StatusPill = memo(function StatusPill({ state }: { readonly state: PackState }): ReactElement {
  const text = useText()
  return (
    <span className={`${styles['pill'] ?? ''} ${styles[tones[state]] ?? ''}`}>
      <StateIcon state={state} />
      {text(`state.${state}`)}
    </span>
  )
})
