import type * as ReactAria from 'react-aria-components'
import type { ReactElement } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { FakeLibrary } from '../../../support/fake-library'
import { aDownload, anEntry } from '../../../support/library-builders'
import { drawWindow, type DrawnWindow } from './drawn-window'

const draws = vi.hoisted(() => ({ lists: 0, buttons: 0 }))

vi.mock('react-aria-components', async (load) => {
  const original = await load<typeof ReactAria>()
  const GridList = (props: ReactAria.GridListProps<object>): ReactElement => {
    draws.lists += 1
    return <original.GridList {...props} />
  }
  const Button = (props: ReactAria.ButtonProps): ReactElement => {
    draws.buttons += 1
    return <original.Button {...props} />
  }
  return { ...original, GridList, Button }
})

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

const coming = (fractionCompleted: number): LibraryEntry =>
  anEntry({ id: 'flags', localVersion: 1, version: 2, download: aDownload({ fractionCompleted }) })

it.each(['library', 'downloads', 'storage'])(
  'the lists and buttons of the screen "%s" are left alone while a pack goes on',
  async (name) => {
    const waiting = aDownload({ phase: 'waiting', waitingFor: 'queue' }, { state: 'waiting' })
    const library = new FakeLibrary({ entries: [coming(0.5), anEntry({ id: 'maps', download: waiting })] })
    drawn = await drawWindow(library)
    const { screen, after } = drawn
    await after(() => {
      location.hash = `#/${name}`
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    await after(() => undefined)
    // Nothing would be drawn anew of a screen that is not drawn at all.
    const isDrawn = screen.queryByTestId(name === 'storage' ? 'stored-flags' : 'pack-flags') !== null
    const [before, asked] = [{ ...draws }, library.asked.length]
    await after(() => {
      library.put(coming(0.58))
    })
    const [bar] = screen.queryAllByRole('progressbar').map((each) => each.getAttribute('aria-valuenow'))
    expect([isDrawn, bar, draws, library.asked.slice(asked)]).toEqual([
      true,
      name === 'storage' ? undefined : '58',
      before,
      [],
    ])
  },
)
