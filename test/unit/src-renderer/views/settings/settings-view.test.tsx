import { act, fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

async function open(
  options: Partial<FakeLibraryOptions> = {},
): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary({ entries: [], ...options })
  drawn = await drawWindow(library)
  const { after } = drawn
  await after(() => fireEvent.keyDown(document, { key: ',', ctrlKey: true }))
  return { ...drawn, library }
}

/** Flips a switch as its person does. */
function flip({ screen, after }: DrawnWindow, name: string): Promise<void> {
  return after(() => {
    const input = screen.getByTestId(name).querySelector('input')
    if (input !== null) fireEvent.click(input)
  })
}

/** Types a number and leaves the field. */
function enter({ screen, after }: DrawnWindow, name: string, text: string): Promise<void> {
  const field = screen.getByTestId(name)
  return after(() => {
    fireEvent.focus(field)
    fireEvent.change(field, { target: { value: text } })
    fireEvent.blur(field)
  })
}

describe('the settings', () => {
  it('are in force at once, and say "Saved" beside the one that was changed last, also to those who only hear', async () => {
    const window = await open()
    const { screen, after, library } = window
    await after(() => fireEvent.click(screen.getByTestId('theme-dark')))
    const first = [
      screen.getByTestId('saved-theme').textContent,
      screen.getByTestId('announcer-polite').textContent,
    ]
    await flip(window, 'notifyEachPack')
    const { theme, notifyEachPack } = library.appSettings.current
    expect([
      first,
      screen.queryByTestId('saved-theme'),
      screen.getByTestId('saved-notifyEachPack').textContent,
    ]).toEqual([['Saved', 'Saved'], null, 'Saved'])
    expect([theme, notifyEachPack]).toEqual(['dark', true])
  })

  it('are flipped by a click on their title as well, and a field has the focus by it', async () => {
    const { screen, after, library } = await open({ limits: { bytesPerSecond: 5e6 } })
    const titleOf = (name: string): HTMLElement => {
      const title = screen.getByTestId(`setting-${name}`).querySelector('label')
      if (title === null) throw new TypeError(`The setting ${name} has no title.`)
      return title
    }
    const isOn = (): boolean => library.appSettings.current.notifyEachPack
    const before = isOn()
    await after(() => fireEvent.click(titleOf('notifyEachPack')))
    const field = screen.getByTestId('packsAtOnce')
    expect([before, isOn(), titleOf('packsAtOnce').getAttribute('for')]).toEqual([false, true, field.id])
  })

  it('that limit downloads leave the other limits as they are', async () => {
    const window = await open({ limits: { packsAtOnce: 3, treatAsMetered: true } })
    await flip(window, 'limitSpeed')
    await enter(window, 'bytesPerSecond', '2.5')
    await flip(window, 'quietHours')
    await flip(window, 'treatAsMetered')
    expect(await window.library.limits()).toEqual({
      packsAtOnce: 3,
      treatAsMetered: false,
      bytesPerSecond: 2_500_000,
      quietHours: { from: '22:00', to: '07:00' },
    })
  })

  it('answer a number that cannot be beside its field and change nothing, until it can be', async () => {
    const window = await open()
    const { screen, library } = window
    await enter(window, 'packsAtOnce', '99')
    const problem = screen.getByTestId('problem-packsAtOnce')
    const field = screen.getByTestId('packsAtOnce')
    const described = field.getAttribute('aria-describedby')?.split(' ').includes(problem.id)
    const heard = screen.getByTestId('announcer-assertive').textContent === problem.textContent
    const wrong = [
      problem.textContent,
      described,
      heard,
      field.getAttribute('aria-invalid'),
      await library.limits(),
    ]
    await enter(window, 'packsAtOnce', '4')
    expect([wrong, screen.queryByTestId('problem-packsAtOnce'), await library.limits()]).toEqual([
      ['Choose a number from 1 to 16.', true, true, 'true', {}],
      null,
      { packsAtOnce: 4 },
    ])
  })

  it('are stepped to with the arrow keys, from what is typed, and kept once when the steps have ended', async () => {
    const window = await open({ limits: { packsAtOnce: 3 } })
    const { screen, after, library, clock } = window
    const field = screen.getByTestId('packsAtOnce')
    const press = (key: string): Promise<void> => after(() => fireEvent.keyDown(field, { key }))
    const shown = (): string => (field as HTMLInputElement).value
    for (let time = 0; time < 3; time += 1) await press('ArrowUp')
    const stepped = [shown(), await library.limits()]
    await act(() => clock.advance(400))
    const kept = [shown(), await library.limits(), library.asked.filter((one) => one === 'setLimits').length]
    await after(() => fireEvent.change(field, { target: { value: '12' } }))
    await press('ArrowUp')
    await act(() => clock.advance(400))
    expect([stepped, kept, shown(), await library.limits()]).toEqual([
      ['6', { packsAtOnce: 3 }],
      ['6', { packsAtOnce: 6 }, 1],
      '13',
      { packsAtOnce: 13 },
    ])
  })

  it('that were stepped to are kept also when the screen is left at once, and shown as they are when refused', async () => {
    const window = await open({ limits: { packsAtOnce: 3 } })
    const { screen, after, library, clock } = window
    const press = (key: string, init = {}): Promise<void> =>
      after(() => fireEvent.keyDown(screen.getByTestId('packsAtOnce'), { key, ...init }))
    library.refuseNext('setLimits', 'notWritable')
    await press('ArrowUp')
    await act(() => clock.advance(400))
    const refused = (screen.getByTestId('packsAtOnce') as HTMLInputElement).value
    await press('ArrowDown')
    await press('1', { ctrlKey: true })
    expect([refused, await library.limits()]).toEqual(['3', { packsAtOnce: 2 }])
  })

  it('say why they were not kept, stay what they were, and forget it at the next try', async () => {
    const window = await open()
    const { screen, library } = window
    library.appSettings.nextRefusal = 'notWritable'
    await flip(window, 'openAtLogin')
    const refused = [
      screen.getByTestId('problem-openAtLogin').textContent,
      screen.getByTestId('announcer-assertive').textContent,
      library.appSettings.current.openAtLogin,
    ]
    await flip(window, 'openAtLogin')
    expect([
      refused,
      screen.queryByTestId('problem-openAtLogin'),
      library.appSettings.current.openAtLogin,
    ]).toEqual([
      [
        'Not saved. The folder of the packs cannot be written to.',
        'Not saved. The folder of the packs cannot be written to.',
        false,
      ],
      null,
      true,
    ])
  })

  it('are found by words of their names and explanations, whatever the case; nothing found can be cleared', async () => {
    const { screen, after } = await open()
    const shown = (): (string | undefined)[] =>
      screen.queryAllByTestId(/^setting-/).map(({ dataset }) => dataset['testid'])
    const search = (value: string): Promise<void> =>
      after(() => fireEvent.change(screen.getByTestId('settings-search'), { target: { value } }))
    const all = shown().length
    await search('NETWORK limited')
    const found = shown()
    await search('no such thing')
    const none = [shown(), screen.getByTestId('settings-none').textContent.includes('no such thing')]
    await after(() => fireEvent.click(screen.getByTestId('settings-search-clear')))
    expect([found, none, shown().length, document.activeElement?.id]).toEqual([
      ['setting-treatAsMetered'],
      [[], true],
      all,
      'settings-search',
    ])
  })

  it('of a few that stand side by side are described by their explanations', async () => {
    const { screen } = await open()
    const group = screen.getByRole('radiogroup', { name: 'When I close the window' })
    const described = document.getElementById(group.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe('What still downloads when the app quits goes on at the next start.')
  })

  it('cannot open the app at login where the system has no way to it, and say so', async () => {
    const { screen } = await open({ settings: { canOpenAtLogin: false } })
    const row = screen.getByTestId('setting-openAtLogin')
    expect([row.textContent, row.querySelector('input')?.disabled]).toEqual([
      'Open at loginYour system does not let this app start by itself.',
      true,
    ])
  })
})

describe('the language of the window', () => {
  it('changes with the setting, without a new start, and the direction of the page with it', async () => {
    const { screen, after, library } = await open()
    const before = [screen.getByRole('heading', { level: 1 }).textContent, document.documentElement.dir]
    const say = async (language: string): Promise<void> => {
      await after(() => void library.changeSettings({ language }))
      // Its sentences are fetched, and drawn a moment later.
      await vi.dynamicImportSettled()
      await after(() => undefined)
    }
    await say('ar')
    const arabic = [
      screen.getByRole('heading', { level: 1 }).textContent,
      document.documentElement.lang,
      document.documentElement.dir,
    ]
    await say('system')
    expect([before, arabic, document.documentElement.dir]).toEqual([
      ['Settings', 'ltr'],
      ['الإعدادات', 'ar', 'rtl'],
      'ltr',
    ])
  })

  it('is the one in which those who only hear are told that it was kept, and no other', async () => {
    const { screen, after } = await open()
    const region = screen.getByTestId('announcer-polite')
    const heard = new Set<string>()
    const listener = new MutationObserver(() => heard.add(region.textContent))
    listener.observe(region, { childList: true, characterData: true, subtree: true })
    const choose = async (language: string): Promise<void> => {
      const list = document.querySelector('[data-testid="setting-language"] select')
      if (list !== null) await after(() => fireEvent.change(list, { target: { value: language } }))
      await vi.dynamicImportSettled()
      await after(() => undefined)
    }
    await choose('de')
    const german = [...heard]
    // What the system speaks is spoken already.
    await choose('en')
    heard.clear()
    await choose('system')
    listener.disconnect()
    expect([german, [...heard]]).toEqual([['Gespeichert'], ['Saved']])
  })
})
