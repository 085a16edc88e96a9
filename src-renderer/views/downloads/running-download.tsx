import { WifiOff } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import type {
  DownloadProgress,
  DownloadSegment,
  DownloadStall,
} from '../../../src-shared/domain/download-status-update'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState, type PackState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { PackArt } from '../../components/pack-art'
import { PackButtons, type OnPackAction } from '../../components/pack-buttons'
import { PhaseBar } from '../../components/phase-bar'
import { PackTitle } from '../../components/pack-title'
import { PackVersion } from '../../components/pack-version'
import { ProgressBar } from '../../components/progress-bar'
import { StatusPill } from '../../components/status-pill'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { useText } from '../../components/use-text'
import { formatBytes, formatSpeed } from '../../format/bytes'
import { formatPercent } from '../../../src-shared/format/numbers'
import { usePackAddress } from '../use-pack-address'
import styles from './running-download.module.css'

/** What a {@link RunningDownload} shows. */
export interface RunningDownloadProps {
  readonly entry: LibraryEntry
  readonly onAction: OnPackAction
}

/** A download that runs: its steps and its numbers, large enough to be read from afar. */
export const RunningDownload = memo(function RunningDownload(props: RunningDownloadProps): ReactElement {
  const { entry, onAction } = props
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
          <div className={styles['title']}>
            <PackTitle
              id={entry.assetPack.id}
              title={packTitle(entry.assetPack)}
              level={3}
              href={usePackAddress(entry.assetPack.id)}
            />
          </div>
          <p className={styles['version']}>
            <PackVersion assetPack={entry.assetPack} local={entry.local} />
          </p>
        </div>
        <PackButtons entry={entry} onAction={onAction} />
      </div>
      <div className={styles['standing']}>
        <StatusPill state={state} />
        <span className={styles['percent']}>{formatPercent(fraction, text.locale)}</span>
      </div>
      {progress?.segments === undefined ? (
        <ProgressBar
          label={text('pack.progress.label', { title })}
          fraction={fraction}
          state={state}
          secondsRemaining={progress?.secondsRemaining}
        />
      ) : (
        <PhaseBar
          label={text('pack.progress.label', { title })}
          fraction={fraction}
          segments={progress.segments}
          state={state}
          secondsRemaining={progress.secondsRemaining}
        />
      )}
      <Steps state={state} segments={progress?.segments ?? []} />
      {progress === undefined ? null : <Numbers progress={progress} />}
      {progress?.stall === undefined ? null : <Stall {...progress.stall} />}
    </div>
  )
})

const order = ['downloading', 'verifying', 'installing'] as const

interface StepsProps {
  readonly state: PackState
  readonly segments: readonly DownloadSegment[]
}

/** Every step by its name, with what is done of it; those that have not begun, and come later, say so. */
function Steps({ state, segments }: StepsProps): ReactElement {
  const text = useText()
  const current = order.findIndex((step) => step === state)
  return (
    <ol className={styles['steps']}>
      {order.map((step, index) => {
        const fraction = segments.find(({ phase }) => phase === step)?.fraction ?? 0
        const name = text(index > current && fraction === 0 ? `downloads.then.${step}` : `state.${step}`)
        const percent = formatPercent(fraction, text.locale)
        return (
          <li key={step} aria-current={index === current ? 'step' : undefined} data-phase={step}>
            {fraction > 0 ? text('downloads.step', { step: name, percent }) : name}
          </li>
        )
      })}
    </ol>
  )
}

function Numbers({ progress }: { readonly progress: DownloadProgress }): ReactElement {
  const text = useText()
  const { diskBytesPerSecond } = progress
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
      <div>
        <dt>{text('downloads.disk')}</dt>
        <dd>{diskBytesPerSecond === undefined ? '–' : formatSpeed(diskBytesPerSecond, text.locale)}</dd>
      </div>
    </dl>
  )
}

/** Nothing comes, and what is done about it. */
function Stall({ seconds, attempt }: DownloadStall): ReactElement {
  const text = useText()
  return (
    <p className={styles['stall']} data-testid="stall">
      <WifiOff size={16} strokeWidth={1.75} aria-hidden />
      {attempt === 1
        ? text('downloads.stalled', { seconds })
        : text('downloads.stalledAgain', { seconds, attempt })}
    </p>
  )
}
