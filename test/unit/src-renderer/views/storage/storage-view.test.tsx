import { fireEvent, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

async function openStorage(): Promise<DrawnWindow & { readonly library: FakeLibrary }> {
  const library = new FakeLibrary({
    entries: [
      anEntry({ id: 'maps', title: 'Maps', version: 2, localVersion: 2, keptVersion: 1, installedSize: 8e9 }),
      anEntry({ id: 'voices', title: 'Voices', localVersion: 1, installedSize: 2e9 }),
      anEntry({
        id: 'films',
        title: 'Films',
        download: aDownload({ completedBytes: 3e9 }, { state: 'paused' }),
      }),
    ],
  })
  drawn = await drawWindow(library)
  const { after } = drawn
  await after(() => {
    location.hash = '#/storage'
    globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
  })
  return { ...drawn, library }
}

describe('the storage screen', () => {
  it('says what uses the disk, kind by kind', async () => {
    const { screen } = await openStorage()
    const rows = ['packs', 'kept', 'unfinished', 'free'].map(
      (kind) => screen.getByTestId(`share-${kind}`).textContent,
    )
    expect(rows).toEqual([
      'Packs2 packs10.0 GB',
      'Old versions1 version kept to go back to4.0 GBRemove old versions',
      'Unfinished downloads1 pack3.0 GBRemove unfinished downloads',
      'Free142 GB',
    ])
  })

  it('gives up old versions once that is confirmed, and measures again', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('remove-kept')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-kept')))
    await after(() => undefined)
    expect([library.asked, screen.queryByTestId('remove-kept')]).toEqual([
      ['storageUsage', 'removeKeptVersions maps', 'storageUsage'],
      null,
    ])
  })

  it('throws away what an unfinished download brought once that is confirmed', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('remove-unfinished')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-unfinished')))
    expect(library.asked).toContain('cancel films')
  })

  it('removes the packs that are selected once that is confirmed', async () => {
    const { screen, after, library } = await openStorage()
    const row = screen.getByTestId('stored-voices')
    await after(() => fireEvent.click(within(row).getByRole('checkbox')))
    const bar = screen.getByTestId('selection').textContent
    await after(() => fireEvent.click(screen.getByTestId('remove-selected')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-packs')))
    await after(() => undefined)
    expect([
      bar,
      library.asked.filter((request) => request.startsWith('remove')),
      screen.queryByTestId('selection'),
    ]).toEqual(['1 pack selected · frees 2.0 GBClear selectionRemove…', ['remove voices'], null])
  })

  it('shows the folder of the packs', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('show-container')))
    expect(library.asked).toContain('showContainer')
  })
})
