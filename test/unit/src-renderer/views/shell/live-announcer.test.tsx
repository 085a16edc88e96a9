import { act, fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry, anError, type EntryParts } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const flags = (parts: EntryParts = {}): ReturnType<typeof anEntry> =>
  anEntry({ id: 'flags', title: 'Flags', ...parts })

/** A window with one pack, and what its live regions say. */
async function listen(): Promise<{
  readonly window: DrawnWindow
  readonly library: FakeLibrary
  readonly becomes: (parts?: EntryParts) => Promise<void>
  readonly passes: (milliseconds: number) => Promise<void>
  readonly region: (urgency: 'polite' | 'assertive') => HTMLElement
}> {
  const library = new FakeLibrary({ entries: [flags()] })
  const window = await drawWindow(library)
  drawn = window
  return {
    window,
    library,
    becomes: (parts) =>
      window.after(() => {
        library.put(flags(parts))
      }),
    passes: (milliseconds) =>
      act(async () => {
        await window.clock.advance(milliseconds)
      }),
    region: (urgency) => window.screen.getByTestId(`announcer-${urgency}`),
  }
}

describe('the live regions', () => {
  it('say nothing of what the window opens with', async () => {
    const { region } = await listen()
    expect([region('polite').textContent, region('assertive').textContent]).toEqual(['', ''])
  })

  it('tell that an installation began, and within ten seconds of its end that the pack is installed', async () => {
    const { becomes, passes, region } = await listen()
    await becomes({ download: aDownload() })
    const begun = region('polite').textContent
    await becomes({ download: aDownload({ phase: 'installing', fractionCompleted: 0.9 }) })
    await becomes({ localVersion: 1 })
    await passes(10_000)
    expect([begun, region('polite').textContent]).toEqual(['Flags: Downloading.', 'Flags is installed.'])
  })

  it('tell that a pack is installed when it came too fast for its download to be seen', async () => {
    const { becomes, region } = await listen()
    await becomes({ localVersion: 1 })
    expect(region('polite').textContent).toBe('Flags is installed.')
  })

  it('tell of a failure at once, and again when it happens again', async () => {
    const { becomes, region } = await listen()
    await becomes({ download: aDownload() })
    await becomes({ error: anError('timedOut') })
    const first = region('assertive').firstChild
    await becomes({ download: aDownload() })
    await becomes({ error: anError('timedOut') })
    const second = region('assertive').firstChild
    expect([first?.textContent, second?.textContent, second === first]).toEqual([
      'Flags: No data is arriving.',
      'Flags: No data is arriving.',
      false,
    ])
  })

  it('tell when the network goes and comes back, and at once of a list that cannot be trusted', async () => {
    const { window, library, region } = await listen()
    const said: (string | null)[] = []
    const becomes = async (facts: Parameters<FakeLibrary['setFacts']>[0]): Promise<void> => {
      await window.after(() => {
        library.setFacts(facts)
      })
      said.push(region('polite').textContent)
    }
    await becomes({ connection: 'offline' })
    await becomes({ connection: 'online' })
    await becomes({ checkError: anError('signatureInvalid') })
    expect([said, region('assertive').textContent]).toEqual([
      ['You are offline', 'Online again.', 'Online again.'],
      'The list of packs is not signed by its publisher',
    ])
  })

  it('tell when the main process is lost, and when it answers again', async () => {
    const { window, library, passes, region } = await listen()
    await window.after(() => {
      library.breakStreams()
    })
    const lost = region('polite').textContent
    await passes(1_000)
    expect([lost, region('polite').textContent]).toEqual([
      'Downloads do not answer. Trying again.',
      'Downloads answer again.',
    ])
  })

  it('tell what a check for updates came to that was asked for, and not of others', async () => {
    const { window, library, region } = await listen()
    const check = async (result: Parameters<FakeLibrary['setFacts']>[0]): Promise<string | null> => {
      await window.after(() => {
        library.setFacts({ checking: true })
      })
      await window.after(() => {
        library.setFacts({ checking: false, ...result })
      })
      return region('polite').textContent
    }
    const ask = (): Promise<void> => window.after(() => fireEvent.keyDown(document.body, { key: 'F5' }))
    const checkedAt = Date.UTC(2026, 10, 30, 10, 31)
    const unasked = await check({ checkedAt })
    await ask()
    const fine = await check({ checkedAt })
    await ask()
    const failed = await check({ connection: 'unreachable', checkError: anError('hostUnavailable') })
    await ask()
    const failedAgain = region('polite').firstChild
    await check({ connection: 'unreachable', checkError: anError('hostUnavailable') })
    expect([unasked, fine, failed, region('polite').firstChild === failedAgain]).toEqual([
      '',
      expect.stringMatching(/^Checked at \d+:\d\d\s[AP]M: no updates$/),
      'The pack server cannot be reached',
      false,
    ])
  })

  it('do not bring up an old failure when a refusal is dismissed', async () => {
    const { window, library, becomes, region } = await listen()
    await becomes({ download: aDownload() })
    await becomes({ error: anError('timedOut') })
    library.refuseNext('startDownload', 'containerLocked')
    await window.after(() => fireEvent.click(window.screen.getByTestId('retry-flags')))
    await window.after(() =>
      fireEvent.click(window.screen.getByText('Dismiss', { selector: 'button:not([aria-label])' })),
    )
    expect([window.screen.queryByTestId('notice-refusal'), region('assertive').textContent]).toEqual([
      null,
      'Another copy is already running',
    ])
  })
})
