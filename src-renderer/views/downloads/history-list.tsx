import { Ban, CheckCircle2, XCircle, type LucideIcon } from 'lucide-react'
import { memo, useEffect, useMemo, useState, type ReactElement } from 'react'
import type { DownloadOutcome, NumberedHistoryEntry } from '../../../src-shared/domain/download-history'
import { packNews } from '../../../src-shared/domain/pack-news'
import { Button } from '../../components/button'
import { VersionStep } from '../../components/pack-version'
import { useText, type Text } from '../../components/use-text'
import { formatBytes, formatSpeed } from '../../format/bytes'
import { formatElapsed } from '../../../src-shared/format/duration'
import { errorLabels } from '../../format/labels'
import { historyGroups, nextDay, standingFailures, startOfDay } from '../../store/history-groups'
import { usePackAddress } from '../use-pack-address'
import { usePacks, useRecords, useWindowParts, useWorkedOut } from '../window-context'
import styles from './history-list.module.css'

/** What has ended, today and before: what it cost, what was saved, and what can be done about it. */
export const HistoryList = memo(function HistoryList(): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const history = useRecords((state) => state.history)
  const standing = useWorkedOut(({ entries }) => standingFailures(history, entries))
  const midnight = useMidnight()
  const { today, earlier } = useMemo(
    () => historyGroups(history, standing, midnight),
    [history, standing, midnight],
  )
  if (today.length + earlier.length === 0) return null
  const clear = (
    <Button
      kind="quiet"
      testID="clear-history"
      onPress={() => {
        commands.clearHistory()
      }}
    >
      {text('history.clear')}
    </Button>
  )
  return (
    <>
      <Group title={text('history.today')} entries={today} action={clear} />
      <Group title={text('history.earlier')} entries={earlier} action={today.length === 0 ? clear : null} />
    </>
  )
})

/** When the present day began; another one once it ends, also where the screen stays open. */
function useMidnight(): number {
  const { clock } = useWindowParts()
  const [midnight, setMidnight] = useState(() => startOfDay(clock.now()))
  useEffect(() => {
    let cancel = (): void => undefined
    const wait = (): void => {
      const now = clock.now()
      cancel = clock.schedule(Math.min(nextDay(now) - now, longestWaitMs), () => {
        setMidnight(startOfDay(clock.now()))
        wait()
      })
    }
    wait()
    return () => {
      cancel()
    }
  }, [clock])
  return midnight
}

/** A machine that sleeps, or whose clock is set, is asked again before the day ends. */
const longestWaitMs = 10 * 60_000

interface GroupProps {
  readonly title: string
  readonly entries: readonly NumberedHistoryEntry[]
  readonly action: ReactElement | null
}

function Group({ title, entries, action }: GroupProps): ReactElement | null {
  if (entries.length === 0) return null
  return (
    <section className={styles['group']} aria-label={title}>
      <div className={styles['head']}>
        <h2>{title}</h2>
        {action}
      </div>
      <ul className={styles['rows']} data-testid="history">
        {entries.map((entry) => (
          <li key={entry.number} tabIndex={-1} data-history-id={entry.id} data-outcome={entry.outcome}>
            <Row entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const icons: Readonly<Record<DownloadOutcome, LucideIcon>> = {
  finished: CheckCircle2,
  failed: XCircle,
  cancelled: Ban,
}

function Row({ entry }: { readonly entry: NumberedHistoryEntry }): ReactElement {
  const text = useText()
  const { title, outcome, error, detours } = entry
  const Icon = icons[outcome]
  return (
    <div className={styles['row']}>
      <Icon className={styles['icon']} size={16} strokeWidth={2} aria-hidden />
      <div className={styles['name']}>
        <h3 className={styles['title']} dir="auto">
          {title}
        </h3>
        <p className={styles['facts']}>
          <VersionStep from={entry.fromVersion} to={entry.version} />
        </p>
      </div>
      <div className={styles['outcome']}>
        <p>
          {outcome === 'failed'
            ? text('history.outcome.failed', {
                problem: text(errorLabels[error?.code ?? 'internal'].title),
              })
            : outcome === 'cancelled'
              ? text('history.outcome.cancelled')
              : costOf(entry, text)}
        </p>
        {outcome === 'finished' && entry.bytesReused > 0 ? (
          <p className={styles['facts']}>
            {text('history.saved', { size: formatBytes(entry.bytesReused, text.locale) })}
          </p>
        ) : null}
        {detours.map((detour) => (
          <p key={detour} className={styles['facts']}>
            {text(`history.detour.${detour}`)}
          </p>
        ))}
      </div>
      <div className={styles['buttons']}>
        <RowButton entry={entry} />
      </div>
    </div>
  )
}

function costOf({ bytesFetched, seconds }: NumberedHistoryEntry, text: Text): string {
  if (bytesFetched === 0) return text('history.nothingCame')
  return text('history.cost', {
    size: formatBytes(bytesFetched, text.locale),
    time: formatElapsed(seconds, text.locale),
    // A moment that no clock can measure is no rate.
    speed: formatSpeed(bytesFetched / Math.max(seconds, 0.1), text.locale),
  })
}

function RowButton({ entry }: { readonly entry: NumberedHistoryEntry }): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const pack = usePacks(({ entries }) => entries.get(entry.id))
  const address = usePackAddress(entry.id, 'news')
  const { id, title, outcome, version } = entry
  if (pack === undefined) return null
  const named = (action: string): string => text('action.named', { action, title })
  if (outcome === 'finished') {
    // Where the publisher says nothing of it there is nothing to read.
    if (packNews({ ...pack.assetPack, version }).length === 0) return null
    const action = text(entry.fromVersion === undefined ? 'tab.news' : 'history.whatChanged')
    return (
      <a
        className={styles['link']}
        href={address}
        aria-label={named(action)}
        data-testid={`whatChanged-${id}`}
      >
        {action}
      </a>
    )
  }
  const isHere = (pack.local?.version ?? -1) >= version
  if (outcome === 'cancelled' || isHere || pack.download !== undefined) return null
  return (
    <Button
      label={named(text('action.retry'))}
      testID={`again-${id}`}
      onPress={() => {
        commands.start(id)
      }}
    >
      {text('action.retry')}
    </Button>
  )
}
