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

interface OpenLibrary extends DrawnWindow {
  readonly library: FakeLibrary
  readonly press: (testID: string) => Promise<void>
}

async function open(): Promise<OpenLibrary> {
  const library = new FakeLibrary({
    entries: [anEntry({ id: 'flags', title: 'Flags', localVersion: 1, installedSize: 5e9 })],
  })
  drawn = await drawWindow(library)
  const { screen, after } = drawn
  const press = (testID: string): Promise<void> => after(() => fireEvent.click(screen.getByTestId(testID)))
  return { ...drawn, library, press }
}

describe('a removed pack', () => {
  it('whose removal has begun cannot be taken back, which is said until somebody has seen it', async () => {
    const window = await open()
    const { screen, library } = window
    await window.press('more-flags')
    await window.press('remove-flags')
    await window.press('confirm-remove')
    library.forgetRemoved({ isTold: false })
    await window.press('undo')
    const said = screen.getByTestId('undo-late').querySelector('p')?.textContent
    await window.press('undo-close')
    expect([
      said,
      screen.queryByTestId('undo-late'),
      screen.getByTestId('pack-flags').dataset['state'],
    ]).toEqual(['It was too late: Flags is being deleted. You can install it again.', null, 'notInstalled'])
  })

  it('has the focus once it was taken back, and once that is over, when the bar had it', async () => {
    const window = await open()
    const { screen, after, library } = window
    const focused: (string | null | undefined)[] = []
    const remove = async (): Promise<void> => {
      await window.press('more-flags')
      await window.press('remove-flags')
      await window.press('confirm-remove')
      await after(() => {
        screen.getByTestId('undo').focus()
      })
    }
    await remove()
    await window.press('undo')
    focused.push(document.activeElement?.getAttribute('data-pack-id'))
    await remove()
    await after(() => {
      library.forgetRemoved()
    })
    focused.push(document.activeElement?.getAttribute('data-pack-id'))
    expect(focused).toEqual(['flags', 'flags'])
  })

  it('is reached with F6, which goes from part to part of the window', async () => {
    const window = await open()
    const { screen, after } = window
    await window.press('more-flags')
    await window.press('remove-flags')
    await window.press('confirm-remove')
    await after(() => {
      screen.getByTestId('footer-downloads').focus()
    })
    await after(() => fireEvent.keyDown(document.body, { key: 'F6', shiftKey: true }))
    expect(document.activeElement?.getAttribute('data-testid')).toBe('undo')
  })

  it('can be taken back for as long as the main process says, by button and by key', async () => {
    const window = await open()
    const { screen, after, library } = window
    await window.press('more-flags')
    await window.press('remove-flags')
    await window.press('confirm-remove')
    const said = screen.getByTestId('undo-bar').querySelector('p')?.textContent
    await window.press('undo')
    const back = screen.getByTestId('pack-flags').dataset['state']
    await window.press('more-flags')
    await window.press('remove-flags')
    await window.press('confirm-remove')
    await after(() => fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }))
    await window.press('more-flags')
    await window.press('remove-flags')
    await window.press('confirm-remove')
    await after(() => {
      library.forgetRemoved()
    })
    expect([said, back, library.asked, screen.queryByTestId('undo-bar')]).toEqual([
      'Flags was removed.',
      'upToDate',
      ['remove flags', 'undoRemove flags', 'remove flags', 'undoRemove flags', 'remove flags'],
      null,
    ])
  })
})
