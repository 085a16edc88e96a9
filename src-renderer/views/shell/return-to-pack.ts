import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { Clock } from '../../store/clock'

/** A list that has not drawn the pack by then no longer has it. */
const longestWaitMs = 1_000

/** What a person does who wants to be somewhere else than where they are brought. */
const ownWays = ['wheel', 'pointerdown', 'touchstart', 'keydown'] as const

/** How far the screen is scrolled: it is `main` that scrolls, or where there is little height the page. */
export function screenScroll(): number {
  return Math.max(0, ...scrollers().map(({ scrollTop }) => scrollTop))
}

/**
 * Brings a person who has looked at a pack back to where they opened it: the screen scrolls to where it was, and the focus goes
 * to the pack's card or row, else to what is said of it in the history. Lists draw their packs a moment after the screen, so
 * this waits for it, until the person does something else or a second has passed; meanwhile the heading has the focus.
 *
 * @returns stops waiting.
 */
export function returnToPack(id: AssetPackID, scrollTop: number, clock: Clock): () => void {
  const heading = document.querySelector('h1')
  heading?.focus({ preventScroll: true })
  let isThere = false
  const look = (): void => {
    if (document.activeElement !== heading && document.activeElement !== document.body) {
      stop()
      return
    }
    // The list must be as long as it was before it can be scrolled as far; once there, the place is the person's own.
    isThere ||= scrollTo(scrollTop)
    const pack = packElement(id)
    if (pack === undefined) return
    stop()
    pack.focus()
  }
  const observer = new MutationObserver(look)
  const giveUp = clock.schedule(longestWaitMs, () => {
    stop()
  })
  const stop = (): void => {
    giveUp()
    observer.disconnect()
    for (const way of ownWays) document.removeEventListener(way, stop, true)
  }
  observer.observe(document.querySelector('main') ?? document.body, {
    childList: true,
    subtree: true,
    attributes: true,
  })
  for (const way of ownWays) document.addEventListener(way, stop, { capture: true, passive: true })
  look()
  return stop
}

/** Whether something could be scrolled as far. */
function scrollTo(scrollTop: number): boolean {
  return scrollers().some((scroller) => {
    scroller.scrollTop = scrollTop
    return Math.abs(scroller.scrollTop - scrollTop) <= 1
  })
}

function scrollers(): readonly Element[] {
  return [document.querySelector('main'), document.scrollingElement].filter((element) => element !== null)
}

function packElement(id: AssetPackID): HTMLElement | undefined {
  const inOrder = (attribute: string): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(`[${attribute}]`)].find(
      (candidate) => candidate.getAttribute(attribute) === id,
    )
  return inOrder('data-pack-id') ?? inOrder('data-history-id')
}
