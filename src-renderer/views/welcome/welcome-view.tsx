import { useEffect, useId, useMemo, useRef, useState, type ReactElement } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { isActive, packState } from '../../../src-shared/domain/pack-state'
import { overallSeconds } from '../../../src-shared/domain/queue-time'
import { Button } from '../../components/button'
import { useSteadySeconds } from '../../components/use-steady-seconds'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { comingEntries, offeredEntries } from '../../store/first-run'
import { sortedEntries } from '../../store/library-order'
import { overallProgress } from '../../store/selectors'
import {
  limitsFor,
  welcomePlan,
  type PackChoices,
  type UpdateTime,
  type WelcomePlan,
} from '../../store/welcome-choices'
import { Notices } from '../shell/notices'
import { usePacks, useSettings, useWindowParts } from '../window-context'
import { NeededPacks } from './needed-packs'
import { OfferedPacks } from './offered-packs'
import { PlaceStep } from './place-step'
import { TimeStep } from './time-step'
import styles from './welcome-view.module.css'

/** What is asked at the first start, on one screen, each with an answer that will do. */
export function WelcomeView(): ReactElement {
  const text = useText()
  const productName = usePacks((state) => state.appFacts?.productName ?? '')
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  const { needed, offered } = useOfferedPacks()
  const [choices, setChoices] = useState<PackChoices>(new Map())
  const [time, setTime] = useState<UpdateTime>('always')
  const plan = useMemo(
    () => welcomePlan(needed, offered, choices, freeBytes),
    [needed, offered, choices, freeBytes],
  )
  const { hasStarted, start, skip, isHeld } = useWelcome(plan, time)
  const hasRoom = plan.missingBytes === undefined
  // Somebody who can neither start nor go on could do nothing at all.
  const mayNotSkip = isHeld && (hasStarted || hasRoom)
  const { commands } = useWindowParts()
  const choose = (id: AssetPackID, isWanted: boolean): void => {
    setChoices(new Map(choices).set(id, isWanted))
    // What is on its way already would be here before anybody has pressed Start.
    const comes = offered.some((entry) => entry.assetPack.id === id && isActive(packState(entry)))
    if (!isWanted && comes) void commands.cancelAll([id])
  }
  return (
    <div className={styles['view']} data-testid="welcome" data-state={hasStarted ? 'started' : 'asking'}>
      <div>
        <Heading>{text('welcome.title', { product: productName })}</Heading>
        <p className={styles['lead']}>
          {text(hasStarted ? 'welcome.coming' : 'welcome.lead')}
          {hasStarted ? <TimeLeft needed={needed} /> : null}
        </p>
      </div>
      <Notices />
      {hasStarted ? null : <PlaceStep />}
      <NeededPacks entries={needed} />
      {hasStarted ? null : (
        <>
          <OfferedPacks entries={offered} choices={choices} onChoose={choose} />
          <TimeStep time={time} onTime={setTime} />
        </>
      )}
      <div className={styles['end']}>
        {hasStarted ? null : <Sum plan={plan} freeBytes={freeBytes} />}
        <div className={styles['buttons']}>
          <Skip mayNot={mayNotSkip} bringsCount={hasStarted ? 0 : plan.skippedCount} onPress={skip} />
          {hasStarted ? null : (
            <Button kind="primary" testID="welcome-start" isDisabled={!hasRoom} onPress={start}>
              {text('welcome.start')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

function Heading({ children }: { readonly children: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    return () => {
      // The screen that was behind has its own by now.
      document.querySelector('h1')?.focus()
    }
  }, [])
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  )
}

/** How much longer what is needed takes, once that is known. */
function TimeLeft({ needed }: { readonly needed: ReturnType<typeof comingEntries> }): ReactElement {
  const text = useText()
  const seconds = useSteadySeconds(overallSeconds(needed.filter(({ local }) => local === undefined)))
  return <span data-testid="welcome-left">{seconds === undefined ? '' : ` ${text.remaining(seconds)}`}</span>
}

function useOfferedPacks(): Record<'needed' | 'offered', ReturnType<typeof comingEntries>> {
  const { locale } = useText()
  const entries = usePacks((state) => state.entries)
  return useMemo(
    () => ({
      needed: sortedEntries(comingEntries(entries.values()), locale),
      offered: sortedEntries(offeredEntries(entries.values()), locale),
    }),
    [entries, locale],
  )
}

interface Welcome {
  readonly hasStarted: boolean
  /** Needed packs are on their way: nothing can be used before, so nobody is let go. */
  readonly isHeld: boolean
  readonly start: () => void
  readonly skip: () => void
}

/** Does what was chosen, waits for what is needed, and goes on by itself when it is there or has failed for good. */
function useWelcome(plan: WelcomePlan, time: UpdateTime): Welcome {
  const { commands, packs, window } = useWindowParts()
  const hasStarted = usePacks((state) => state.welcome === 'answered')
  const isHeld = usePacks((state) => state.firstRun === 'installing')
  const change = useSettings((state) => state.change)
  const changeLimits = useSettings((state) => state.changeLimits)
  const { answerWelcome, endWelcome } = packs.getState()
  /** What is not wanted has been cancelled before everything else that waits for the answer is let go. */
  const answer = async (): Promise<void> => {
    await commands.cancelAll(plan.cancelIDs)
    change({ welcomed: true })
  }
  const keepTime = (): void => {
    if (time !== 'always') void changeLimits(limitsFor(time))
  }
  useEffect(() => {
    if (hasStarted && !isHeld) endWelcome()
    // The button that was pressed is gone.
    else if (hasStarted) document.querySelector('h1')?.focus()
  }, [hasStarted, isHeld, endWelcome])
  return {
    hasStarted,
    isHeld,
    skip: () => {
      // Starting has kept it, and the limits may have been changed elsewhere since.
      if (!hasStarted) keepTime()
      void answer()
      endWelcome()
    },
    start: () => {
      keepTime()
      commands.startAll(plan.startIDs)
      void answer()
      if (plan.startIDs.length > 0) window.getState().go({ screen: 'downloads' })
      answerWelcome()
    },
  }
}

interface SkipProps {
  readonly mayNot: boolean
  /** How many packs come all the same. */
  readonly bringsCount: number
  readonly onPress: () => void
}

/** The way on without an answer, and beside it why there is none now, or what comes all the same. */
function Skip({ mayNot, bringsCount, onPress }: SkipProps): ReactElement {
  const text = useText()
  const id = useId()
  const brings = bringsCount === 0 ? '' : text('welcome.skip.hint', { count: bringsCount })
  return (
    <>
      <p className={styles['reason']} id={id} data-testid="welcome-skip-reason">
        {mayNot ? text('welcome.held') : brings}
      </p>
      <Button kind="quiet" testID="welcome-skip" describedBy={id} isDisabled={mayNot} onPress={onPress}>
        {text('welcome.skip')}
      </Button>
    </>
  )
}

interface SumProps {
  readonly plan: WelcomePlan
  readonly freeBytes: number | undefined
}

/** What all of it takes, whether there is room, and how long it takes once that is known. */
function Sum({ plan, freeBytes }: SumProps): ReactElement {
  const text = useText()
  const size = (bytes: number): string => formatBytes(bytes, text.locale)
  const bytesPerSecond = usePacks(({ entries }) => overallProgress(entries).bytesPerSecond)
  // Only what was measured is believed.
  const seconds = useSteadySeconds(bytesPerSecond > 0 ? plan.downloadBytes / bytesPerSecond : undefined)
  const { downloadBytes, diskBytes, missingBytes } = plan
  return (
    <div data-testid="welcome-sum">
      <p className={styles['sum']}>
        {text('welcome.sum', { download: size(downloadBytes), disk: size(diskBytes) })}
        {seconds === undefined ? '' : ` · ${text.remaining(seconds)}`}
      </p>
      {missingBytes === undefined || freeBytes === undefined ? null : (
        <p className={styles['missing']} role="status" data-testid="welcome-missing">
          {text('welcome.missing', { size: size(missingBytes), free: size(freeBytes) })}
        </p>
      )}
    </div>
  )
}
