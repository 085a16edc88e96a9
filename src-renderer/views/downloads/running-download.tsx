import type { ReactElement } from 'react'
import type { DownloadProgress } from '../../../src-shared/domain/download-status-update'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState, type PackState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { PackArt } from '../../components/pack-art'
import { PackButtons, type OnPackAction } from '../../components/pack-buttons'
import { PackVersion } from '../../components/pack-version'
import { ProgressBar } from '../../components/progress-bar'
import { StatusPill } from '../../components/status-pill'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { useText } from '../../components/use-text'
import { formatBytes, formatSpeed } from '../../format/bytes'
import { formatPercent } from '../../format/numbers'
import styles from './running-download.module.css'

/** What a {@link RunningDownload} shows. */
export interface RunningDownloadProps {
  readonly entry: LibraryEntry
  readonly onAction: OnPackAction
}

/** A download that runs: its steps and its numbers, large enough to be read from afar. */
export function RunningDownload({ entry, onAction }: RunningDownloadProps): ReactElement {
  const text = useText()
  const title = packTitle(entry.assetPack)
  const state = packState(entry)
  const progress = entry.download?.progress
  const fraction = progress?.fractionCompleted ?? 0
  return (
    <div className={styles['download']}>
      <div className={styles['head']}>
        <PackArt id={entry.assetPack.id} title={title} shape="thumb" />
        <div className={styles['name']}>
          <h3 className={styles['title']}>{title}</h3>
          <p className={styles['version']}>
            <PackVersion entry={entry} />
          </p>
        </div>
        <PackButtons entry={entry} onAction={onAction} />
      </div>
      <div className={styles['steps']}>
        <StatusPill state={state} />
        <Steps state={state} />
        <span className={styles['percent']}>{formatPercent(fraction, text.locale)}</span>
      </div>
      <ProgressBar
        label={text('pack.progress.label', { title })}
        fraction={fraction}
        state={state}
        secondsRemaining={progress?.secondsRemaining}
      />
      {progress === undefined ? null : <Numbers progress={progress} />}
    </div>
  )
}

const order = ['downloading', 'verifying', 'installing'] as const

/** What comes after the present step. */
function Steps({ state }: { readonly state: PackState }): ReactElement {
  const text = useText()
  const current = order.findIndex((step) => step === state)
  return (
    <span className={styles['next']}>
      {order
        .slice(current + 1)
        .map((step) => text('downloads.then', { step: text(`state.${step}`).toLocaleLowerCase(text.locale) }))
        .join(', ')}
    </span>
  )
}

function Numbers({ progress }: { readonly progress: DownloadProgress }): ReactElement {
  const text = useText()
  const seconds = useSteadySeconds(progress.secondsRemaining)
  const done = formatBytes(progress.completedBytes, text.locale)
  const total = formatBytes(progress.totalBytes, text.locale)
  return (
    <dl className={styles['numbers']}>
      <div>
        <dt>{text('downloads.downloaded')}</dt>
        <dd>{text('pack.progress', { done, total })}</dd>
      </div>
      <div>
        <dt>{text('downloads.speed')}</dt>
        <dd>{progress.bytesPerSecond > 0 ? formatSpeed(progress.bytesPerSecond, text.locale) : '–'}</dd>
      </div>
      <div>
        <dt>{text('downloads.left')}</dt>
        <dd>{seconds === undefined ? '–' : text.remaining(seconds, 'figure')}</dd>
      </div>
    </dl>
  )
}
