import { fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { shortcutNames } from '../../../../../src-shared/domain/shortcuts'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { aDownload, anEntry } from '../../../../support/library-builders'
import { anID } from '../../../../support/pack-builder'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

async function open(
  options: Partial<FakeLibraryOptions> = {},
): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary({
    entries: [anEntry({ id: 'maps', title: 'Maps', download: aDownload() })],
    ...options,
  })
  drawn = await drawWindow(library)
  return { ...drawn, library }
}

const press = (key: string, more: object = {}) => fireEvent.keyDown(document, { key, ...more })

describe('the sheet of shortcuts', () => {
  it('opens with F1 and with ?, names every shortcut and its keys, and closes again', async () => {
    const { screen, after } = await open()
    await after(() => press('F1'))
    const names = shortcutNames.map((name) => screen.queryByTestId(`shortcut-${name}`)?.textContent)
    await after(() => fireEvent.click(screen.getByTestId('close-shortcuts')))
    const closed = screen.queryByTestId('shortcut-sheet')
    await after(() => press('?', { shiftKey: true }))
    expect([names.includes(undefined), names[0], names[6], closed]).toEqual([
      false,
      'Search packsCtrl+K or /',
      'Pause or resume everythingCtrl+Shift+P',
      null,
    ])
    expect(screen.getByRole('dialog', { name: 'Keyboard shortcuts' }).isConnected).toBe(true)
  })

  it('names the keys as those of a Mac, and in the words of a German keyboard', async () => {
    const onMac = await open({ appFacts: { platform: 'darwin' } })
    await onMac.after(() => press('F1'))
    const mac = onMac.screen.getByTestId('shortcut-toggleAll').querySelector('dd')?.textContent
    onMac.close()
    const german = await open({ settings: { settings: { language: 'de' } } })
    // Its sentences are fetched, and drawn a moment later.
    await vi.dynamicImportSettled()
    await german.after(() => press('F1'))
    const keys = german.screen.getByTestId('shortcut-removePack').querySelector('dd')?.textContent
    expect([mac, keys]).toEqual(['⌘+⇧+P', 'Entf'])
  })

  it('lets no key through to what is behind it', async () => {
    const { screen, after, library } = await open()
    await after(() => press('F1'))
    await after(() => press('p', { ctrlKey: true, shiftKey: true }))
    await after(() => press('2', { ctrlKey: true }))
    expect([library.asked.includes('pauseAll'), screen.queryByTestId('shortcut-sheet') === null]).toEqual([
      false,
      false,
    ])
  })

  it('leaves out keys of a single character that are turned off, which then do nothing', async () => {
    const { screen, after, library } = await open({ settings: { settings: { singleKeyShortcuts: false } } })
    await after(() => press('?', { shiftKey: true }))
    const afterSign = screen.queryByTestId('shortcut-sheet')
    await after(() => fireEvent.keyDown(screen.getByTestId('pack-maps'), { key: 'p' }))
    await after(() => press('F1'))
    expect([
      afterSign,
      library.asked.includes('pause maps'),
      screen.queryByTestId('shortcut-togglePack'),
      screen.getByTestId('shortcut-search').textContent,
    ]).toEqual([null, false, null, 'Search packsCtrl+K'])
  })
})

describe('what is asked from outside of the window', () => {
  it('leads to a screen, to the sheet, and to a pack, past a question that is open', async () => {
    const { screen, after, library } = await open()
    await after(() => {
      library.requests.ask({ kind: 'command', command: 'settings' })
    })
    const settings = screen.queryByTestId('theme-system') !== null
    await after(() => {
      library.requests.ask({ kind: 'command', command: 'showShortcuts' })
    })
    const sheet = screen.queryByTestId('shortcut-sheet') !== null
    await after(() => {
      library.requests.ask({ kind: 'pack', id: anID('maps') })
    })
    expect([settings, sheet, screen.queryByTestId('shortcut-sheet'), location.hash]).toEqual([
      true,
      true,
      null,
      '#/pack/maps?from=settings',
    ])
  })

  it('was heard once: what the window does afterwards stays', async () => {
    const { after, library } = await open()
    await after(() => {
      library.requests.ask({ kind: 'command', command: 'downloads' })
    })
    await after(() => press('1', { ctrlKey: true }))
    expect(location.hash).toBe('#/library')
  })
})
