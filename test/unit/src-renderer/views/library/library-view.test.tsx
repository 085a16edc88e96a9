import { fireEvent, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { anEntry } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const entries = [
  anEntry({ id: 'maps', title: 'Maps', downloadSize: 3e9, installedSize: 4e9 }),
  anEntry({
    id: 'voices',
    title: 'Voices',
    version: 2,
    localVersion: 1,
    downloadSize: 1e9,
    installedSize: 2e9,
  }),
  anEntry({ id: 'flags', title: 'Flags', localVersion: 1, installedSize: 5e9, hasPicture: true }),
]

interface OpenLibrary extends DrawnWindow {
  readonly library: FakeLibrary
  readonly press: (testID: string) => Promise<void>
}

async function open(options: Partial<FakeLibraryOptions> = {}): Promise<OpenLibrary> {
  const library = new FakeLibrary({ entries, ...options })
  drawn = await drawWindow(library)
  const { screen, after } = drawn
  const press = (testID: string): Promise<void> => after(() => fireEvent.click(screen.getByTestId(testID)))
  return { ...drawn, library, press }
}

/** The packs as they are shown, first to last. */
function shown({ screen }: DrawnWindow): readonly (string | null)[] {
  return [...screen.container.querySelectorAll('[data-pack-id]')].map((pack) =>
    pack.getAttribute('data-pack-id'),
  )
}

function item({ screen }: DrawnWindow, id: string): HTMLElement {
  const found = screen.container.querySelector<HTMLElement>(`[data-pack-id="${id}"]`)
  if (found === null) throw new Error(`There is no pack ${id}.`)
  return found
}

/** What the main process was asked to remove. */
function removed({ library }: OpenLibrary): readonly string[] {
  return library.asked.filter((request) => request.startsWith('remove '))
}

/** Presses Space on packs, one after the other. */
async function select(window: DrawnWindow, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await window.after(() => {
      item(window, id).focus()
      fireEvent.keyDown(item(window, id), { key: ' ' })
      fireEvent.keyUp(item(window, id), { key: ' ' })
    })
  }
}

describe('what the library shows', () => {
  it('is narrowed by chips that add up, and the address says so', async () => {
    const window = await open()
    const seen: unknown[] = []
    for (const chip of ['filter-updates', 'filter-notInstalled', 'filter-all']) {
      await window.press(chip)
      seen.push([shown(window), location.hash])
    }
    expect(seen).toEqual([
      [['voices'], '#/library?filter=updates'],
      [['maps', 'voices'], '#/library?filter=notInstalled,updates'],
      [['flags', 'maps', 'voices'], '#/library'],
    ])
  })

  it('comes back with Back', async () => {
    const window = await open()
    await window.press('filter-installed')
    await window.after(() => {
      location.hash = '#/library'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect([shown(window), window.screen.getByTestId('filter-all').getAttribute('aria-pressed')]).toEqual([
      ['flags', 'maps', 'voices'],
      'true',
    ])
  })

  it('is sorted by the heads of the list, and the other way round by pressing again', async () => {
    const window = await open()
    await window.press('layout-list')
    const seen: unknown[] = []
    for (const head of ['sort-by-size', 'sort-by-size', 'sort-by-name']) {
      await window.press(head)
      seen.push(shown(window))
    }
    expect(seen).toEqual([
      ['flags', 'voices', 'maps'],
      ['maps', 'voices', 'flags'],
      ['flags', 'maps', 'voices'],
    ])
  })

  it('is grouped under headings, which packs then stand below', async () => {
    const window = await open()
    await window.after(() => {
      location.hash = '#/library?group=status'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    const headings = window.screen
      .getAllByRole('heading')
      .map((heading) => [heading.tagName, heading.textContent])
    expect(headings).toEqual([
      ['H1', 'Library'],
      ['H2', 'Updates 1'],
      ['H3', 'Voices'],
      ['H2', 'Up to date 1'],
      ['H3', 'Flags'],
      ['H2', 'Not installed 1'],
      ['H3', 'Maps'],
    ])
  })

  it('marks what was searched, and says when it only looks like it', async () => {
    const window = await open()
    const search = (value: string): Promise<void> =>
      window.after(() => fireEvent.change(window.screen.getByTestId('search'), { target: { value } }))
    await search('voi')
    const exact = item(window, 'voices').querySelector('mark')?.textContent
    const isSimilar = window.screen.queryByTestId('library-similar') !== null
    await search('vioces')
    expect([
      exact,
      isSimilar,
      shown(window),
      window.screen.getByTestId('library-similar').textContent,
    ]).toEqual(['Voi', false, ['voices'], 'Nothing matches “vioces” exactly. These are similar:'])
  })

  it('says in columns what the person wants to know, and remembers which', async () => {
    const window = await open()
    await window.press('layout-list')
    await window.press('view')
    await window.press('view-policy')
    const columns = [...item(window, 'voices').querySelectorAll('[data-column]')]
    expect([
      window.library.appSettings.current.listColumns,
      columns.map((column) => column.textContent),
    ]).toEqual([
      ['policy', 'size', 'download', 'updated'],
      ['Kind: Optional', 'Size: 2.0\u00a0GB', 'Download: 1.0\u00a0GB', 'Updated: Sep 21, 2026'],
    ])
  })

  it('shows the picture of a pack that is here and has one', async () => {
    const { screen } = await open()
    const pictures = screen.getAllByTestId('pack-picture').map((picture) => picture.getAttribute('src'))
    expect(pictures).toEqual(['/pictures/flags/1'])
  })
})

describe('selected packs', () => {
  it('are counted with what they take, and what fits', async () => {
    const window = await open()
    await select(window, 'maps', 'voices')
    expect(window.screen.getByTestId('selection').querySelector('p')?.textContent).toBe(
      '2 selected · 4.0\u00a0GB to download · fits',
    )
  })

  it('say what may be missing', async () => {
    const window = await open({ facts: { freeBytes: 5e9 } })
    await select(window, 'maps', 'voices')
    expect(window.screen.getByTestId('selection').querySelector('p')?.textContent).toBe(
      '2 selected · 4.0\u00a0GB to download · may need 4.0\u00a0GB more space',
    )
  })

  it('are installed, updated and removed together', async () => {
    const window = await open()
    await select(window, 'maps', 'voices', 'flags')
    const words = within(window.screen.getByTestId('selection'))
      .getAllByRole('button')
      .map((button) => button.textContent)
    await window.press('selection-remove')
    await window.press('confirm-remove-packs')
    expect([words, removed(window)]).toEqual([
      ['Clear selection', 'Remove 2…', 'Update 1', 'Install 1'],
      ['remove flags', 'remove voices'],
    ])
  })

  it('are removed together with the Delete key on one of them', async () => {
    const window = await open()
    await select(window, 'voices', 'flags')
    await window.after(() => fireEvent.keyDown(item(window, 'flags'), { key: 'Delete' }))
    await window.press('confirm-remove-packs')
    expect([removed(window), window.screen.queryByTestId('selection')]).toEqual([
      ['remove flags', 'remove voices'],
      null,
    ])
  })

  it('are all with the box over the list, and none with it again', async () => {
    const window = await open()
    await window.press('layout-list')
    await window.press('select-all')
    const all = window.screen.getByTestId('selection').querySelector('p')?.textContent
    await window.press('select-all')
    expect([all, window.screen.queryByTestId('selection')]).toEqual([
      '3 selected · 4.0\u00a0GB to download · fits',
      null,
    ])
  })

  it('that a filter hides are left alone', async () => {
    const window = await open()
    await select(window, 'maps', 'flags')
    await window.press('filter-installed')
    expect(window.screen.getByTestId('selection').querySelector('p')?.textContent).toBe('1 selected')
  })

  it('that a filter hides are not removed by the bar, and are selected still when they are shown again', async () => {
    const window = await open()
    await select(window, 'voices', 'flags')
    await window.press('filter-updates')
    await window.press('selection-remove')
    await window.press('confirm-remove-packs')
    await window.press('filter-all')
    expect([removed(window), window.screen.getByTestId('selection').querySelector('p')?.textContent]).toEqual(
      [['remove voices'], '1 selected'],
    )
  })

  it('that a filter hides are not removed by the Delete key, and not meant by the menu', async () => {
    const window = await open()
    await select(window, 'voices', 'flags')
    await window.press('filter-updates')
    await window.after(() => fireEvent.contextMenu(item(window, 'voices')))
    const words = window.screen.getAllByRole('menuitem').map((one) => one.textContent)
    await window.press('menu-select')
    await select(window, 'voices')
    await window.after(() => fireEvent.keyDown(item(window, 'voices'), { key: 'Delete' }))
    await window.press('confirm-remove')
    expect([words.includes('Remove'), removed(window)]).toEqual([true, ['remove voices']])
  })

  it('that a filter hides stay so when the box over the list selects what is shown', async () => {
    const window = await open()
    await window.press('layout-list')
    await select(window, 'flags')
    await window.press('filter-updates')
    await window.press('select-all')
    await window.press('filter-all')
    const both = window.screen.getByTestId('selection').querySelector('p')?.textContent
    await window.press('filter-updates')
    await window.press('select-all')
    await window.press('filter-all')
    expect([both, window.screen.getByTestId('selection').querySelector('p')?.textContent]).toEqual([
      '2 selected · 1.0\u00a0GB to download · fits',
      '1 selected',
    ])
  })

  it('that are hidden change nothing about a plain press', async () => {
    const window = await open()
    await select(window, 'flags')
    await window.press('filter-updates')
    await window.after(() => {
      const target = item(window, 'voices')
      fireEvent.pointerDown(target, { button: 0, pointerType: 'mouse' })
      fireEvent.pointerUp(target, { button: 0, pointerType: 'mouse' })
    })
    expect(window.screen.queryByTestId('selection')).toBe(null)
  })

  it('that nothing was done with stay selected', async () => {
    const window = await open()
    await select(window, 'maps', 'flags')
    await window.press('selection-install')
    expect([
      window.library.asked,
      window.screen.getByTestId('selection').querySelector('p')?.textContent,
    ]).toEqual([['startDownload maps'], '1 selected'])
  })

  it('are not made by a plain press beside the buttons, and are by one with Ctrl', async () => {
    const window = await open()
    const press = (id: string, ctrlKey: boolean): Promise<void> =>
      window.after(() => {
        const target = item(window, id)
        fireEvent.pointerDown(target, { button: 0, pointerType: 'mouse', ctrlKey })
        fireEvent.pointerUp(target, { button: 0, pointerType: 'mouse', ctrlKey })
      })
    await press('maps', false)
    const after = window.screen.queryByTestId('selection')
    await press('maps', true)
    expect([after, window.screen.queryByTestId('selection') === null]).toEqual([null, false])
  })
})

describe('the menu of a pack', () => {
  it('opens with the second button and offers all that its buttons do', async () => {
    const window = await open()
    await window.after(() => fireEvent.contextMenu(item(window, 'voices')))
    const words = window.screen.getAllByRole('menuitem').map((one) => one.textContent)
    await window.press('menu-update')
    expect([words, window.library.asked, window.screen.queryByRole('menu')]).toEqual([
      ['Update', 'Show in folder', 'Check files', 'Save as file…', 'Remove', 'Details', 'Select'],
      ['startDownload voices'],
      null,
    ])
  })

  it('of one of several selected ones is for all of them', async () => {
    const window = await open()
    await select(window, 'maps', 'voices')
    await window.after(() => fireEvent.contextMenu(item(window, 'maps')))
    const words = window.screen.getAllByRole('menuitem').map((one) => one.textContent)
    expect(words).toEqual(['Install 1', 'Update 1', 'Remove 1…', 'Deselect'])
  })
})

describe('updating everything', () => {
  const updates = [
    anEntry({ id: 'large', version: 2, localVersion: 1, downloadSize: 3e9, installedSize: 9e9 }),
    anEntry({ id: 'small', version: 2, localVersion: 1, downloadSize: 1e9, installedSize: 2e9 }),
  ]

  it('says the bytes, and updates all where there is room', async () => {
    const window = await open({ entries: updates })
    const word = window.screen.getByTestId('update-all').textContent
    await window.press('update-all')
    expect([word, window.library.asked]).toEqual([
      'Update all · up to 4.0\u00a0GB',
      ['startDownload large', 'startDownload small'],
    ])
  })

  it('has its place whatever a check or a press comes to: no other button moves', async () => {
    const window = await open({ entries: updates })
    const { library } = window
    const buttons = (): readonly (readonly [string | undefined, boolean])[] => {
      const all = window.screen.getByTestId('check-for-updates').parentElement?.querySelectorAll('button')
      return [...(all ?? [])].map((button) => [button.dataset['testid'], button.disabled])
    }
    const before = buttons()
    await window.after(() => {
      library.setFacts({ checking: true })
    })
    const whileChecking = buttons()
    await window.press('update-all')
    const others = [
      ['install-from-file', false],
      ['check-for-updates', false],
    ]
    expect([before, whileChecking, buttons()]).toEqual([
      [['update-all', false], ...others],
      [['update-all', false], ...others],
      [['update-all', true], ...others],
    ])
  })

  it('updates what fits where there is less, and leads to where room is made where there is none', async () => {
    const window = await open({ entries: updates, facts: { freeBytes: 4e9 } })
    const word = window.screen.getByTestId('update-all').textContent
    await window.press('update-all')
    await window.after(() => {
      window.library.setFacts({ freeBytes: 1e6 })
      window.library.put(...updates)
    })
    await window.press('update-no-room')
    expect([word, window.library.asked[0], location.hash]).toEqual([
      'Update what fits (1 of 2) · up to 1.0\u00a0GB',
      'startDownload small',
      '#/storage',
    ])
  })
})
