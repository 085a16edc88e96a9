import type { RefCallback } from 'react'
import { Size, type Key } from 'react-aria-components'
import type { PackLayout } from './pack-layout'

/**
 * Tells a layout how high packs turn out to be, and when that changes. The list's own way of asking has the page laid out twice
 * for each pack that comes into sight; here the page tells what it found when it laid itself out anyway.
 *
 * A pack that is drawn as high as its row says with an element marked `data-slack` how much of that it does not need: else a row
 * could only ever grow.
 */
export class PackHeights {
  readonly #keys = new WeakMap<Element, Key>()
  readonly #slacks = new WeakMap<Element, Element>()
  /** The pack that an element is, or in which it is the slack. */
  readonly #packs = new WeakMap<Element, Element>()
  readonly #observer: ResizeObserver

  constructor(layout: PackLayout) {
    this.#observer = new ResizeObserver((entries) => {
      const packs = new Set(entries.flatMap(({ target }) => this.#packs.get(target) ?? []))
      const moving = [...packs].filter((pack) => {
        const [key, height] = [this.#keys.get(pack), this.#heightOf(pack)]
        // What is hidden has no height.
        return key !== undefined && height > 0 && layout.updateItemSize(key, new Size(0, height))
      })
      if (moving.length > 0) layout.virtualizer?.invalidate({ itemSizeChanged: true })
    })
  }

  /** For the element that is drawn for a pack. */
  watched(key: Key): RefCallback<Element> {
    return (element) => {
      if (element === null) return undefined
      this.#keys.set(element, key)
      this.#observe(element, element)
      this.#slackOf(element)
      return () => {
        this.#observer.unobserve(element)
        this.#forgetSlack(element)
      }
    }
  }

  /** What the pack needs. The page has just been laid out, so that asking costs nothing. */
  #heightOf(pack: Element): number {
    const slack = this.#slackOf(pack)?.getBoundingClientRect().height ?? 0
    return Math.ceil(pack.getBoundingClientRect().height - slack)
  }

  /** Looked for again where another one has taken its place. */
  #slackOf(pack: Element): Element | undefined {
    const known = this.#slacks.get(pack)
    if (known?.isConnected === true) return known
    this.#forgetSlack(pack)
    const slack = pack.querySelector('[data-slack]')
    if (slack === null) return undefined
    this.#slacks.set(pack, slack)
    this.#observe(slack, pack)
    return slack
  }

  /** One that nobody looks at any more would be kept, and asked about, for as long as the list. */
  #forgetSlack(pack: Element): void {
    const slack = this.#slacks.get(pack)
    if (slack !== undefined) this.#observer.unobserve(slack)
    this.#slacks.delete(pack)
  }

  #observe(element: Element, pack: Element): void {
    this.#packs.set(element, pack)
    this.#observer.observe(element)
  }
}
