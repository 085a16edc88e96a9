import type * as ReactAria from 'react-aria-components'
import type { ReactElement } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

const draws = vi.hoisted(() => ({ lists: 0 }))

vi.mock('react-aria-components', async (load) => {
  const original = await load<typeof ReactAria>()
  const GridList = (props: ReactAria.GridListProps<object>): ReactElement => {
    draws.lists += 1
    return <original.GridList {...props} />
  }
  return { ...original, GridList }
})

let drawn: DrawnWindow | undefined

afterEach(() => {
  drawn?.close()
  drawn = undefined
})

it('leaves the list alone while a pack in it goes on', async () => {
  const library = new FakeLibrary({
    entries: [anEntry({ id: 'flags', download: aDownload() }), anEntry({ id: 'maps' })],
  })
  drawn = await drawWindow(library)
  const { screen, after } = drawn
  const before = draws.lists
  await after(() => {
    library.put(anEntry({ id: 'flags', download: aDownload({ fractionCompleted: 0.58 }) }))
  })
  const bar = screen.getByRole('progressbar')
  expect([bar.getAttribute('aria-valuenow'), draws.lists - before]).toEqual(['58', 0])
})
