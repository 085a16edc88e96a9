import { act, fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { NumberedHistoryEntry } from '../../../../../src-shared/domain/download-history'
import type { DownloadProgress } from '../../../../../src-shared/domain/download-status-update'
import type { LibraryEntry } from '../../../../../src-shared/domain/library'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { aDownload, anEntry, anError, withoutRoom } from '../../../../support/library-builders'
import { ManualClock } from '../../../../support/manual-clock'
import { anID } from '../../../../support/pack-builder'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const waiting = (id: string, progress: Partial<DownloadProgress> = {}): LibraryEntry =>
  anEntry({
    id,
    title: `Pack ${id}`,
    download: aDownload(
      {
        ...{
          phase: 'waiting',
          waitingFor: 'queue',
          bytesPerSecond: 0,
          completedBytes: 0,
          fractionCompleted: 0,
        },
        ...progress,
      },
      { state: 'waiting' },
    ),
  })
const queued = ['one', 'two', 'three'].map((id) => waiting(id))

async function downloads(
  options: FakeLibraryOptions,
): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary(options)
  drawn = await drawWindow(library)
  const { after } = drawn
  await after(() => {
    fireEvent.keyDown(document.body, { key: '2', ctrlKey: true })
  })
  return { ...drawn, library }
}

function order({ screen }: Pick<DrawnWindow, 'screen'>): readonly (string | null)[] {
  return [...screen.container.querySelectorAll('[data-state="waiting"][data-pack-id]')].map((row) =>
    row.getAttribute('data-pack-id'),
  )
}

describe('what waits', () => {
  it('says how much is to come, and that this is what it downloads', async () => {
    const { screen } = await downloads({ entries: queued })
    expect(screen.getByTestId('pack-one').textContent).toContain('10.0\u00a0MB to download')
  })
})

describe('without downloads', () => {
  const outdated = { version: 2, localVersion: 1, keptVersion: 2 }

  it.each([
    ['all is current', { version: 2, localVersion: 2 }, 'Everything you have is up to date.', 'no updates'],
    ['an update is ready', outdated, '1 update is ready in the library.', '1 update'],
    [
      'somebody went back',
      { ...outdated, isPinned: true },
      '1 pack stays at its version: its updates are off. Everything else is up to date.',
      'no updates',
    ],
  ])(
    'the screen and the footer say the same of updates where %s',
    async (_what, parts, screenSays, footer) => {
      const { screen } = await downloads({
        entries: [anEntry({ id: 'maps', ...parts })],
        facts: { checkedAt: new ManualClock().now() },
      })
      expect([
        screen.getByTestId('downloads-empty').textContent.includes(screenSays),
        screen.getByTestId('footer-check').textContent.split(': ')[1],
      ]).toEqual([true, footer])
    },
  )
})

describe('what is up next', () => {
  it('is moved by its buttons and by keys, and where it has come is said', async () => {
    const window = await downloads({ entries: queued })
    const { screen, after, library } = window
    const orders = [order(window)]
    await after(() => {
      fireEvent.click(screen.getByTestId('moveUp-three'))
    })
    orders.push(order(window))
    await after(() => {
      fireEvent.keyDown(screen.getByTestId('pack-one'), { key: 'End', altKey: true })
    })
    orders.push(order(window))
    expect([orders, library.asked, screen.getByTestId('announcer-polite').textContent]).toEqual([
      [
        ['one', 'two', 'three'],
        ['one', 'three', 'two'],
        ['three', 'two', 'one'],
      ],
      ['moveDownload before two three', 'moveDownload after two one'],
      'Pack one: place 3 of 3.',
    ])
  })

  it('says nothing of a move that was refused, nor of one that changed nothing, when the queue goes on', async () => {
    const { screen, after, library } = await downloads({ entries: queued })
    library.refuseNext('moveDownload before two', 'wrongUse')
    await after(() => {
      fireEvent.click(screen.getByTestId('moveUp-three'))
    })
    await after(() => {
      fireEvent.click(screen.getByTestId('startNow-one'))
    })
    expect(screen.getByTestId('announcer-polite').textContent).not.toContain('place')
  })

  it('has a button that can be reached and does nothing more when the pack can go no further', async () => {
    const { screen, after, library } = await downloads({ entries: queued })
    const button = screen.getByTestId('moveUp-two')
    await after(() => {
      fireEvent.click(button)
    })
    await after(() => {
      fireEvent.click(button)
    })
    expect([library.asked, button.getAttribute('aria-disabled'), button.tabIndex]).toEqual([
      ['moveDownload before one two'],
      'true',
      0,
    ])
  })

  it('lets the keys of the whole window through, also from within a row', async () => {
    const { screen, after, library } = await downloads({ entries: queued })
    for (const place of ['moveUp-two', 'pack-two']) {
      await after(() => {
        fireEvent.keyDown(screen.getByTestId(place), { key: 'P', ctrlKey: true, shiftKey: true })
      })
      await after(() => {
        library.put(...queued)
      })
    }
    expect(library.asked).toEqual(['pauseAll', 'pauseAll'])
  })

  it('says how much is here of a pack that ran before, and pauses that one at a press', async () => {
    const ran = waiting('ran', { completedBytes: 4e6, totalBytes: 10e6, fractionCompleted: 0.38 })
    const { screen, after, library } = await downloads({ entries: [ran, ...queued.slice(0, 1)] })
    const factsOf = (id: string): string => screen.getByTestId(`pack-${id}`).textContent
    const facts = [factsOf('ran').includes('38% · 4.0\u00a0MB of 10.0\u00a0MB'), factsOf('one').includes('%')]
    const others = screen.queryByTestId('pause-one')
    await after(() => {
      fireEvent.click(screen.getByTestId('pause-ran'))
    })
    expect([facts, others, library.asked, factsOf('ran').includes('Paused')]).toEqual([
      [true, false],
      null,
      ['pause ran'],
      true,
    ])
  })

  it('can be paused at a press where it waits for another attempt, though nothing has come yet', async () => {
    const again = waiting('again', { waitingBecause: 'timedOut' })
    const { screen, after, library } = await downloads({ entries: [again] })
    await after(() => {
      fireEvent.click(screen.getByTestId('pause-again'))
    })
    expect(library.asked).toEqual(['pause again'])
  })

  it('says after what each pack starts, and starts one now', async () => {
    const running = anEntry({ id: 'running', title: 'Maps', download: aDownload() })
    const { screen, after, library } = await downloads({ entries: [running, ...queued] })
    const reasons = ['one', 'two'].map((id) => screen.getByTestId(`reason-${id}`).textContent)
    await after(() => {
      fireEvent.click(screen.getByTestId('startNow-two'))
    })
    expect([reasons, library.asked, screen.getByTestId('pack-two').getAttribute('data-state')]).toEqual([
      ['Starts after Maps', 'Starts after Pack one'],
      ['startNow two'],
      'downloading',
    ])
  })
})

it('leads from a pack that has no room to where room can be made', async () => {
  const shortage = { diskBytesNeeded: 3e9, freeBytes: 1e9, bytesToFetch: 2e9 }
  const { screen, after } = await downloads({
    entries: [anEntry({ id: 'big', version: 2, localVersion: 1, ...withoutRoom(shortage, 'waiting') })],
  })
  const reason = screen.getByTestId('reason-big').textContent
  await after(() => {
    fireEvent.click(screen.getByTestId('freeUpSpace-big'))
  })
  expect([reason, location.hash]).toEqual(['Not enough space: needs 2.0\u00a0GB more', '#/storage'])
})

describe('a download that runs', () => {
  it('shows its parts with their own numbers, and says when nothing comes', async () => {
    const segments = [
      { phase: 'downloading', share: 0.5, fraction: 0.6 },
      { phase: 'verifying', share: 0.495, fraction: 0.2 },
      { phase: 'installing', share: 0.005, fraction: 0 },
    ] as const
    const { screen } = await downloads({
      entries: [anEntry({ download: aDownload({ segments, stall: { seconds: 24, attempt: 2 } }) })],
    })
    const steps = screen
      .getAllByRole('listitem')
      .flatMap((item) => (item.dataset['phase'] ? item.textContent : []))
    expect([steps, screen.getByTestId('stall').textContent]).toEqual([
      ['Downloading · 60%', 'Checking · 20%', 'then installing'],
      'No data for 24 seconds. Trying again, try 2.',
    ])
  })
})

describe('speed over time', () => {
  it('is told in a sentence, follows each second, and is a table when that is wanted', async () => {
    const { screen, after, library } = await downloads({
      entries: [anEntry({ download: aDownload() })],
      speeds: [{ network: 2e6, disk: 3e6 }],
    })
    await after(() => {
      library.records.addSpeeds({ network: 1e6, disk: 0 })
    })
    const sentence = screen.getByTestId('speed-chart').getAttribute('aria-label')
    await after(() => {
      fireEvent.click(screen.getByTestId('speed-table-toggle'))
    })
    const [, newest] = screen.getAllByRole('row').map(({ textContent }) => textContent)
    expect([sentence, newest, screen.queryByTestId('speed-chart')]).toEqual([
      'Last 1 min: network now 1.0\u00a0MB/s, at most 2.0\u00a0MB/s; disk writing now 0\u00a0kB/s.',
      'now1.5\u00a0MB/s1.5\u00a0MB/s',
      null,
    ])
  })
})

describe('what has ended', () => {
  const ended = (number: number, id: string, rest: Partial<NumberedHistoryEntry>): NumberedHistoryEntry => ({
    number,
    id: anID(id),
    title: `Pack ${id}`,
    version: 2,
    outcome: 'finished',
    endedAt: 1_700_000_000_000,
    seconds: 120,
    bytesFetched: 12e6,
    requests: 3,
    bytesReused: 0,
    detours: [],
    ...rest,
  })

  it('is of yesterday after midnight, though the screen stayed open', async () => {
    const endedAt = new ManualClock().now()
    const { screen, clock, after } = await downloads({ entries: [], history: [ended(1, 'a', { endedAt })] })
    const heading = (): string | undefined =>
      screen
        .getAllByRole('heading', { level: 2 })
        .map(({ textContent }) => textContent)
        .find((word) => word.startsWith('Ended'))
    const before = heading()
    await after(() => undefined)
    await act(async () => {
      await clock.advance(24 * 60 * 60_000)
    })
    expect([before, heading()]).toEqual(['Ended today', 'Ended earlier'])
  })

  it('says what came, what was saved and why it was not the cheapest way; a failure can be tried again', async () => {
    const { screen, after, library } = await downloads({
      entries: [
        anEntry({ id: 'a', version: 2, localVersion: 2, userInfo: { changelog: 'More maps' } }),
        anEntry({ id: 'b', version: 2 }),
      ],
      history: [
        ended(2, 'a', { fromVersion: 1, bytesReused: 5e6, detours: ['fetchedAgain'] }),
        ended(1, 'b', { outcome: 'failed', error: anError('offline') }),
      ],
    })
    const rows = [...screen.getByTestId('history').children].map(({ textContent }) => textContent)
    const link = screen.getByTestId('whatChanged-a').getAttribute('href')
    await after(() => {
      fireEvent.click(screen.getByTestId('again-b'))
    })
    await after(() => {
      fireEvent.click(screen.getByTestId('clear-history'))
    })
    expect([rows, link, library.asked, screen.queryByTestId('history')]).toEqual([
      [
        'Pack aVersion 1 → 2Version 1 to 212.0\u00a0MB downloaded in 2 min · average 100\u00a0kB/s5.0\u00a0MB reusedSome data was damaged or cut off on the way and was downloaded again.What changed',
        'Pack bVersion 2Could not finish: You are offlineTry again',
      ],
      '#/pack/a?tab=news&from=downloads',
      ['startDownload b', 'clearDownloadHistory'],
      null,
    ])
  })

  it('leads to what the publisher says is new, and nowhere where that is nothing', async () => {
    const told = { changelog: { 2: '- More maps' } }
    const { screen } = await downloads({
      entries: ['a', 'b', 'c'].map((id) =>
        anEntry({ id, version: 2, localVersion: 2, ...(id === 'c' ? {} : { userInfo: told }) }),
      ),
      history: [ended(3, 'a', { fromVersion: 1 }), ended(2, 'b', {}), ended(1, 'c', { fromVersion: 1 })],
    })
    const words = ['a', 'b', 'c'].map((id) => screen.queryByTestId(`whatChanged-${id}`)?.textContent)
    expect(words).toEqual(['What changed', 'What’s new', undefined])
  })
})
