import { createEvent, fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Arrival, OfferedFile } from '../../../../../src-shared/domain/arrival'
import { AssetPackError } from '../../../../../src-shared/domain/errors'
import { FakeLibrary } from '../../../../support/fake-library'
import { anEntry, anError } from '../../../../support/library-builders'
import { anID } from '../../../../support/pack-builder'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

type Open = DrawnWindow & {
  readonly library: FakeLibrary
  readonly arrive: (...all: Arrival[]) => Promise<void>
}

async function open(): Promise<Open> {
  const library = new FakeLibrary({
    entries: [
      anEntry({ id: 'flags', title: 'Flags', version: 2, localVersion: 1 }),
      anEntry({ id: 'maps', title: 'Maps', version: 1, downloadSize: 3e6, installedSize: 5e6 }),
    ],
  })
  const window = await drawWindow(library)
  drawn = window
  const arrive = (...all: Arrival[]): Promise<void> =>
    window.after(() => {
      for (const one of all) library.packFiles.arriving.push(one)
    })
  return { ...window, library, arrive }
}

function ready(choice: number, id: string, installedVersion?: number): OfferedFile {
  const { assetPack } = anEntry({ id, title: id.toUpperCase(), version: 2, installedSize: 5e6 })
  const name = `${id}.assetpack`
  return {
    kind: 'ready',
    choice,
    name,
    fileSize: 9,
    assetPack,
    ...(installedVersion && { installedVersion }),
  }
}

function filesOf(...files: OfferedFile[]): readonly [Arrival, Arrival] {
  return [
    { kind: 'reading', number: 1, names: files.map(({ name }) => name) },
    { kind: 'files', number: 1, files },
  ]
}

describe('files from outside the window', () => {
  it('are shown while they are looked at, then asked about', async () => {
    const { screen, arrive, library, after } = await open()
    const [reading, files] = filesOf(ready(7, 'flags', 1))
    await arrive(reading)
    expect(screen.getByRole('dialog').textContent).toContain('flags.assetpack')
    await arrive(files)
    expect(screen.getByRole('alertdialog').textContent).toBe(
      'Install FLAGS from a file?Signed by the publisher. Nothing is downloaded.FLAGSflags.assetpackVersion 2 · 5.0\u00a0MB once installed. It replaces version 1.Not nowInstall',
    )
    expect(library.asked).not.toContain('installPackFile 7')
    await after(() => fireEvent.click(screen.getByTestId('confirm-install-files')))
    expect([library.asked.includes('installPackFile 7'), screen.queryByRole('alertdialog')]).toEqual([
      true,
      null,
    ])
  })

  it('are looked at no longer when the person closes that', async () => {
    const { screen, arrive, library, after } = await open()
    const [reading] = filesOf(ready(7, 'flags', 1))
    await arrive(reading)
    await after(() => fireEvent.click(screen.getByText('Cancel')))
    expect([
      library.asked.filter((one) => one.startsWith('stopReading')),
      screen.queryByRole('dialog'),
    ]).toEqual([['stopReadingFiles 1'], null])
  })

  it('are not installed when the person does not want it', async () => {
    const { screen, arrive, library, after } = await open()
    await arrive(...filesOf(ready(7, 'flags')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-keep')))
    expect([
      screen.queryByRole('alertdialog'),
      library.asked.filter((one) => one.startsWith('install')),
    ]).toEqual([null, []])
  })

  it('come together, and what cannot be installed says why', async () => {
    const { screen, arrive, library, after } = await open()
    const refused = { kind: 'refused', name: 'x.assetpack', error: anError('packFileUnsigned') } as const
    await arrive(...filesOf(ready(1, 'flags'), refused, ready(3, 'maps'), ready(4, 'voices', 2)))
    const question = screen.getByRole('alertdialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-install-files')))
    expect(question).toContain('Install 2 packs from files?')
    expect(question).toContain('The publisher has not signed this file')
    expect(question).toContain('Version 2 is on your computer already.')
    expect(library.asked.filter((one) => one.startsWith('installPackFile'))).toEqual([
      'installPackFile 1',
      'installPackFile 3',
    ])
  })

  it('that were too many at a time say that there are others', async () => {
    const { screen, arrive } = await open()
    const [reading, files] = filesOf(ready(7, 'flags'), ready(8, 'maps'))
    await arrive(reading, { ...files, hasMore: true } as Arrival)
    expect(screen.getByTestId('files-more').textContent).toBe(
      'Only the first 2 files were looked at. Open the others after these.',
    )
  })

  it('that are all refused have nothing to agree to', async () => {
    const { screen, arrive, after } = await open()
    await arrive(...filesOf({ kind: 'refused', name: 'a.png', error: anError('packFileInvalid') }))
    expect(screen.getByRole('dialog').textContent).toContain('This file is not a pack')
    expect(screen.queryByTestId('confirm-install-files')).toBe(null)
    await after(() => fireEvent.click(screen.getByTestId('arrival-close')))
    expect(screen.queryByRole('dialog')).toBe(null)
  })

  it('that nobody wants to wait for are forgotten', async () => {
    const { screen, arrive, after } = await open()
    const [reading, files] = filesOf(ready(7, 'flags'))
    await arrive(reading)
    await after(() => fireEvent.click(screen.getByText('Cancel')))
    await arrive(files)
    expect(screen.queryByRole('alertdialog')).toBe(null)
  })
})

describe('links from outside the window', () => {
  it('to a pack show it and install nothing', async () => {
    const { screen, arrive, library } = await open()
    await arrive({ kind: 'link', purpose: 'pack', id: anID('maps') })
    expect([
      location.hash,
      screen.queryByRole('alertdialog'),
      library.asked.includes('startDownload maps'),
    ]).toEqual(['#/pack/maps', null, false])
  })

  it('to install a pack ask first', async () => {
    const { screen, arrive, library, after } = await open()
    await arrive({ kind: 'link', purpose: 'install', id: anID('maps') })
    const question = screen.getByRole('alertdialog').textContent
    const askedBefore = library.asked.includes('startDownload maps')
    await after(() => fireEvent.click(screen.getByTestId('confirm-install-link')))
    expect([question, askedBefore, library.asked.includes('startDownload maps')]).toEqual([
      'Install Maps?A link asks for this pack. It downloads 3.0\u00a0MB; its size is 5.0\u00a0MB once installed.Not nowInstall',
      false,
      true,
    ])
  })

  it('to install what is here in a newer version than the one that is offered ask for nothing', async () => {
    const { screen, arrive, library, after } = await open()
    await after(() => {
      library.put(anEntry({ id: 'maps', title: 'Maps', version: 1, localVersion: 2 }))
    })
    await arrive({ kind: 'link', purpose: 'install', id: anID('maps') })
    expect(screen.getByRole('dialog').textContent).toBe('MapsVersion 2 is on your computer already.Close')
  })

  it('in other letters than the publisher writes mean the same pack', async () => {
    const { screen, arrive, library, after } = await open()
    await arrive({ kind: 'link', purpose: 'install', id: anID('MAPS') })
    await after(() => fireEvent.click(screen.getByTestId('confirm-install-link')))
    expect(library.asked).toContain('startDownload maps')
  })

  it('to a pack that is offered no longer say so, and stand in the way of nothing', async () => {
    const { screen, arrive, after } = await open()
    await arrive(
      { kind: 'link', purpose: 'install', id: anID('gone') },
      { kind: 'link', purpose: 'install', id: anID('maps') },
    )
    const first = screen.getByRole('dialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('arrival-close')))
    expect([first, screen.getByRole('alertdialog').textContent.slice(0, 13)]).toEqual([
      'There is no such packThe link names a pack that is not offered here.Close',
      'Install Maps?',
    ])
  })

  it('that lead nowhere say so', async () => {
    const { screen, arrive, after } = await open()
    await arrive(
      { kind: 'refusedLink', error: anError('invalidArgument') },
      { kind: 'refusedLink', error: anError('assetPackNotFound') },
    )
    const first = screen.getByRole('dialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('arrival-close')))
    expect([first, screen.getByRole('dialog').textContent]).toEqual([
      'This link leads nowhereIt does not name a pack. Whoever gave it to you may have another one.Close',
      'There is no such packThe link names a pack that is not offered here.Close',
    ])
  })
})

describe('dropping files', () => {
  function drag(
    kind: 'dragOver' | 'drop' | 'dragLeave',
    types: readonly string[],
    files: readonly File[] = [],
  ): Event {
    return createEvent[kind](document.body, { dataTransfer: { types, files, dropEffect: 'none' } })
  }

  it('says what will happen while they are held over the window, and hands them over', async () => {
    const { screen, after, offered } = await open()
    const over = drag('dragOver', ['Files'])
    await after(() => fireEvent(document.body, over))
    const shown = screen.getByTestId('drop-target').textContent
    await after(() => fireEvent(document.body, drag('drop', ['Files'], [new File(['x'], 'maps.assetpack')])))
    expect([over.defaultPrevented, shown, screen.queryByTestId('drop-target'), offered]).toEqual([
      true,
      'Drop to installFiles that end in .assetpack. You are asked before anything is installed.',
      null,
      ['maps.assetpack'],
    ])
  })

  it('is over when the pointer moves by itself again, though no word of the end has come', async () => {
    const { screen, after } = await open()
    await after(() => fireEvent(document.body, drag('dragOver', ['Files'])))
    const before = screen.queryByTestId('drop-target')
    await after(() => fireEvent.pointerMove(document.body))
    expect([before !== null, screen.queryByTestId('drop-target')]).toEqual([true, null])
  })

  it('hears of no pointer that moves but while files are held over the window', async () => {
    const added = vi.spyOn(globalThis, 'addEventListener')
    const removed = vi.spyOn(globalThis, 'removeEventListener')
    const listening = (): number =>
      [added, removed]
        .map(({ mock }) => mock.calls.filter(([type]) => type === 'pointermove').length)
        .reduce((additions, removals) => additions - removals)
    const { after } = await open()
    const counts = [listening()]
    await after(() => fireEvent(document.body, drag('dragOver', ['Files'])))
    counts.push(listening())
    await after(() => fireEvent.pointerMove(document.body))
    counts.push(listening())
    expect(counts).toEqual([0, 1, 0])
  })

  it('has nothing to do with what is dragged within the window', async () => {
    const { screen, after, offered } = await open()
    const over = drag('dragOver', ['text/plain'])
    await after(() => fireEvent(document.body, over))
    expect([over.defaultPrevented, screen.queryByTestId('drop-target'), offered]).toEqual([false, null, []])
  })
})

describe('saving a pack as a file', () => {
  async function save(window: Open): Promise<void> {
    await window.after(() => fireEvent.click(window.screen.getByTestId('more-flags')))
    await window.after(() => fireEvent.click(window.screen.getByTestId('saveAsFile-flags')))
  }

  it('shows how far it is, then the file', async () => {
    const window = await open()
    const { screen, after, library } = window
    await save(window)
    const before = screen.queryByTestId('save-dialog')
    await after(() => {
      library.packFiles.saving.push({ kind: 'progressed', completedBytes: 5e6, totalBytes: 20e6 })
    })
    const running = screen.getByTestId('save-standing').textContent
    await after(() => {
      library.packFiles.saving.push({ kind: 'ended', name: 'flags-2.assetpack', fileSize: 20e6 })
    })
    const ended = screen.getByTestId('save-dialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('save-show')))
    expect([before, running, ended, library.asked.at(-1)]).toEqual([
      null,
      '5.0\u00a0MB of 20.0\u00a0MB',
      'Flags is saved as a fileThe file is flags-2.assetpack, 20.0\u00a0MB. Drop it onto this app on another computer to install it there.CloseShow in folder',
      'showSavedPack',
    ])
  })

  it('is stopped by closing it', async () => {
    const window = await open()
    const { screen, after, library } = window
    await save(window)
    await after(() => {
      library.packFiles.saving.push({ kind: 'progressed', completedBytes: 5e6, totalBytes: 20e6 })
    })
    await after(() => fireEvent.click(screen.getByTestId('save-close')))
    expect([screen.queryByTestId('save-dialog'), library.asked.at(-1)]).toEqual([null, 'left savePack flags'])
  })

  it('is not stopped by Escape while it runs, and closed by it once it has ended', async () => {
    const window = await open()
    const { screen, after, library } = window
    const escape = (): Promise<void> =>
      after(() => fireEvent.keyDown(screen.getByTestId('save-dialog'), { key: 'Escape' }))
    await save(window)
    await after(() => {
      library.packFiles.saving.push({ kind: 'progressed', completedBytes: 5e6, totalBytes: 20e6 })
    })
    await escape()
    const running = [screen.queryByTestId('save-dialog') !== null, library.asked.at(-1)]
    await after(() => {
      library.packFiles.saving.push({ kind: 'ended', name: 'flags-2.assetpack', fileSize: 20e6 })
    })
    await escape()
    expect([running, screen.queryByTestId('save-dialog')]).toEqual([[true, 'savePack flags'], null])
  })

  it('shows nothing where the person named no file', async () => {
    const window = await open()
    const { screen, after, library } = window
    await save(window)
    await after(() => {
      library.packFiles.saving.push({ kind: 'none' })
      library.packFiles.saving.end()
    })
    expect(screen.queryByTestId('save-dialog')).toBe(null)
  })

  it('that fails says why and can be tried again', async () => {
    const window = await open()
    const { screen, after, library } = window
    await save(window)
    await after(() => {
      library.packFiles.saving.fail(new AssetPackError('notWritable', 'It is read-only.'))
    })
    const failure = screen.getByRole('alert').textContent
    await after(() => fireEvent.click(screen.getByTestId('save-retry')))
    expect([
      failure.startsWith('The file cannot be written there. Choose another folder.'),
      library.asked.filter((one) => one === 'savePack flags').length,
    ]).toEqual([true, 2])
  })
})

describe('links that lead nowhere', () => {
  it('are told of once for each reason, however many come', async () => {
    const { screen, arrive, after } = await open()
    const refused = (code: 'invalidArgument' | 'assetPackNotFound'): Arrival => ({
      kind: 'refusedLink',
      error: new AssetPackError(code, 'No.').toJSON(),
    })
    await arrive(...Array<Arrival>(9).fill(refused('invalidArgument')), refused('assetPackNotFound'))
    let dialogs = 0
    for (; screen.queryByTestId('arrival-close') !== null; dialogs += 1)
      await after(() => fireEvent.click(screen.getByTestId('arrival-close')))
    expect(dialogs).toBe(2)
  })
})
