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

const flags = { id: 'flags', title: 'Flags', version: 2, localVersion: 2, keptVersion: 1 }

async function open(): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary({ entries: [anEntry(flags)] })
  drawn = await drawWindow(library)
  return { ...drawn, library }
}

/** Chooses from the menu of the pack. */
async function choose({ screen, after }: DrawnWindow, action: string): Promise<void> {
  await after(() => fireEvent.click(screen.getByTestId('more-flags')))
  await after(() => fireEvent.click(screen.getByTestId(`${action}-flags`)))
}

describe('checking the files of a pack', () => {
  it('shows how far it is, names what is damaged, and repairs it', async () => {
    const window = await open()
    const { screen, after, library } = window
    await choose(window, 'checkFiles')
    const standing = (): string => screen.getByTestId('check-standing').textContent
    await after(() => {
      library.verification.push({
        kind: 'progressed',
        phase: 'verifying',
        completedBytes: 5e6,
        totalBytes: 25e6,
      })
    })
    const running = [standing(), screen.getByRole('progressbar').getAttribute('aria-valuenow')]
    await after(() => {
      library.verification.push({
        kind: 'ended',
        findings: [
          { path: 'svg/de.svg', kind: 'damaged' },
          { path: 'svg/fr.svg', kind: 'missing' },
        ],
        findingCount: 9,
        files: 270,
      })
      library.verification.end()
    })
    const found = standing()
    await after(() => fireEvent.click(screen.getByTestId('check-next')))
    await after(() => {
      library.verification.push({ kind: 'ended', findings: [], findingCount: 9, files: 270 })
      library.verification.end()
    })
    const mended = [screen.getByRole('dialog').textContent, screen.queryByTestId('check-next')]
    await after(() => fireEvent.click(screen.getByTestId('check-close')))

    expect([running, found]).toEqual([
      ['Checking · 5.0\u00a0MB of 25.0\u00a0MB', '20'],
      '9 files need repair.svg/de.svgDamagedsvg/fr.svgMissingand 7 more',
    ])
    expect([mended, screen.queryByTestId('check-dialog'), library.asked]).toEqual([
      ['Repaired: Flags9 files were put right. All files are as the publisher made them.Close', null],
      null,
      ['verify flags', 'left verify flags', 'repair flags', 'left repair flags'],
    ])
  })

  it('says so when everything is right', async () => {
    const window = await open()
    const { screen, after, library } = window
    await choose(window, 'checkFiles')
    await after(() => {
      library.verification.push({ kind: 'ended', findings: [], findingCount: 0, files: 270 })
    })
    expect([screen.getByTestId('check-standing').textContent, screen.queryByTestId('check-next')]).toEqual([
      'All 270 files are as the publisher made them.',
      null,
    ])
  })

  it('is stopped by closing it', async () => {
    const window = await open()
    const { screen, after, library } = window
    await choose(window, 'checkFiles')
    await after(() => {
      library.verification.push({ kind: 'progressed', phase: 'verifying', completedBytes: 0, totalBytes: 1 })
    })
    await after(() => fireEvent.click(screen.getByTestId('check-close')))
    await after(() => {
      library.verification.push({ kind: 'ended', findings: [], findingCount: 0, files: 1 })
    })
    expect([screen.queryByTestId('check-dialog'), library.asked.at(-1)]).toEqual([null, 'left verify flags'])
  })

  it('is not stopped by Escape while it runs, and closed by it once it has ended', async () => {
    const window = await open()
    const { screen, after, library } = window
    const escape = (): Promise<void> =>
      after(() => fireEvent.keyDown(screen.getByTestId('check-dialog'), { key: 'Escape' }))
    await choose(window, 'checkFiles')
    await escape()
    const running = [screen.queryByTestId('check-dialog') !== null, library.asked.at(-1)]
    await after(() => {
      library.verification.push({ kind: 'ended', findings: [], findingCount: 0, files: 1 })
    })
    await escape()
    expect([running, screen.queryByTestId('check-dialog')]).toEqual([[true, 'verify flags'], null])
  })

  it('that fails says why and can be tried again', async () => {
    const window = await open()
    const { screen, after, library } = window
    library.refuseNext('verify', 'diskGone')
    await choose(window, 'checkFiles')
    const failure = screen.getByTestId('check-error').dataset['code']
    await after(() => fireEvent.click(screen.getByTestId('check-next')))
    expect([failure, library.asked.filter((one) => one === 'verify flags').length]).toEqual(['diskGone', 2])
  })
})

describe('going back a version', () => {
  it('is asked first, and shown on the card', async () => {
    const window = await open()
    const { screen, after, library } = window
    await choose(window, 'rollback')
    const question = screen.getByRole('alertdialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-rollback')))
    const card = screen.getByTestId('pack-flags').textContent
    await choose(window, 'unpin')

    expect([question, card.includes('Updates off'), library.asked]).toEqual([
      'Go back to version 1?Flags will stay on version 1 until you update it or turn updates on again. Version 2 stays on your computer.Keep version 2Go back',
      true,
      ['rollback 1 flags', 'unpin flags'],
    ])
    expect(screen.getByTestId('pack-flags').textContent).not.toContain('Updates off')
  })

  it('leaves the pack out of "Update all"', async () => {
    const window = await open()
    const { screen, after, library } = window
    await after(() => {
      library.put(anEntry({ ...flags, localVersion: 1, keptVersion: 2, isPinned: true }))
    })
    const updateAll = screen.getByTestId('update-all') as HTMLButtonElement
    expect([updateAll.textContent, updateAll.disabled]).toEqual(['Update all', true])
  })
})
