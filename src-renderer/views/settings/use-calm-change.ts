import { useEffect, useMemo, useRef } from 'react'
import type { NumberFieldProps } from '../../components/number-field'
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
  const latest = useRef(change)
  useEffect(() => {
    latest.current = change
  }, [change])
  const line = useMemo(() => {
    let flush: (() => void) | undefined
    let drop: (() => void) | undefined
    const now = (value: number): Promise<void> => latest.current(value)
    const soon = (value: number): Promise<void> =>
      new Promise((resolve) => {
        const cancel = clock.schedule(pauseMs, () => flush?.())
        const settle = (): void => {
          cancel()
          flush = undefined
          drop = undefined
        }
        flush = () => {
          settle()
          void now(value).finally(resolve)
        }
        drop = () => {
          settle()
          resolve()
        }
      })
    return {
      change: (value: number, how: 'entered' | 'stepped'): Promise<void> => {
        drop?.()
        return how === 'entered' ? now(value) : soon(value)
      },
      end: () => flush?.(),
    }
  }, [clock])
  // The screen may be left within the pause.
  useEffect(
    () => () => {
      line.end()
    },
    [line],
  )
  return line.change
}
