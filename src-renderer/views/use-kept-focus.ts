import { useEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the focus near where it was when what had it goes away, as a button does whose download ends or whose list is empty: on
 * the same pack, else on the screen's heading. Give the reference to the element around the window's parts; each pack is marked
 * with `data-pack-id`, and what stands elsewhere and is about one with `data-about-pack`.
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = container.current
    return element === null ? undefined : keepFocusWithin(element)
  }, [])
  return container
}

function keepFocusWithin(container: HTMLElement): () => void {
  let last: { readonly element: Element; readonly packID: string | null } | undefined
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element)) return
    last = { element: target, packID: packOf(target) }
  }
  const onFocusOut = ({ target }: FocusEvent): void => {
    // A removed element may say goodbye on its way out; whether it was removed is known a moment later.
    queueMicrotask(() => {
      // What a dialog covers gets the focus back after it.
      if (isInDialog(document.activeElement)) return
      if (target instanceof Element && target.isConnected && last?.element === target) last = undefined
    })
  }
  // Lists draw their items after the view that holds them, so only the document itself knows when one is gone.
  const observer = new MutationObserver(() => {
    if (last === undefined || last.element.isConnected || isInDialog(document.activeElement)) return
    const { packID } = last
    last = undefined
    if (document.activeElement === null || document.activeElement === document.body)
      focusPack(container, packID)
  })
  container.addEventListener('focusin', onFocusIn)
  container.addEventListener('focusout', onFocusOut)
  observer.observe(container, { childList: true, subtree: true })
  // Dialogs stand beside the window, and what opened one may be gone when it closes.
  observer.observe(document.body, { childList: true })
  return () => {
    container.removeEventListener('focusin', onFocusIn)
    container.removeEventListener('focusout', onFocusOut)
    observer.disconnect()
  }
}

function packOf(element: Element): string | null {
  const pack = element.closest('[data-pack-id], [data-about-pack]')
  return pack?.getAttribute('data-pack-id') ?? pack?.getAttribute('data-about-pack') ?? null
}

function isInDialog(element: Element | null): boolean {
  return element?.closest('[data-modal]') !== null && element !== null
}

function focusPack(container: HTMLElement, packID: string | null): void {
  const packs = [...container.querySelectorAll<HTMLElement>('[data-pack-id]')]
  const pack = packs.find((candidate) => candidate.getAttribute('data-pack-id') === packID)
  const target = pack ?? document.querySelector('h1')
  target?.focus()
}
