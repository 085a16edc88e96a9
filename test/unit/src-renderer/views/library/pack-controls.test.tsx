import { fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeLibrary } from '../../../../support/fake-library'
import { anEntry } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const entries = ['Harbour', 'Atlas', 'Meadow'].map((title) =>
  anEntry({ id: title.toLowerCase(), title, localVersion: 1 }),
)

async function open(): Promise<DrawnWindow> {
  drawn = await drawWindow(new FakeLibrary({ entries }))
  const { screen, after } = drawn
  await after(() => fireEvent.click(screen.getByTestId('layout-list')))
  return drawn
}

function focused(): string | null | undefined {
  return document.activeElement?.getAttribute('data-testid')
}

/** What the page would do by itself is left out: whether a handler let it happen is what is told. */
function press(on: Element, init: KeyboardEventInit): boolean {
  return fireEvent.keyDown(on, { bubbles: true, cancelable: true, ...init })
}

describe('the rows of the library', () => {
  it('say which of all rows they are, whatever they are sorted by', async () => {
    const { screen, after } = await open()
    const numbers = (): readonly (string | null)[] =>
      ['atlas', 'harbour', 'meadow'].map(
        (id) =>
          screen.container.querySelector(`[data-pack-id="${id}"]`)?.getAttribute('aria-rowindex') ?? null,
      )
    const before = numbers()
    await after(() => fireEvent.click(screen.getByTestId('sort-by-name')))
    await after(() => fireEvent.click(screen.getByTestId('sort-by-name')))
    expect([before, numbers()]).toEqual([
      ['1', '2', '3'],
      ['3', '2', '1'],
    ])
  })

  it('say which of them ends the list, whatever they are sorted by', async () => {
    const { screen, after } = await open()
    const last = (): readonly (string | null)[] =>
      [...screen.container.querySelectorAll('[data-last]')].map((row) => row.getAttribute('data-pack-id'))
    const before = last()
    await after(() => fireEvent.click(screen.getByTestId('sort-by-name')))
    await after(() => fireEvent.click(screen.getByTestId('sort-by-name')))
    expect([before, last()]).toEqual([['meadow'], ['atlas']])
  })
})

describe('the menu of a pack', () => {
  it.each([
    ['ArrowDown', 'first'],
    ['ArrowUp', 'last'],
  ] as const)('opens with %s at its %s item, and gives the focus back with Escape', async (key, place) => {
    const { screen, after } = await open()
    const button = screen.getByTestId('more-atlas')
    await after(() => {
      press(button, { key })
    })
    const items = screen.getAllByRole('menuitem').map((item) => item.dataset['testid'])
    const at = [focused(), button.getAttribute('aria-expanded')]
    await after(() => {
      press(document.activeElement ?? document.body, { key: 'Escape' })
    })
    expect([at, focused(), screen.queryByRole('menu'), button.getAttribute('aria-expanded')]).toEqual([
      [place === 'first' ? items[0] : items.at(-1), 'true'],
      'more-atlas',
      null,
      'false',
    ])
  })
})

describe('a button in a row', () => {
  it('is pressed by a key once, however long it is held', async () => {
    const { screen } = await open()
    const button = screen.getByTestId('more-atlas')
    expect([press(button, { key: 'Enter' }), press(button, { key: 'Enter', repeat: true })]).toEqual([
      true,
      false,
    ])
  })

  it('hears the first click of a double click alone: the second would be for what the button has become', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'maps' })] })
    drawn = await drawWindow(library)
    const { screen, after } = drawn
    const asked = (): readonly string[] => library.asked.filter((name) => name.startsWith('start'))
    const button = screen.getByTestId('install-maps')
    await after(() => {
      fireEvent.click(button, { detail: 2 })
    })
    const bySecond = [...asked()]
    await after(() => {
      fireEvent.click(button, { detail: 1 })
    })
    expect([bySecond, asked()]).toEqual([[], ['startDownload maps']])
  })

  it('selects nothing, and the box beside it selects its pack alone', async () => {
    const { screen, after } = await open()
    const selected = (): number =>
      screen.container.querySelectorAll('[role="row"][aria-selected="true"]').length
    await after(() => fireEvent.click(screen.getByTestId('more-atlas')))
    const byButton = selected()
    await after(() => {
      press(document.activeElement ?? document.body, { key: 'Escape' })
    })
    const box = screen.container.querySelector('[data-pack-id="harbour"] input[type="checkbox"]')
    await after(() => box !== null && fireEvent.click(box))
    expect([byButton, selected()]).toEqual([0, 1])
  })
})
