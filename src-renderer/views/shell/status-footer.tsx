import { ArrowDown, HardDrive } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText, type Text } from '../../components/use-text'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { formatBytes, formatSpeed } from '../../format/bytes'
import { formatRoute } from '../../store/route'
import { overallProgress, type OverallProgress } from '../../store/selectors'
import { usePacks, useWindow, useWorkedOut } from '../window-context'
import styles from './status-footer.module.css'

/** The queue in one line, and the room that is left on the disk. */
export function StatusFooter(): ReactElement {
  const text = useText()
  const overall = useWorkedOut(({ entries }) => overallProgress(entries))
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  const route = useWindow((state) => state.route)
  const seconds = useSteadySeconds(overall.secondsRemaining)
  return (
    <footer className={styles['footer']} aria-label={text('app.status')}>
      <a
        className={styles['part']}
        href={formatRoute({ ...route, screen: 'downloads' })}
        data-testid="footer-downloads"
      >
        {overall.bytesPerSecond > 0 ? (
          <>
            <ArrowDown size={14} aria-hidden />
            <span className={styles['speed']}>{formatSpeed(overall.bytesPerSecond, text.locale)}</span>
            {seconds === undefined ? null : (
              <span>{text('footer.left', { time: text.remaining(seconds) })}</span>
            )}
          </>
        ) : (
          quietSummary(overall, text)
        )}
      </a>
      {freeBytes === undefined ? null : (
        <a
          className={`${styles['part'] ?? ''} ${styles['free'] ?? ''}`}
          href={formatRoute({ ...route, screen: 'storage' })}
          data-testid="free-space"
        >
          <HardDrive size={14} aria-hidden />
          {text('footer.free', { size: formatBytes(freeBytes, text.locale) })}
        </a>
      )}
    </footer>
  )
}

function quietSummary({ count, step, waiting }: OverallProgress, text: Text): string {
  if (step !== undefined) return text(`state.${step}`)
  if (waiting > 0) return text('footer.waiting', { count: waiting })
  if (count > 0) return text('footer.paused', { count })
  return text('footer.idle')
}
