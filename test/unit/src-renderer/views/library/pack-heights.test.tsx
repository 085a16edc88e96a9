import { afterEach, expect, test, vi } from 'vitest'
import { PackHeights } from '../../../../../src-renderer/views/library/pack-heights'
import { PackLayout } from '../../../../../src-renderer/views/library/pack-layout'

/** What is observed, and the page telling that it has changed. */
class ScriptedObserver {
  static readonly all: ScriptedObserver[] = []
  readonly observed = new Set<Element>()
  readonly #tell: (entries: readonly Pick<ResizeObserverEntry, 'target'>[]) => void

  constructor(tell: (entries: readonly Pick<ResizeObserverEntry, 'target'>[]) => void) {
    this.#tell = tell
    ScriptedObserver.all.push(this)
  }

  observe(element: Element): void {
    this.observed.add(element)
  }

  unobserve(element: Element): void {
    this.observed.delete(element)
  }

  changed(target: Element): void {
    this.#tell([{ target }])
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
  ScriptedObserver.all.length = 0
  document.body.replaceChildren()
})

function slackIn(pack: Element): Element {
  const slack = document.createElement('div')
  slack.setAttribute('data-slack', '')
  pack.replaceChildren(slack)
  return slack
}

test('the slack that another one has replaced is observed no longer, and neither is anything of a pack that goes', () => {
  vi.stubGlobal('ResizeObserver', ScriptedObserver)
  const heights = new PackHeights(new PackLayout())
  const pack = document.createElement('div')
  document.body.append(pack)
  const first = slackIn(pack)
  const stop = heights.watched('maps')(pack)
  const [observer] = ScriptedObserver.all
  const before = [...(observer?.observed ?? [])]
  const second = slackIn(pack)
  observer?.changed(pack)
  const replaced = [...(observer?.observed ?? [])]
  if (typeof stop === 'function') stop()
  expect([before, replaced, observer?.observed.size]).toEqual([[pack, first], [pack, second], 0])
})
