import { fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeLibrary } from '../../../../support/fake-library'
import { anEntry, anError } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

let drawn: DrawnWindow | undefined

// React tells the console of what a boundary has caught.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue(undefined))

afterEach(() => {
  drawn?.close()
  drawn = undefined
  vi.restoreAllMocks()
})

/** A window whose storage screen cannot be drawn until `mend` is called. */
async function openBroken(): Promise<DrawnWindow & { readonly library: FakeLibrary; mend: () => void }> {
  const library = new FakeLibrary({ entries: [anEntry({ id: 'flags', localVersion: 1 })] })
  const measure = library.storageUsage.bind(library)
  let isBroken = true
  library.storageUsage = async () => {
    const usage = await measure()
    return {
      ...usage,
      get packs() {
        if (isBroken) throw new RangeError('No such pack.')
        return usage.packs
      },
    }
  }
  drawn = await drawWindow(library)
  await drawn.after(() => fireEvent.keyDown(document.body, { key: '3', ctrlKey: true }))
  const mend = (): void => {
    isBroken = false
  }
  return { ...drawn, library, mend }
}

describe('a dialog that cannot be drawn', () => {
  it('is closed, is told to the log and above the screen, and the other dialogs are drawn still', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'flags', localVersion: 1 })] })
    drawn = await drawWindow(library)
    const { screen, after } = drawn
    const broken = {
      kind: 'refused',
      name: 'x',
      get error(): never {
        throw new RangeError('No such error.')
      },
    } as const
    await after(() => {
      library.packFiles.arriving.push({ kind: 'reading', number: 1, names: ['x'] })
      library.packFiles.arriving.push({ kind: 'files', number: 1, files: [broken] })
      library.packFiles.arriving.push({ kind: 'refusedLink', error: anError('invalidArgument') })
    })
    const told = library.asked.filter((name) => name.startsWith('reportFailure'))
    const next = screen.queryByTestId('arrival-link-refused') !== null
    await after(() => fireEvent.click(screen.getByTestId('arrival-close')))
    await after(() => fireEvent.click(screen.getByTestId('more-flags')))
    await after(() => fireEvent.click(screen.getByTestId('remove-flags')))
    expect([
      told,
      next,
      screen.queryByTestId('notice-refusal') !== null,
      screen.queryByTestId('confirm-remove') !== null,
    ]).toEqual([['reportFailure internal at #/library'], true, true, true])
  })
})

describe('a screen that cannot be drawn', () => {
  it('says so in its place, keeps the frame, and is told to the log', async () => {
    const { screen, library } = await openBroken()
    const heading = screen.getByRole('heading', { level: 1 })
    expect([
      heading.textContent,
      document.activeElement === heading,
      screen.getByRole('navigation').querySelector('[aria-current]')?.textContent,
      screen.queryByRole('contentinfo') !== null,
      library.asked.filter((name) => name.startsWith('reportFailure')),
    ]).toEqual([
      'This screen could not be shown',
      true,
      'Storage',
      true,
      ['reportFailure internal at #/storage'],
    ])
  })

  it('shows on demand what support asks for', async () => {
    const { screen } = await openBroken()
    const facts = screen.getByTestId('part-failure').querySelectorAll('details dd')
    expect([...facts].map((fact) => fact.textContent)).toEqual([
      'internal',
      'Unexpected failure: No such pack.',
    ])
  })

  it('is drawn anew with Try again, once it can be', async () => {
    const { screen, after, mend } = await openBroken()
    await after(() => fireEvent.click(screen.getByTestId('failure-retry')))
    const still = screen.queryByTestId('part-failure') !== null
    mend()
    await after(() => fireEvent.click(screen.getByTestId('failure-retry')))
    expect([still, screen.getByRole('heading', { level: 1 }).textContent]).toEqual([true, 'Storage'])
  })

  it('leads back to the library', async () => {
    const { screen, after } = await openBroken()
    await after(() => fireEvent.click(screen.getByTestId('failure-library')))
    expect([screen.getByRole('heading', { level: 1 }).textContent, location.hash]).toEqual([
      'Library',
      '#/library',
    ])
  })
})
