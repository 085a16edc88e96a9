import { fireEvent, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { parseAssetPackID } from '../../../../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../../../../src-shared/domain/errors'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry, anError } from '../../../../support/library-builders'
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

const keptWords = (facts: string): string => `Other versions${facts}Remove other versions`

describe('the storage screen', () => {
  it('says what uses the disk, kind by kind', async () => {
    const { screen } = await openStorage()
    const rows = ['packs', 'kept', 'unfinished', 'free'].map(
      (kind) => screen.getByTestId(`share-${kind}`).textContent,
    )
    expect(rows).toEqual([
      'Packs2 packs10.0\u00a0GB',
      'Other versions1 version kept beside the installed one4.0\u00a0GBRemove other versions',
      'Unfinished downloads1 pack3.0\u00a0GBRemove unfinished downloads',
      'Free142\u00a0GB',
    ])
  })

  it('says what on disk means, which is not the size that a pack has elsewhere', async () => {
    const { screen } = await openStorage()
    expect(screen.getByTestId('stored-hint').textContent).toBe(
      'What files take on this disk: more than their size where they are many and small.',
    )
  })

  it('calls the newer version that somebody went back from no old one', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => void library.rollback({ id: parseAssetPackID('maps'), version: 1 }))
    await after(() => fireEvent.click(screen.getByTestId('remove-kept')))
    const said = [screen.getByRole('main'), screen.getByRole('alertdialog')].map(
      ({ textContent }) => textContent,
    )
    expect([said.join().match(/\bold\b/i), said.map((words) => words.includes('ther version'))]).toEqual([
      null,
      [true, true],
    ])
  })

  it('gives up other versions once that is confirmed, and measures again', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('remove-kept')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-kept')))
    await after(() => undefined)
    expect([library.asked.slice(0, 3), screen.queryByTestId('remove-kept')]).toEqual([
      ['storageUsage', 'removeKeptVersions maps', 'storageUsage'],
      null,
    ])
  })

  it('agrees with the library and the disk while a removed pack can be taken back, and after that', async () => {
    const { screen, after, library } = await openStorage()
    const id = parseAssetPackID('maps')
    const seen = (): readonly unknown[] => [
      ...['packs', 'leaving', 'kept'].map((kind) => screen.queryByTestId(`share-${kind}`)?.textContent),
      ['maps', 'voices'].filter((name) => screen.queryByTestId(`stored-${name}`) !== null),
    ]
    const before = seen()
    await after(() => void library.remove(id))
    await after(() => undefined)
    const leaving = seen()
    await after(() => void library.undoRemove(id))
    await after(() => undefined)
    const back = seen()
    await after(() => void library.remove(id))
    await after(() => {
      library.forgetRemoved()
    })
    await after(() => undefined)
    expect([before, leaving, back, seen()]).toEqual([
      [
        'Packs2 packs10.0\u00a0GB',
        undefined,
        keptWords('1 version kept beside the installed one4.0\u00a0GB'),
        ['maps', 'voices'],
      ],
      [
        'Packs1 pack2.0\u00a0GB',
        'Just removed1 pack, freed in a moment12.0\u00a0GB',
        'Other versions0\u00a0bytes',
        ['voices'],
      ],
      before,
      ['Packs1 pack2.0\u00a0GB', undefined, 'Other versions0\u00a0bytes', ['voices']],
    ])
  })

  it('throws away what an unfinished download brought once that is confirmed', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('remove-unfinished')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-unfinished')))
    await after(() => undefined)
    expect([
      library.asked.includes('cancel films'),
      screen.getByTestId('share-unfinished').textContent,
    ]).toEqual([true, 'Unfinished downloads0\u00a0bytes'])
  })

  it('measures again once what a failed download brought is gone, which changes nothing else', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => {
      library.left.set('films', 3e9)
      library.put(anEntry({ id: 'films', title: 'Films', error: anError('diskFailed') }))
    })
    const before = screen.getByTestId('share-unfinished').textContent
    await after(() => fireEvent.click(screen.getByTestId('remove-unfinished')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-unfinished')))
    await after(() => undefined)
    expect([before, screen.getByTestId('share-unfinished').textContent]).toEqual([
      'Unfinished downloads1 pack3.0\u00a0GBRemove unfinished downloads',
      'Unfinished downloads0\u00a0bytes',
    ])
  })

  it('removes the packs that are selected once that is confirmed', async () => {
    const { screen, after, library } = await openStorage()
    const row = screen.getByTestId('stored-voices')
    await after(() => fireEvent.click(within(row).getByRole('checkbox')))
    const bar = screen.getByTestId('selection').textContent
    await after(() => fireEvent.click(screen.getByTestId('remove-selected')))
    const question = screen.getByRole('alertdialog').querySelector('p')?.textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-packs')))
    await after(() => undefined)
    expect([
      bar,
      question,
      library.asked.filter((request) => request.startsWith('remove')),
      screen.queryByTestId('selection'),
    ]).toEqual([
      '1 pack selected · frees 2.0\u00a0GBClear selectionRemove…',
      'This deletes its files and frees at least 2.0\u00a0GB. You can install it again later.',
      ['remove voices'],
      null,
    ])
  })

  it('leads from the name of a pack to its screen, and back to here', async () => {
    const { screen, after } = await openStorage()
    const address = screen.getByTestId('open-voices').getAttribute('href') ?? ''
    await after(() => {
      location.hash = address
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect([address, screen.getByTestId('back').textContent]).toEqual([
      '#/pack/voices?from=storage',
      'Back to storage',
    ])
  })

  it('hears Delete on a pack, and asks first', async () => {
    const { screen, after, library } = await openStorage()
    const row = (id: string): HTMLElement => screen.getByTestId(`stored-${id}`)
    await after(() => fireEvent.keyDown(row('voices'), { key: 'Delete' }))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove')))
    expect(library.asked.filter((request) => request.startsWith('remove'))).toEqual(['remove voices'])
  })

  it('keeps the focus on the screen when what had it goes away', async () => {
    const { screen, after } = await openStorage()
    const row = screen.getByTestId('stored-voices')
    await after(() => fireEvent.click(within(row).getByRole('checkbox')))
    await after(() => {
      screen.getByTestId('clear-selection').focus()
    })
    await after(() => fireEvent.click(screen.getByTestId('clear-selection')))
    const cleared = screen.getByRole('grid').contains(document.activeElement)
    await after(() => {
      screen.getByTestId('remove-kept').focus()
    })
    await after(() => fireEvent.click(screen.getByTestId('remove-kept')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-remove-kept')))
    await after(() => undefined)
    expect([cleared, document.activeElement?.tagName]).toEqual([true, 'H1'])
  })

  it('shows the folder of the packs', async () => {
    const { screen, after, library } = await openStorage()
    await after(() => fireEvent.click(screen.getByTestId('show-container')))
    expect(library.asked).toContain('showContainer')
  })
})

describe('moving all packs', () => {
  const plan = { directory: '/drive/packs', bytes: 10e9, files: 3, mustCopy: true, needBytes: 10e9 }

  it('says what it takes before it begins, how far it is, and where the packs are then', async () => {
    const { screen, after, library } = await openStorage()
    library.containerChoice = { kind: 'chosen', choice: 7, ...plan, freeBytes: 60e9 }
    const standing = (): unknown => screen.getByTestId('move-standing').textContent
    await after(() => fireEvent.click(screen.getByTestId('move-packs')))
    const asked = standing()
    await after(() => fireEvent.click(screen.getByTestId('move-start')))
    const ofFiles = { completedFiles: 1, totalFiles: 3 }
    await after(() => {
      library.containerMove.push({ kind: 'progressed', completedBytes: 4e9, totalBytes: 10e9, ...ofFiles })
    })
    const running = [screen.getByRole('progressbar').getAttribute('aria-valuenow'), standing()]
    await after(() => {
      const ended = { from: '/packs', directory: plan.directory, bytes: 10e9, files: 3, wasCopied: true }
      library.containerMove.push({ kind: 'ended', ...ended })
      library.containerMove.end()
    })
    expect([
      asked,
      running,
      standing(),
      library.asked.filter((request) => request !== 'storageUsage'),
    ]).toEqual([
      'New folder: /drive/packsCopies 10.0\u00a0GB. Leaves 50.0\u00a0GB free on that disk.' +
        'Packs can be used meanwhile. Downloads wait and go on afterwards.',
      ['40', '4.0\u00a0GB of 10.0\u00a0GB'],
      'They are now in /drive/packs.',
      ['chooseContainerDirectory', 'moveContainer 7', 'left moveContainer'],
    ])
  })

  it('says why a folder will not do, and lets another one be chosen', async () => {
    const { screen, after, library } = await openStorage()
    library.containerChoice = { kind: 'refused', directory: '/full', error: anError('outOfSpace') }
    await after(() => fireEvent.click(screen.getByTestId('move-packs')))
    const title = screen.getByTestId('move-error').textContent
    library.containerChoice = { kind: 'none' }
    await after(() => fireEvent.click(screen.getByTestId('move-choose')))
    await after(() => fireEvent.click(screen.getByTestId('move-close')))
    expect([title.includes('Not enough disk space'), screen.queryByTestId('move-dialog')]).toEqual([
      true,
      null,
    ])
  })

  /** A window in which the move has begun. */
  async function moving(): Promise<Awaited<ReturnType<typeof openStorage>>> {
    const window = await openStorage()
    const { screen, after, library } = window
    library.containerChoice = { kind: 'chosen', choice: 7, ...plan, freeBytes: 60e9 }
    await after(() => fireEvent.click(screen.getByTestId('move-packs')))
    await after(() => fireEvent.click(screen.getByTestId('move-start')))
    return window
  }

  it('is stopped by its button once that is confirmed', async () => {
    const { screen, after, library } = await moving()
    await after(() => fireEvent.click(screen.getByTestId('move-close')))
    await after(() => fireEvent.click(screen.getByTestId('move-keep')))
    const kept = [screen.queryByTestId('move-stop'), library.asked.includes('left moveContainer')]
    await after(() => fireEvent.click(screen.getByTestId('move-close')))
    await after(() => fireEvent.click(screen.getByTestId('move-stop')))
    expect([kept, library.asked.includes('left moveContainer'), screen.queryByTestId('move-dialog')]).toEqual(
      [[null, false], true, null],
    )
  })

  it('is not stopped by Escape, nor hidden by a key that leads elsewhere or by going back', async () => {
    const { screen, after, library } = await moving()
    await after(() => fireEvent.keyDown(screen.getByTestId('move-close'), { key: 'Escape' }))
    await after(() => fireEvent.keyDown(screen.getByTestId('move-close'), { key: '1', ctrlKey: true }))
    const place = location.hash
    await after(() => {
      location.hash = '#/library'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect([
      place,
      screen.getByTestId('move-standing').dataset['kind'],
      library.asked.includes('left moveContainer'),
    ]).toEqual(['#/storage', 'started', false])
  })

  it('says to those who hear it what happens, and how it ended', async () => {
    const { screen, after, library } = await moving()
    const ofFiles = { completedFiles: 1, totalFiles: 3 }
    await after(() => {
      library.containerMove.push({ kind: 'progressed', completedBytes: 4e9, totalBytes: 10e9, ...ofFiles })
    })
    const running = screen.getByRole('progressbar').getAttribute('aria-valuetext')
    await after(() => {
      library.containerMove.fail(new AssetPackError('diskGone', 'Pulled out for a test.'))
    })
    expect([running, screen.getByRole('alert').textContent.includes('Everything is still')]).toEqual([
      '40%, Moving',
      true,
    ])
  })
})
