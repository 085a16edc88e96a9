import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { returnToPack } from '../../../../../src-renderer/views/shell/return-to-pack'
import { ManualClock } from '../../../../support/manual-clock'
import { anID } from '../../../../support/pack-builder'

const clock = new ManualClock()
let stop: (() => void) | undefined

beforeEach(() => {
  document.body.innerHTML = '<main><h1 tabindex="-1">Downloads</h1><ul></ul></main>'
})

afterEach(() => {
  stop?.()
  document.body.innerHTML = ''
})

function main(): HTMLElement {
  return document.querySelector('main') ?? document.body
}

/** What a download that goes on does ten times a second. */
async function somethingChanges(): Promise<void> {
  main().setAttribute('data-turn', String(clock.monotonic()))
  await clock.advance(100)
}

/** Draws an element late, as lists do. */
async function drawn(attribute: string, id: string): Promise<HTMLElement> {
  const row = document.createElement('li')
  row.setAttribute(attribute, id)
  row.tabIndex = -1
  document.querySelector('ul')?.append(row)
  await clock.advance(0)
  return row
}

describe('coming back from a pack', () => {
  it('goes to the pack as soon as it is drawn, at the place where the screen was', async () => {
    stop = returnToPack(anID('maps'), 300, clock)
    await drawn('data-pack-id', 'voices')
    const meanwhile = document.activeElement?.tagName
    const row = await drawn('data-pack-id', 'maps')
    expect([meanwhile, document.activeElement === row, main().scrollTop, clock.pendingTimers]).toEqual([
      'H1',
      true,
      300,
      0,
    ])
  })

  it('goes to the row of the history where the pack is nowhere else', async () => {
    stop = returnToPack(anID('maps'), 0, clock)
    const row = await drawn('data-history-id', 'maps')
    expect(document.activeElement === row).toBe(true)
  })

  it('scrolls once, and never again from where the person has gone meanwhile', async () => {
    stop = returnToPack(anID('maps'), 300, clock)
    const before = main().scrollTop
    main().scrollTop = 40
    await somethingChanges()
    expect([before, main().scrollTop]).toEqual([300, 40])
  })

  it.each(['wheel', 'pointerdown', 'keydown'])('ends with the first %s', async (way) => {
    stop = returnToPack(anID('maps'), 300, clock)
    document.body.dispatchEvent(new Event(way, { bubbles: true }))
    await drawn('data-pack-id', 'maps')
    expect([document.activeElement?.tagName, clock.pendingTimers]).toEqual(['H1', 0])
  })

  it('gives up after a second: the pack is no longer there', async () => {
    stop = returnToPack(anID('maps'), 300, clock)
    await clock.advance(1_000)
    await drawn('data-pack-id', 'maps')
    expect([document.activeElement?.tagName, clock.pendingTimers]).toEqual(['H1', 0])
  })
})
