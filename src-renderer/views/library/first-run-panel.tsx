import { CircleCheck, PackageOpen } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { Button } from '../../components/button'
import { ProgressBar } from '../../components/progress-bar'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { useText } from '../../components/use-text'
import { overallSeconds } from '../../../src-shared/domain/queue-time'
import { formatPercent } from '../../../src-shared/format/numbers'
import { comingEntries, neededFraction } from '../../store/first-run'
import { usePacks } from '../window-context'
import styles from './first-run-panel.module.css'

/** How far the needed packs are, while they come for the first time, and a mark once the app can be used. */
export function FirstRunPanel(): ReactElement | null {
  const firstRun = usePacks((state) => state.firstRun)
  if (firstRun === 'installing') return <Installing />
  return firstRun === 'ready' ? <Ready /> : null
}

function Installing(): ReactElement {
  const text = useText()
  const entries = usePacks((state) => state.entries)
  const needed = useMemo(() => comingEntries(entries.values()), [entries])
  const missing = needed.filter((entry) => entry.local === undefined)
  const fraction = neededFraction(needed)
  const seconds = useSteadySeconds(overallSeconds(missing))
  return (
    <section className={styles['panel']} data-testid="first-run" data-state="installing">
      <PackageOpen size={24} strokeWidth={1.75} aria-hidden className={styles['mark']} />
      <div>
        <h2>{text('firstRun.title')}</h2>
        <p className={styles['text']}>{text('firstRun.text', { count: missing.length })}</p>
      </div>
      <div className={styles['progress']}>
        <div className={styles['figures']}>
          <span className={styles['percent']}>{formatPercent(fraction, text.locale)}</span>
          <span>{seconds === undefined ? '' : text.remaining(seconds)}</span>
        </div>
        <ProgressBar
          label={text('firstRun.progress')}
          fraction={fraction}
          state="downloading"
          secondsRemaining={seconds}
        />
      </div>
    </section>
  )
}

function Ready(): ReactElement {
  const text = useText()
  const dismiss = usePacks((state) => state.dismissFirstRun)
  return (
    <section
      className={`${styles['panel'] ?? ''} ${styles['ready'] ?? ''}`}
      data-testid="first-run"
      data-state="ready"
    >
      <CircleCheck size={24} strokeWidth={1.75} aria-hidden className={styles['mark']} />
      <div>
        <h2>{text('firstRun.ready')}</h2>
        <p className={styles['text']}>{text('firstRun.readyText')}</p>
      </div>
      <Button testID="first-run-continue" onPress={dismiss}>
        {text('firstRun.continue')}
      </Button>
    </section>
  )
}
