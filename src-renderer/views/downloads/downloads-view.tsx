import { CloudDownload, Pause, Play } from 'lucide-react'
import { memo, useEffect, useMemo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { PackRow } from '../../components/pack-row'
import { ScreenHead } from '../../components/screen-head'
import { useSteadyList } from '../../components/use-steady-list'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { downloadGroups, overallProgress, updateCount, type DownloadGroups } from '../../store/selectors'
import { CheckForUpdates } from '../library/check-for-updates'
import { Notices } from '../shell/notices'
import { usePackAddress } from '../use-pack-address'
import { usePackKeys } from '../use-pack-keys'
import { useUpToDate } from '../use-up-to-date'
import { usePackAction, usePacks, useRecords, useWindowParts } from '../window-context'
import styles from './downloads-view.module.css'
import { HistoryList } from './history-list'
import { LimitMenu } from './limit-menu'
import { QueueList } from './queue-list'
import { RunningDownload } from './running-download'
import { SpeedPanel } from './speed-panel'

/** What runs now, what waits and why, what is paused, what could not finish. */
export function DownloadsView(): ReactElement {
  const text = useText()
  const entries = usePacks((state) => state.entries)
  const loaded = usePacks((state) => state.loaded)
  const onKeyDown = usePackKeys()
  const queue = usePacks((state) => state.facts.queue)
  const groups = useMemo(() => downloadGroups(entries, text.locale, queue), [entries, text, queue])
  useFollowedRecords()
  const hasHistory = useRecords((state) => state.history.length > 0)
  const overall = overallProgress(entries)
  const summary = text('downloads.summary', {
    count: overall.count,
    size: formatBytes(overall.remainingBytes, text.locale),
  })
  const isEmpty = overall.count === 0 && groups.failed.length === 0
  return (
    <div className={styles['view']} onKeyDownCapture={onKeyDown}>
      <ScreenHead
        title={text('screen.downloads')}
        summary={overall.count > 0 ? summary : undefined}
        actions={
          <>
            <LimitMenu />
            <QueueButtons
              canPause={groups.running.length + groups.waiting.length > 0}
              canResume={groups.paused.length > 0}
            />
          </>
        }
      />
      <Notices />
      <RunningGroup entries={groups.running} isIdle={overall.count === 0} />
      <WaitingGroup groups={groups} />
      <Group title={text('downloads.paused')} entries={groups.paused} />
      <Group title={text('downloads.failed')} entries={groups.failed} />
      {loaded && isEmpty ? (
        <div className={hasHistory ? styles['empty'] : undefined}>
          <NothingDownloading />
        </div>
      ) : null}
      <HistoryList />
    </div>
  )
}

/** While this screen is shown, and again after the main process was lost. */
function useFollowedRecords(): void {
  const { records } = useWindowParts()
  const isLost = usePacks((state) => state.link === 'lost')
  useEffect(() => {
    const leaving = new AbortController()
    if (!isLost) records.getState().follow(leaving.signal)
    return () => {
      leaving.abort()
    }
  }, [records, isLost])
}

interface QueueButtonsProps {
  readonly canPause: boolean
  readonly canResume: boolean
}

const QueueButtons = memo(function QueueButtons({ canPause, canResume }: QueueButtonsProps): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  return (
    <>
      {canResume ? (
        <Button
          testID="resume-all"
          icon={<Play size={16} strokeWidth={1.75} aria-hidden />}
          onPress={() => {
            commands.resumeAll()
          }}
        >
          {text('downloads.resumeAll')}
        </Button>
      ) : null}
      {canPause ? (
        <Button
          testID="pause-all"
          icon={<Pause size={16} strokeWidth={1.75} aria-hidden />}
          onPress={() => {
            commands.pauseAll()
          }}
        >
          {text('downloads.pauseAll')}
        </Button>
      ) : null}
    </>
  )
})

interface RunningGroupProps {
  readonly entries: readonly LibraryEntry[]
  /** Nothing is in the queue. */
  readonly isIdle: boolean
}

/** What runs, beside how fast it is; while all is paused or waits, only how fast it was. */
function RunningGroup({ entries, isIdle }: RunningGroupProps): ReactElement | null {
  const text = useText()
  const onAction = usePackAction()
  if (isIdle) return null
  const title = text(entries.length === 0 ? 'speed.title' : 'downloads.running')
  return (
    <section className={styles['group']} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles['now']}>
        <div className={styles['columns']} data-alone={entries.length === 0 || undefined}>
          {entries.length === 0 ? null : (
            <ul className={styles['running']}>
              {entries.map((entry) => (
                <li key={entry.assetPack.id} tabIndex={-1} {...rowMarks(entry)}>
                  <RunningDownload entry={entry} onAction={onAction} />
                </li>
              ))}
            </ul>
          )}
          <SpeedPanel />
        </div>
      </div>
    </section>
  )
}

function WaitingGroup({ groups }: { readonly groups: DownloadGroups }): ReactElement | null {
  const text = useText()
  const waiting = useSteadyList(groups.waiting)
  const running = useSteadyList(groups.running.map(({ assetPack }) => assetPack))
  if (waiting.length === 0) return null
  return (
    <section className={styles['group']} aria-label={text('downloads.waiting')}>
      <h2>{text('downloads.waiting')}</h2>
      <QueueList waiting={waiting} running={running} />
    </section>
  )
}

interface GroupProps {
  readonly title: string
  readonly entries: readonly LibraryEntry[]
}

function Group({ title, entries }: GroupProps): ReactElement | null {
  if (entries.length === 0) return null
  return (
    <section className={styles['group']} aria-label={title}>
      <h2>{title}</h2>
      <ul className={styles['rows']}>
        {entries.map((entry) => (
          <li key={entry.assetPack.id} tabIndex={-1} {...rowMarks(entry)}>
            <Row entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const onAction = usePackAction()
  return <PackRow entry={entry} level={3} href={usePackAddress(entry.assetPack.id)} onAction={onAction} />
}

function rowMarks(entry: LibraryEntry): Readonly<Record<`data-${string}`, string>> {
  const { id } = entry.assetPack
  return { 'data-testid': `pack-${id}`, 'data-pack-id': id, 'data-state': packState(entry) }
}

function NothingDownloading(): ReactElement {
  const text = useText()
  const updates = usePacks(({ standings }) => updateCount(standings))
  const upToDate = useUpToDate()
  return (
    <EmptyState
      testID="downloads-empty"
      icon={<CloudDownload size={24} strokeWidth={1.5} aria-hidden />}
      title={text('downloads.empty.title')}
      text={updates === 0 ? upToDate : text('downloads.empty.updates', { count: updates })}
      action={<CheckForUpdates />}
    />
  )
}
