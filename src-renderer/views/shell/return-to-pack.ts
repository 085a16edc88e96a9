import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'

/**
 * Brings a person who has looked at a pack back to where they opened it: the screen scrolls to where it was, and the focus goes
 * to the pack's card or row. Lists draw their packs a moment after the screen, so this waits for it, until the person does
 * something else; meanwhile the heading has the focus.
 *
 * @returns stops waiting.
 */
export function returnToPack(id: AssetPackID, scrollTop: number): () => void {
  const main = document.querySelector('main')
  const heading = document.querySelector('h1')
  heading?.focus({ preventScroll: true })
  const stop = (): void => {
    observer.disconnect()
  }
  const look = (): void => {
    if (document.activeElement !== heading && document.activeElement !== document.body) {
      stop()
      return
    }
    // The list must be as long as it was before it can be scrolled as far.
    if (main !== null) main.scrollTop = scrollTop
    const pack = packElement(id)
    if (pack === undefined) return
    stop()
    pack.focus()
  }
  const observer = new MutationObserver(look)
  observer.observe(main ?? document.body, { childList: true, subtree: true, attributes: true })
  look()
  return stop
}

function packElement(id: AssetPackID): HTMLElement | undefined {
  const packs = [...document.querySelectorAll<HTMLElement>('[data-pack-id]')]
  return packs.find((candidate) => candidate.getAttribute('data-pack-id') === id)
}
