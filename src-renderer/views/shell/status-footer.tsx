import { ArrowDown, HardDrive } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useText, type Text } from '../../components/use-text'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { formatBytes, formatSpeed } from '../../format/bytes'
import { formatRoute, type NavigationScreen } from '../../store/route'
import { overallProgress, type OverallProgress } from '../../store/selectors'
import { useWelcoming } from '../use-welcoming'
import { usePacks, useWindow, useWorkedOut } from '../window-context'
import { useCheckStanding } from './check-outcome'
import styles from './status-footer.module.css'

/** The queue in one line, the check for updates, and the room that is left on the disk. */
export function StatusFooter(): ReactElement {
  const text = useText()
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  return (
    <footer className={styles['footer']} aria-label={text('app.status')}>
      <Part screen="downloads" testID="footer-downloads">
        <Queue />
      </Part>
      <Check />
      {freeBytes === undefined ? null : (
        <Part screen="storage" className={styles['free']} testID="free-space">
          <HardDrive size={14} aria-hidden />
          {text('footer.free', { size: formatBytes(freeBytes, text.locale) })}
        </Part>
      )}
    </footer>
  )
}

interface PartProps {
  readonly screen: NavigationScreen
  readonly className?: string | undefined
  readonly testID: string
  readonly children: ReactNode
}

/** Leads to the screen that says more; at the first start there is none yet. */
function Part({ screen, className = '', testID, children }: PartProps): ReactElement {
  const isWelcoming = useWelcoming()
  const route = useWindow((state) => state.route)
  const common = { className: `${styles['part'] ?? ''} ${className}`, 'data-testid': testID, children }
  return isWelcoming ? <span {...common} /> : <a {...common} href={formatRoute({ ...route, screen })} />
}

function Queue(): ReactElement {
  const text = useText()
  const overall = useWorkedOut(({ entries }) => overallProgress(entries))
  const seconds = useSteadySeconds(overall.secondsRemaining)
  if (overall.bytesPerSecond <= 0) return <>{quietSummary(overall, text)}</>
  return (
    <>
      <ArrowDown size={14} aria-hidden />
      <span className={styles['speed']}>{formatSpeed(overall.bytesPerSecond, text.locale)}</span>
      {seconds === undefined ? null : <span>{text('footer.left', { time: text.remaining(seconds) })}</span>}
    </>
  )
}

/** How the check for updates goes, and what it came to: here on every screen, where it moves nothing when it changes. */
function Check(): ReactElement | null {
  const standing = useCheckStanding()
  if (standing === '') return null
  return (
    <span className={styles['check']} data-testid="footer-check">
      {standing}
    </span>
  )
}

function quietSummary({ count, step, waiting }: OverallProgress, text: Text): string {
  if (step !== undefined) return text(`state.${step}`)
  if (waiting > 0) return text('footer.waiting', { count: waiting })
  if (count > 0) return text('footer.paused', { count })
  return text('footer.idle')
}
