import { fireEvent } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AssetPackError } from '../../../../../src-shared/domain/errors'
import { anEntry } from '../../../../support/library-builders'
import type { DrawnWindow } from '../drawn-window'
import { absent, maps, open } from './open-pack'

function lines({ screen }: DrawnWindow): readonly string[] {
  return [...screen.getByTestId('file-tree').querySelectorAll('[role=row]')].map(
    ({ textContent }) => textContent,
  )
}

describe('the files', () => {
  it('are a tree that the keyboard opens', async () => {
    const window = await open()
    const { screen, after, show, textOf } = window
    await show('files')
    const closed = lines(window)
    const press = (key: string): Promise<void> =>
      after(() => fireEvent.keyDown(document.activeElement ?? document.body, { key }))
    screen.getByTestId('file-tree').querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) await press(key)
    const opened = [lines(window), document.activeElement?.getAttribute('data-path')]
    await press('ArrowLeft')
    const parent = document.activeElement?.getAttribute('data-path')
    await press('r')
    expect([
      textOf('files-summary'),
      closed,
      opened,
      parent,
      document.activeElement?.getAttribute('data-path'),
    ]).toEqual([
      '4 files · 424\u00a0MB',
      ['maps3 files424\u00a0MB', 'readme.txt2.0\u00a0kB'],
      [
        [
          'maps3 files424\u00a0MB',
          'dock72 files260\u00a0MB',
          'lightmap.bin212\u00a0MB',
          'walls.bin48.0\u00a0MB',
          'harbor1 file164\u00a0MB',
          'readme.txt2.0\u00a0kB',
        ],
        'maps/dock7/lightmap.bin',
      ],
      'maps/dock7',
      'readme.txt',
    ])
  })

  it('say to those who hear them where each stands, and only those in sight are drawn', async () => {
    const files = Array.from({ length: 90_000 }, (_, index) => ({ path: `f${String(index)}`, size: 1 }))
    const { screen, show } = await open(maps, { detail: { files } })
    await show('files')
    const tree = screen.getByTestId('file-tree')
    const [first] = tree.querySelectorAll('[role=row]')
    const marks = ['aria-level', 'aria-posinset', 'aria-setsize', 'aria-rowindex'].map((name) =>
      first?.getAttribute(name),
    )
    expect([
      tree.getAttribute('aria-rowcount'),
      marks,
      tree.querySelectorAll('[role=row]').length < 700,
    ]).toEqual(['90000', ['1', '1', '90000', '1'], true])
  })

  it('are filtered by words, and say so where none is left', async () => {
    const window = await open()
    const { screen, after, show, textOf } = window
    await show('files')
    const type = (value: string): Promise<void> =>
      after(() => fireEvent.change(screen.getByTestId('files-filter'), { target: { value } }))
    await type('light dock')
    const found = [lines(window), textOf('files-summary')]
    await type('nothing')
    expect([found, textOf('files-no-match')]).toEqual([
      [['maps/dock7/lightmap.bin212\u00a0MB'], '1 of 4 files'],
      'No file matchesFolders and names are searched.Clear filter',
    ])
  })

  it('show after a check what needs repair first, until it is repaired', async () => {
    const window = await open()
    const { screen, after, show, library, textOf } = window
    await show('files')
    await after(() => fireEvent.click(screen.getByTestId('files-check')))
    const findings = [{ path: 'maps/harbor/lightmap.bin', kind: 'damaged' }] as const
    await after(() => {
      library.verification.push({ kind: 'ended', findings, findingCount: 1, files: 4 })
      library.verification.end()
    })
    await after(() => fireEvent.click(screen.getByTestId('check-close')))
    // What was found stays known when the person looks at something else meanwhile.
    await show('overview')
    const marked = screen.getByTestId('tab-files').textContent
    await show('files')
    const damaged = [marked, textOf('files-damage'), lines(window).slice(0, 4)]
    await after(() => fireEvent.click(screen.getByTestId('files-only-findings')))
    const alone = lines(window)
    await after(() => fireEvent.click(screen.getByTestId('files-repair')))
    await after(() => {
      library.verification.push({ kind: 'ended', findings: [], findingCount: 1, files: 4 })
      library.verification.end()
    })
    await after(() => fireEvent.click(screen.getByTestId('check-close')))
    expect([damaged, alone, lines(window)[0], screen.queryByTestId('files-damage')]).toEqual([
      [
        'Files, 1 needs repair',
        '1 file needs repair. It is listed first.Repair',
        [
          'maps1 needs repair3 files424\u00a0MB',
          'harbor1 needs repair1 file164\u00a0MB',
          'lightmap.binDamaged164\u00a0MB',
          'dock72 files260\u00a0MB',
        ],
      ],
      ['maps/harbor/lightmap.binDamaged164\u00a0MB'],
      'maps3 files424\u00a0MB',
      null,
    ])
  })

  it('show what an update changes and nothing else, until all are wanted again', async () => {
    const changes = [
      { path: 'maps/dock8/walls.bin', size: 3_000_000, kind: 'added' },
      { path: 'readme.txt', size: 4_096, kind: 'changed' },
    ] as const
    const window = await open(maps, { detail: { changes } })
    const { screen, after, show, library, textOf } = window
    await show('files')
    await after(() => fireEvent.click(screen.getByTestId('files-only-changes')))
    const changed = [lines(window), textOf('files-summary'), library.asked.at(-1)]
    await after(() => fireEvent.click(screen.getByTestId('files-only-changes')))
    expect([changed, lines(window)]).toEqual([
      [
        ['maps/dock8/walls.binNew3.0\u00a0MB', 'readme.txtChanged4.1\u00a0kB'],
        '2 of 4 files',
        'changedFiles maps',
      ],
      ['maps3 files424\u00a0MB', 'readme.txt2.0\u00a0kB'],
    ])
  })

  it('are none while what an update changes is looked for, nor when that cannot be known', async () => {
    const window = await open()
    const { screen, after, show, library } = window
    await show('files')
    library.changedFiles = async function* () {
      await new Promise<never>(() => undefined)
      yield* []
    }
    await after(() => fireEvent.click(screen.getByTestId('files-only-changes')))
    const tree = (): unknown => screen.queryByTestId('file-tree')
    const asking = [tree(), screen.queryByText('Reading the list of files…') !== null]
    library.changedFiles = () => {
      throw new AssetPackError('offline', 'There is no network.')
    }
    await after(() => {
      library.put(anEntry({ ...maps, version: 4 }))
    })
    expect([asking, tree(), screen.queryByTestId('files-offline') !== null]).toEqual([
      [null, true],
      null,
      true,
    ])
  })

  it('of a pack that is not here come from the server, when it can be reached', async () => {
    const { screen, after, show, library, textOf } = await open(absent)
    library.refuseNext('files 3', 'offline')
    await show('files')
    const offline = textOf('files-offline')
    await after(() => fireEvent.click(screen.getByTestId('files-retry')))
    expect([offline, textOf('files-summary'), screen.queryByTestId('files-check')]).toEqual([
      'The list of files is not hereIt comes from the server. It will be shown when you are online.Try again',
      '4 files · 424\u00a0MB · version 3, not installed',
      null,
    ])
  })
})
