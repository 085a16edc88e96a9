import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** For the element to measure, and how wide it is in CSS pixels: known before anything of it is painted. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number | undefined] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState<number>()
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = (): void => {
      // A page without layout says 0 of everything.
      setWidth(element.clientWidth === 0 ? undefined : element.clientWidth)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => {
      observer.disconnect()
    }
  }, [])
  return [ref, width]
}
