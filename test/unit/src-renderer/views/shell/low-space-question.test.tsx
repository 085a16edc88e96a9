import { fireEvent } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { SpaceShortage } from '../../../../../src-shared/domain/space-shortage'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry, withoutRoom } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const shortage = {
  diskBytesNeeded: 4.2e9,
  freeBytes: 1.1e9,
  bytesToFetch: 820e6,
  lowSpace: { diskBytesNeeded: 310e6, bytesToFetch: 874e6 },
}
const pack = { id: 'flags', title: 'Flags', version: 2, localVersion: 1 }

/** A window with a pack whose update has no room. */
async function open(figures: SpaceShortage): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary({ entries: [anEntry({ ...pack, ...withoutRoom(figures) })] })
  drawn = await drawWindow(library)
  return { ...drawn, library }
}

/** The same after its button was pressed. */
async function asked(figures: SpaceShortage): Promise<Awaited<ReturnType<typeof open>>> {
  const window = await open(figures)
  const button = window.screen.getByTestId('updateInLessSpace-flags')
  await window.after(() => fireEvent.click(button))
  return window
}

test('the card of an update that has no room says so and names the way out', async () => {
  const { screen } = await open(shortage)
  expect(screen.getByTestId('error-flags').textContent).toContain(
    'It needs 3.1\u00a0GB more. Remove packs you do not need, or update with less space.',
  )
})

test('an update with less space says what it costs before it begins', async () => {
  const { screen, library } = await asked(shortage)
  const dialog = screen.getByRole('alertdialog', { name: 'Update Flags with less space?' })
  const costs = [...dialog.querySelectorAll('li')].map(({ textContent }) => textContent)
  expect([costs, library.asked]).toEqual([
    [
      'It needs 310\u00a0MB free instead of 4.2\u00a0GB. You have 1.1\u00a0GB.',
      'It downloads up to 874\u00a0MB instead of 820\u00a0MB.',
      'It takes longer. The pack cannot be used meanwhile.',
      'Version 1 is not kept, so you cannot go back.',
    ],
    [],
  ])
})

test('it does not make a difference of a download that is the same in bytes as people see them', async () => {
  const lowSpace = { diskBytesNeeded: 310e6, bytesToFetch: 820e6 + 1 }
  const { screen } = await asked({ ...shortage, lowSpace })
  expect(screen.getByRole('alertdialog').textContent).toContain('It downloads 820\u00a0MB, as usual.')
})

test('it begins only when told to, in low-space mode', async () => {
  const { screen, after, library } = await asked(shortage)
  await after(() => fireEvent.click(screen.getByTestId('confirm-low-space')))
  expect([library.asked, screen.getByTestId('pack-flags').dataset['state']]).toEqual([
    ['startDownload in low-space flags'],
    'downloading',
  ])
})

test('the safe answer has the focus, and does nothing', async () => {
  const { screen, after, library } = await asked(shortage)
  const first = document.activeElement?.textContent
  await after(() => fireEvent.click(screen.getByTestId('confirm-keep')))
  expect([first, screen.queryByRole('alertdialog'), library.asked]).toEqual(['Not now', null, []])
})

test('the question stays while the update looks for room once more', async () => {
  const { screen, after, library } = await asked(shortage)
  await after(() => {
    library.put(anEntry({ ...pack, download: aDownload() }))
  })
  expect(screen.getByRole('alertdialog').querySelectorAll('li')).toHaveLength(4)
})

test('the question goes away with what it is about', async () => {
  const { screen, after, library } = await asked(shortage)
  await after(() => {
    library.put(anEntry({ ...pack, localVersion: 2 }))
  })
  expect(screen.queryByRole('alertdialog')).toBe(null)
})
