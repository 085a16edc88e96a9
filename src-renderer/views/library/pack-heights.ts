import type { RefCallback } from 'react'
import { Size, type Key } from 'react-aria-components'
import type { PackLayout } from './pack-layout'

/**
 * Tells a layout how high packs turn out to be, and when that changes. The list's own way of asking has the page laid out twice
 * for each pack that comes into sight; here the page tells what it found when it laid itself out anyway.
 */
export class PackHeights {
  readonly #keys = new WeakMap<Element, Key>()
  readonly #observer: ResizeObserver

  constructor(layout: PackLayout) {
    this.#observer = new ResizeObserver((entries) => {
      const moving = entries.filter(({ target, borderBoxSize }) => {
        const [key, height] = [this.#keys.get(target), borderBoxSize[0]?.blockSize ?? 0]
        // What is hidden has no height.
        return key !== undefined && height > 0 && layout.updateItemSize(key, new Size(0, Math.ceil(height)))
      })
      if (moving.length > 0) layout.virtualizer?.invalidate({ itemSizeChanged: true })
    })
  }

  /** For the element that is drawn for a pack. */
  watched(key: Key): RefCallback<Element> {
    return (element) => {
      if (element === null) return undefined
      this.#keys.set(element, key)
      this.#observer.observe(element)
      return () => {
        this.#observer.unobserve(element)
      }
    }
  }
}
