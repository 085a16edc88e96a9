import { fireEvent, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { formatTimeOfDay } from '../../../../src-renderer/format/time-of-day'
import { packState } from '../../../../src-shared/domain/pack-state'
import { FakeLibrary, type FakeLibraryOptions } from '../../../support/fake-library'
import { aDownload, anEntry, anError, withoutRoom } from '../../../support/library-builders'
import { sampleEntries } from '../../../support/sample-library'
import { drawWindow, type DrawnWindow } from './drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

async function open(options: FakeLibraryOptions): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary(options)
  drawn = await drawWindow(library)
  return { ...drawn, library }
}

describe('the library', () => {
  it('shows for every state its word and the right thing to do', async () => {
    const { screen } = await open({ entries: sampleEntries })
    const shown = sampleEntries.map((entry) => {
      const card = screen.getByTestId(`pack-${entry.assetPack.id}`)
      const buttons = within(card).getAllByRole('button', { hidden: false })
      return [
        card.dataset['state'],
        buttons.map((button) => button.textContent).filter((word) => word !== ''),
      ]
    })
    const words: Readonly<Record<string, readonly string[]>> = {
      notInstalled: ['Install'],
      waiting: ['Pause', 'Cancel'],
      downloading: ['Pause', 'Cancel'],
      verifying: ['Pause', 'Cancel'],
      installing: ['Pause', 'Cancel'],
      paused: ['Resume', 'Cancel'],
      upToDate: [],
      updateAvailable: ['Update'],
      failed: ['Details', 'Try again', 'Dismiss'],
      obsolete: [],
    }
    expect(shown).toEqual(sampleEntries.map((entry) => [packState(entry), words[packState(entry)]]))
  })

  it('names every button by its visible word first, then the pack', async () => {
    const { screen } = await open({ entries: [anEntry({ id: 'flags', title: 'Flags' })] })
    expect(screen.getByTestId('install-flags').getAttribute('aria-label')).toBe('Install: Flags')
  })

  it('asks for a pack and shows how far it is', async () => {
    const { screen, after, library } = await open({ entries: [anEntry({ id: 'flags', title: 'Flags' })] })
    await after(() => fireEvent.click(screen.getByTestId('install-flags')))
    await after(() => {
      library.put(anEntry({ id: 'flags', title: 'Flags', download: aDownload({ fractionCompleted: 0.58 }) }))
    })
    const bar = screen.getByRole('progressbar')
    expect([library.asked, bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuetext')]).toEqual([
      ['startDownload flags'],
      '58',
      '58%, Downloading, About 2 min left',
    ])
  })

  it('asks before it removes, and removes only when told to', async () => {
    const { screen, after, library } = await open({ entries: [anEntry({ id: 'flags', localVersion: 1 })] })
    await after(() => fireEvent.click(screen.getByTestId('more-flags')))
    await after(() => fireEvent.click(screen.getByTestId('remove-flags')))
    expect(screen.getByRole('alertdialog').textContent).toContain('frees at least 25.0\u00a0MB')
    await after(() => fireEvent.click(screen.getByTestId('confirm-keep')))
    await after(() => fireEvent.click(screen.getByTestId('more-flags')))
    await after(() => fireEvent.click(screen.getByTestId('remove-flags')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove')))
    expect([library.asked, screen.getByTestId('pack-flags').dataset['state']]).toEqual([
      ['remove flags'],
      'notInstalled',
    ])
  })

  it('says in plain words what went wrong, and offers another try', async () => {
    const { screen, after, library } = await open({
      entries: [
        anEntry({ id: 'flags', version: 2, localVersion: 1, error: anError('timedOut', 'ETIMEDOUT') }),
      ],
    })
    const line = screen.getByTestId('error-flags')
    expect([line.querySelector('p')?.textContent, line.querySelectorAll('p')[1]?.textContent]).toEqual([
      'No data is arriving',
      'The server stopped sending. What has arrived is kept. Version 1 is still in place and works.',
    ])
    await after(() => fireEvent.click(screen.getByTestId('retry-flags')))
    expect(library.asked).toEqual(['startDownload flags'])
  })

  it('shows the whole of an error and what support asks for on demand', async () => {
    const { screen, after } = await open({
      entries: [anEntry({ id: 'flags', title: 'Flags', error: anError('timedOut', 'ETIMEDOUT') })],
    })
    expect(screen.queryByText('timedOut')).toBe(null)
    await after(() => fireEvent.click(screen.getByTestId('error-details-flags')))
    expect(screen.getByRole('dialog', { name: 'Details: Flags' }).textContent).toBe(
      'No data is arrivingThe server stopped sending. What has arrived is kept.CodetimedOutFor supportETIMEDOUT',
    )
  })

  it('says that it is offline without getting in the way', async () => {
    const { screen, after, library } = await open({
      entries: sampleEntries,
      facts: { connection: 'offline' },
    })
    expect([screen.getByTestId('connection').dataset['state'], screen.queryByRole('alertdialog')]).toEqual([
      'offline',
      null,
    ])
    expect(screen.getByTestId('notice-offline').textContent).toContain('Installed packs still work.')
    await after(() => {
      library.setFacts({ connection: 'online' })
    })
    expect(screen.queryByTestId('notice-offline')).toBe(null)
  })

  it('warns when the list of packs cannot be trusted', async () => {
    const { screen } = await open({ entries: [], facts: { checkError: anError('metadataRolledBack') } })
    expect(screen.getByTestId('notice-untrusted').textContent).toContain(
      'The server sent an old list of packs.',
    )
  })

  it('says what an empty library means', async () => {
    const { screen, after, library } = await open({ entries: [] })
    await after(() => fireEvent.click(screen.getByTestId('check-for-updates')))
    expect([screen.getByTestId('library-empty').querySelector('h2')?.textContent, library.asked]).toEqual([
      'No packs yet',
      ['checkForUpdates'],
    ])
  })

  it('shows the way of needed packs at the first run, then that the app is ready', async () => {
    const { screen, after, library } = await open({
      entries: [anEntry({ id: 'base', policy: 'essential', download: aDownload() })],
      facts: { isFirstLaunch: true },
    })
    const first = screen.getByTestId('first-run').dataset['state']
    await after(() => {
      library.put(anEntry({ id: 'base', policy: 'essential', localVersion: 1 }))
      library.setFacts({ isFirstLaunch: undefined })
    })
    const second = screen.getByTestId('first-run').dataset['state']
    await after(() => fireEvent.click(screen.getByTestId('first-run-continue')))
    expect([first, second, screen.queryByTestId('first-run')]).toEqual(['installing', 'ready', null])
  })

  it('tells why something was refused until the person has seen it', async () => {
    const { screen, after, library } = await open({ entries: [anEntry({ id: 'flags' })] })
    library.refuseNext('startDownload', 'containerLocked')
    await after(() => fireEvent.click(screen.getByTestId('install-flags')))
    expect(screen.getByTestId('notice-refusal').textContent).toContain('Another copy is already running.')
    expect(screen.getByTestId('announcer-assertive').textContent).toBe('Another copy is already running')
  })
})

describe('the keyboard', () => {
  it('goes to the search, finds, and clears with Escape', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    await after(() => fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true }))
    expect(document.activeElement).toBe(screen.getByTestId('search'))
    await after(() => fireEvent.change(screen.getByTestId('search'), { target: { value: 'xylophone' } }))
    expect(screen.getByTestId('library-no-match').textContent).toContain('Nothing matches “xylophone”')
    await after(() => fireEvent.keyDown(screen.getByTestId('search'), { key: 'Escape' }))
    expect(screen.queryByTestId('library-no-match')).toBe(null)
  })

  it('goes from screen to screen and takes the focus to the heading', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    await after(() => fireEvent.keyDown(document.body, { key: '2', ctrlKey: true }))
    const heading = screen.getByRole('heading', { level: 1 })
    expect([heading.textContent, document.activeElement === heading, location.hash]).toEqual([
      'Downloads',
      true,
      '#/downloads',
    ])
  })

  it.each([
    ['grid', 'Enter'],
    ['list', 'ArrowDown'],
  ])(
    'goes from the search to the first pack found in the %s with %s, wherever it was asked',
    async (layout, key) => {
      const entries = ['Maps', 'Voices', 'Films'].map((title) => anEntry({ id: title.toLowerCase(), title }))
      const { screen, after } = await open({ entries })
      const search = screen.getByTestId('search')
      const focused = (): string | null | undefined => document.activeElement?.getAttribute('data-pack-id')
      await after(() => {
        location.hash = `#/library?layout=${layout}`
        globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
      })
      const press = async (): Promise<void> => {
        await after(() => {
          search.focus()
          fireEvent.keyDown(search, { key })
        })
        await after(() => undefined)
      }
      await after(() => fireEvent.change(search, { target: { value: 'oic' } }))
      await press()
      const found = [focused(), location.hash.includes('library')]
      await after(() => fireEvent.keyDown(document.body, { key: '2', ctrlKey: true }))
      await press()
      const fromElsewhere = focused()
      await after(() => fireEvent.change(search, { target: { value: 'xylophone' } }))
      await press()
      const nothing = document.activeElement?.getAttribute('data-testid')
      await after(() => fireEvent.keyDown(search, { key: 'Escape' }))
      await press()
      expect([found, fromElsewhere, nothing, focused()]).toEqual([
        ['voices', true],
        'voices',
        'search',
        'films',
      ])
    },
  )

  it('leaves Enter to whoever puts a word together with it', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    const search = screen.getByTestId('search')
    await after(() => {
      search.focus()
      fireEvent.keyDown(search, { key: 'Enter', isComposing: true })
    })
    await after(() => undefined)
    expect(document.activeElement).toBe(search)
  })

  it('takes the focus to the heading from the search, too, when that did not lead there', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    await after(() => {
      screen.getByTestId('search').focus()
      fireEvent.keyDown(screen.getByTestId('search'), { key: '2', ctrlKey: true })
    })
    const heading = document.activeElement?.textContent
    await after(() => {
      screen.getByTestId('search').focus()
      fireEvent.change(screen.getByTestId('search'), { target: { value: 'flags' } })
    })
    expect([heading, location.hash, document.activeElement?.getAttribute('data-testid')]).toEqual([
      'Downloads',
      '#/library',
      'search',
    ])
  })

  it('goes to the search with / from a box that is ticked, which is no text', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    await after(() => {
      const [box] = screen.getAllByRole('checkbox')
      box?.focus()
      fireEvent.keyDown(box ?? document.body, { key: '/' })
    })
    expect(document.activeElement?.getAttribute('data-testid')).toBe('search')
  })

  it('pauses with P an update that waits for room, though another thing to do stands before it', async () => {
    const price = { diskBytesNeeded: 900, bytesToFetch: 700 }
    const shortage = { ...price, freeBytes: 200, lowSpace: { ...price, diskBytesNeeded: 150 } }
    const { screen, after, library } = await open({
      entries: [anEntry({ id: 'flags', version: 2, localVersion: 1, ...withoutRoom(shortage, 'waiting') })],
    })
    await after(() => fireEvent.keyDown(screen.getByTestId('pack-flags'), { key: 'p' }))
    expect(library.asked).toEqual(['pause flags'])
  })

  it('pauses and resumes the pack that has the focus with P, and asks to cancel with Delete', async () => {
    const { screen, after, library } = await open({
      entries: [anEntry({ id: 'flags', download: aDownload() })],
    })
    const row = (): HTMLElement => screen.getByTestId('pack-flags')
    await after(() => fireEvent.keyDown(row(), { key: 'p' }))
    await after(() => fireEvent.keyDown(row(), { key: 'p' }))
    await after(() => fireEvent.keyDown(row(), { key: 'Delete' }))
    await after(() => fireEvent.click(screen.getByTestId('confirm-cancel')))
    expect(library.asked).toEqual(['pause flags', 'resume flags', 'cancel flags'])
  })

  it('checks for updates with F5 and pauses everything with Ctrl+Shift+P', async () => {
    const { after, library } = await open({ entries: [anEntry({ download: aDownload() })] })
    await after(() => fireEvent.keyDown(document.body, { key: 'F5' }))
    await after(() => fireEvent.keyDown(document.body, { key: 'P', ctrlKey: true, shiftKey: true }))
    await after(() => fireEvent.keyDown(document.body, { key: 'P', ctrlKey: true, shiftKey: true }))
    expect(library.asked).toEqual(['checkForUpdates', 'pauseAll', 'resumeAll'])
  })
})

describe('the footer', () => {
  it('says what the running download does, and leads to the downloads and to the storage', async () => {
    const { screen, after, library } = await open({
      entries: [anEntry({ id: 'flags', download: aDownload({ phase: 'verifying', bytesPerSecond: 0 }) })],
    })
    const part = (name: string): HTMLElement => screen.getByTestId(name)
    const words = [part('footer-downloads').textContent]
    await after(() => {
      library.put(anEntry({ id: 'flags', download: aDownload({ phase: 'installing', bytesPerSecond: 0 }) }))
    })
    words.push(part('footer-downloads').textContent)
    expect([words, part('free-space').textContent, part('free-space').getAttribute('href')]).toEqual([
      ['Checking', 'Installing'],
      '142\u00a0GB free',
      '#/storage',
    ])
  })
})

describe('a check for updates', () => {
  it('says in the footer, on every screen, that it runs and what it came to', async () => {
    const { screen, after, library } = await open({
      entries: [anEntry({ id: 'flags', version: 2, localVersion: 1 })],
    })
    const standing = (): string | null | undefined => screen.queryByTestId('footer-check')?.textContent
    const seen = [standing()]
    await after(() => {
      library.setFacts({ checking: true })
    })
    seen.push(standing())
    await after(() => fireEvent.keyDown(document.body, { key: '3', ctrlKey: true }))
    seen.push(standing())
    await after(() => {
      library.setFacts({ checking: false, checkedAt: Date.UTC(2026, 10, 30, 10, 31) })
    })
    expect([seen, standing()]).toEqual([
      [undefined, 'Checking for updates…', 'Checking for updates…'],
      expect.stringMatching(/^Checked at .*: 1 update$/),
    ])
  })
})

describe('a setting', () => {
  it('that is changed beside the settings and refused says so above the packs', async () => {
    const { screen, after, library } = await open({ entries: [anEntry({ id: 'flags' })] })
    library.appSettings.nextRefusal = 'notWritable'
    await after(() => fireEvent.click(screen.getByTestId('view')))
    await after(() => fireEvent.click(screen.getByTestId('view-compact')))
    expect(screen.getByTestId('notice-refusal').textContent).toContain(
      'The folder of the packs cannot be written to',
    )
  })
})

describe('a question', () => {
  it('that events have overtaken is closed: the keys work, and it does not come up for the next download', async () => {
    const entry = anEntry({ id: 'flags', download: aDownload() })
    const { screen, after, library } = await open({ entries: [entry] })
    await after(() => fireEvent.click(screen.getByTestId('cancel-flags')))
    await after(() => {
      library.put(anEntry({ id: 'flags', localVersion: 1 }))
    })
    await after(() => fireEvent.keyDown(document.body, { key: 'F5' }))
    await after(() => {
      library.put(entry)
    })
    expect([library.asked, screen.queryByRole('alertdialog')]).toEqual([['checkForUpdates'], null])
  })
})

describe('the downloads', () => {
  it('show what runs, what waits and why, what is paused and what failed', async () => {
    const { screen, after } = await open({ entries: sampleEntries })
    await after(() => fireEvent.keyDown(document.body, { key: '2', ctrlKey: true }))
    const headings = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
    expect(headings).toEqual(['Downloading now', 'Up next', 'Paused', 'Could not finish'])
    expect(screen.getByTestId('pack-hd-textures').textContent).toContain(
      'Waiting for a network that costs nothing',
    )
  })

  it('say until when a pack waits for the end of quiet hours', async () => {
    const waiting = { phase: 'waiting', waitingFor: 'quietHours', waitingUntil: '07:00' } as const
    const entries = [anEntry({ id: 'night-owl', download: aDownload(waiting, { state: 'waiting' }) })]
    const { screen, after } = await open({ entries })
    await after(() => fireEvent.keyDown(document.body, { key: '2', ctrlKey: true }))
    expect(screen.getByTestId('pack-night-owl').textContent).toContain(
      `Waits until ${formatTimeOfDay('07:00', 'en')}`,
    )
  })

  it('say what went wrong while a pack waits for another try', async () => {
    const waiting = { phase: 'waiting', waitingFor: 'retry', waitingBecause: 'hostUnavailable' } as const
    const entries = [anEntry({ id: 'patient', download: aDownload(waiting, { state: 'waiting' }) })]
    const { screen } = await open({ entries })
    expect(screen.getByTestId('pack-patient').textContent).toContain(
      'The pack server cannot be reached · retrying',
    )
  })
})
