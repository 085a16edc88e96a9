import { fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { aDownload, anEntry, anError } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const base = anEntry({ id: 'base', title: 'Base', policy: 'essential', download: aDownload() })
const entries = [
  base,
  anEntry({ id: 'voices', policy: 'prefetch', downloadSize: 1e9, installedSize: 2e9 }),
  anEntry({ id: 'maps', downloadSize: 3e9, installedSize: 4e9 }),
]

interface FirstWindow extends DrawnWindow {
  readonly library: FakeLibrary
  readonly press: (testID: string) => Promise<void>
}

/** A window of somebody who was never here before. */
async function open({ facts, ...options }: Partial<FakeLibraryOptions> = {}): Promise<FirstWindow> {
  const library = new FakeLibrary({
    entries,
    settings: { settings: { welcomed: false } },
    facts: { isFirstLaunch: true, isPrefetchHeld: true, ...facts },
    ...options,
  })
  drawn = await drawWindow(library)
  const { screen, after } = drawn
  const press = (testID: string): Promise<void> => after(() => fireEvent.click(screen.getByTestId(testID)))
  return { ...drawn, library, press }
}

const sum = ({ screen }: DrawnWindow): string | undefined =>
  screen.getByTestId('welcome-sum').querySelector('p')?.textContent

describe('the first start', () => {
  it('says what is needed, what else there is, and what all of it takes', async () => {
    const window = await open()
    const first = sum(window)
    await window.press('welcome-pack-maps')
    expect([
      window.screen.getByRole('heading', { level: 1 }).textContent,
      window.screen.getByTestId('welcome-place').textContent,
      first?.split(' · ').slice(0, 2),
      sum(window)?.split(' · ').slice(0, 2),
    ]).toEqual([
      'Welcome to Packhouse',
      '/packs',
      ['Downloads 1.0\u00a0GB', 'needs up to 3.0\u00a0GB while installing'],
      ['Downloads 4.0\u00a0GB', 'needs up to 9.0\u00a0GB while installing'],
    ])
  })

  it.each([
    ['on their way already', [base]],
    ['What is missing is on its way', [base, anEntry({ id: 'here', policy: 'essential', localVersion: 1 })]],
    ['installed already', [anEntry({ id: 'here', policy: 'essential', localVersion: 1 })]],
  ])('says of needed packs that they are %s', async (words, needed) => {
    const { screen } = await open({ entries: needed })
    expect(screen.getByText(/The app does not work without these/).textContent).toContain(words)
  })

  it('names the sizes of what is offered, which are those of downloads', async () => {
    const { screen } = await open()
    expect(screen.getByTestId('welcome-pack-maps').closest('li')?.textContent).toContain(
      '3.0\u00a0GB to download',
    )
  })

  it('does not start what has no room', async () => {
    const window = await open({ facts: { freeBytes: 4e9 } })
    const before = window.screen.queryByTestId('welcome-missing')
    await window.press('welcome-pack-maps')
    expect([
      before,
      window.screen.getByTestId('welcome-missing').textContent,
      (window.screen.getByTestId('welcome-start') as HTMLButtonElement).disabled,
    ]).toEqual([
      null,
      'There may be 5.0\u00a0GB too little space: 4.0\u00a0GB are free. Choose less, or another place.',
      true,
    ])
  })

  it('does what was chosen, waits for what is needed, and then shows the downloads; it is asked once', async () => {
    const window = await open()
    const { library, after, screen } = window
    await window.press('welcome-pack-maps')
    await window.press('welcome-time-night')
    await window.press('welcome-start')
    const waiting = screen.getByTestId('welcome').dataset['state']
    await after(() => {
      library.put(anEntry({ id: 'base', title: 'Base', policy: 'essential', localVersion: 1 }))
      library.setFacts({ isFirstLaunch: undefined })
    })
    expect([
      waiting,
      library.asked.filter((name) => name.startsWith('start')),
      (await library.limits()).quietHours,
      screen.getByRole('heading', { level: 1 }).textContent,
      library.appSettings.current.welcomed,
    ]).toEqual([
      'started',
      ['startDownload voices', 'startDownload maps'],
      { from: '07:00', to: '22:00' },
      'Downloads',
      true,
    ])
  })

  it('lets nothing come that was deselected, also when the rest is skipped, and that before what waits is let go', async () => {
    const { library, press } = await open({ facts: { isFirstLaunch: undefined } })
    await press('welcome-pack-maps')
    await press('welcome-pack-maps')
    await press('welcome-pack-voices')
    const before = library.asked.filter((name) => /^(cancel|start)/.test(name))
    let wasWelcomed: boolean | undefined
    const cancel = library.cancel.bind(library)
    library.cancel = (id) => {
      wasWelcomed = library.appSettings.current.welcomed
      return cancel(id)
    }
    await press('welcome-skip')
    expect([
      before,
      library.asked.filter((name) => /^(cancel|start)/.test(name)),
      wasWelcomed,
      library.appSettings.current.welcomed,
    ]).toEqual([[], ['cancel voices'], false, true])
  })

  it('keeps what was chosen about updates, also when the rest is skipped', async () => {
    const { library, press } = await open({ facts: { isFirstLaunch: undefined } })
    await press('welcome-time-request')
    await press('welcome-skip')
    expect([(await library.limits()).updatesOnRequest, library.appSettings.current.welcomed]).toEqual([
      true,
      true,
    ])
  })

  it('says beside Skip what comes all the same, and no more of it once that is deselected', async () => {
    const { screen, press } = await open({ facts: { isFirstLaunch: undefined } })
    const reason = screen.getByTestId('welcome-skip-reason')
    const before = reason.textContent
    const describedBy = screen.getByTestId('welcome-skip').getAttribute('aria-describedby')
    await press('welcome-pack-maps')
    const withOptional = reason.textContent
    await press('welcome-pack-voices')
    expect([before, describedBy, withOptional, reason.textContent]).toEqual([
      'If you skip, 1 recommended pack still comes in the background. Deselect it if you do not want it.',
      reason.id,
      before,
      '',
    ])
  })

  it('stops what is on its way already as soon as it is deselected', async () => {
    const coming = anEntry({ id: 'voices', policy: 'prefetch', download: aDownload() })
    const { library, press } = await open({ entries: [base, coming] })
    await press('welcome-pack-voices')
    expect(library.asked.filter((name) => name.startsWith('cancel'))).toEqual(['cancel voices'])
  })

  it('proposes what is on its way, whatever it is', async () => {
    const asked = anEntry({ id: 'maps', downloadSize: 3e9, installedSize: 4e9, download: aDownload() })
    const { screen } = await open({ entries: [base, asked] })
    expect(screen.getByTestId('welcome-pack-maps').querySelector('input')?.checked).toBe(true)
  })

  it('is answered with Start: whoever quits while what is needed comes is not asked again', async () => {
    const { library, press, screen } = await open()
    await press('welcome-start')
    expect([screen.queryByTestId('welcome') !== null, library.appSettings.current.welcomed]).toEqual([
      true,
      true,
    ])
  })

  it('has nothing that leads to a screen behind it: no search, no keys, no link below', async () => {
    const { screen, after } = await open()
    const before = location.hash
    await after(() => fireEvent.keyDown(document.body, { key: '3', ctrlKey: true }))
    expect([
      screen.queryByTestId('search'),
      location.hash === before,
      screen.getByTestId('footer-downloads').getAttribute('href'),
      screen.getByTestId('free-space').getAttribute('href'),
    ]).toEqual([null, true, null, null])
  })

  it('says how long what is needed takes still, also what waits its turn', async () => {
    const waits = aDownload(
      {
        phase: 'waiting',
        completedBytes: 0,
        totalBytes: 100e6,
        bytesPerSecond: 0,
        secondsRemaining: undefined,
      },
      { state: 'waiting' },
    )
    const window = await open({
      entries: [base, anEntry({ id: 'more', policy: 'essential', download: waits })],
    })
    await window.press('welcome-start')
    expect(window.screen.getByTestId('welcome-left').textContent).toBe(' About 2 min left')
  })

  it('tells when an answer could not be kept, which nobody would see otherwise', async () => {
    const window = await open()
    window.library.refuseNext('setLimits', 'notWritable')
    await window.press('welcome-time-night')
    await window.press('welcome-start')
    expect(window.screen.getByTestId('notice-refusal').textContent).toContain(
      'The folder of the packs cannot be written to',
    )
  })

  it('cannot be skipped while what is needed is on its way, and can when that has failed for good', async () => {
    const window = await open()
    const skip = (): HTMLButtonElement => window.screen.getByTestId('welcome-skip') as HTMLButtonElement
    const held = skip().disabled
    await window.after(() => {
      window.library.put(anEntry({ id: 'base', policy: 'essential', error: anError('timedOut') }))
      window.library.setFacts({ isFirstLaunch: undefined })
    })
    const released = skip().disabled
    await window.press('welcome-skip')
    expect([held, released, window.screen.getByRole('heading', { level: 1 }).textContent]).toEqual([
      true,
      false,
      'Library',
    ])
  })

  it('lets somebody go on who cannot start for want of room', async () => {
    const window = await open({ facts: { freeBytes: 1e6 } })
    const disabled = ['welcome-start', 'welcome-skip'].map(
      (testID) => (window.screen.getByTestId(testID) as HTMLButtonElement).disabled,
    )
    expect(disabled).toEqual([true, false])
  })

  it('holds nobody while what is needed waits for room on the disk', async () => {
    const window = await open()
    await window.press('welcome-start')
    const { id, policy } = { id: 'base', policy: 'essential' } as const
    await window.after(() => {
      const waiting = aDownload({ phase: 'waiting', waitingFor: 'diskSpace' }, { state: 'waiting' })
      window.library.put(anEntry({ id, policy, download: waiting }))
    })
    expect(window.screen.queryByTestId('welcome')).toBe(null)
  })

  it('is asked again as long as nobody has answered, also when something has come meanwhile', async () => {
    const here = anEntry({ id: 'base', title: 'Base', policy: 'essential', localVersion: 1 })
    const { screen } = await open({ entries: [here, ...entries.slice(1)] })
    expect(screen.getByTestId('welcome').dataset['state']).toBe('asking')
  })

  it('is none where nothing waits for an answer', async () => {
    const { screen } = await open({ facts: { isPrefetchHeld: undefined } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Library')
  })
})
