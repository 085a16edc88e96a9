import { useEffect, useMemo } from 'react'
import type { NumberChoice, NumberFieldProps } from '../../components/number-field'
import type { Clock } from '../../store/clock'
import { useWindowParts } from '../window-context'

/** Whoever steps to a number makes the next step within this time. */
const pauseMs = 400

type Change = (value: number) => Promise<void>

/**
 * Changes a number at once when it was entered, and after a pause when it was stepped to: an arrow key that is held would write to
 * the disk, and say so, at each step. A step that another one follows is over without having been in force.
 */
export function useCalmChange(change: Change): NumberFieldProps['onChange'] {
  const { clock } = useWindowParts()
  const line = useMemo(() => new CalmChanges(clock), [clock])
  useEffect(() => {
    line.goTo(change)
  }, [line, change])
  // The screen may be left within the pause.
  useEffect(
    () => () => {
      line.end()
    },
    [line],
  )
  return line.change
}

interface WaitingChange {
  readonly value: number
  readonly over: () => void
  readonly cancel: () => void
}

/** Changes of one number, of which the last one counts. */
class CalmChanges {
  readonly #clock: Clock
  #now: Change = () => Promise.resolve()
  /** The change that waits for the pause to end. */
  #waiting: WaitingChange | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** From now on changes are made by that. */
  goTo(now: Change): void {
    this.#now = now
  }

  readonly change = (value: number, how: NumberChoice): Promise<void> => {
    this.#take()?.over()
    if (how === 'entered') return this.#now(value)
    return new Promise((over) => {
      const cancel = this.#clock.schedule(pauseMs, () => {
        this.end()
      })
      this.#waiting = { value, over, cancel }
    })
  }

  /** What waits is in force now. */
  end(): void {
    const waiting = this.#take()
    if (waiting !== undefined) void this.#now(waiting.value).finally(waiting.over)
  }

  #take(): WaitingChange | undefined {
    const waiting = this.#waiting
    waiting?.cancel()
    this.#waiting = undefined
    return waiting
  }
}
