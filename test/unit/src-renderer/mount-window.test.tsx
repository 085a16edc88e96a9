import { act } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { mountWindow } from '../../../src-renderer/mount-window'
import { loadLanguage } from '../../../src-renderer/window-language'
import { FakeLibrary } from '../../support/fake-library'
import { anEntry } from '../../support/library-builders'
import { ManualClock } from '../../support/manual-clock'

let unmount: () => void = () => undefined

afterEach(() => {
  act(() => {
    unmount()
  })
})

/** Does something and waits until the window shows it. */
async function after(change: () => void): Promise<void> {
  await act(async () => {
    change()
    await new ManualClock().advance(0)
  })
}

async function mount(library: FakeLibrary): Promise<HTMLElement> {
  const container = document.body.appendChild(document.createElement('div'))
  const language = await loadLanguage('en')
  await after(() => {
    unmount = mountWindow(container, library, new ManualClock(), language)
  })
  return container
}

it('draws nothing before the main process has said what there is', async () => {
  const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
  const facts = await library.appFacts()
  let answer: (value: typeof facts) => void = () => undefined
  library.appFacts = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  const container = await mount(library)
  const before = container.childElementCount
  await after(() => {
    answer(facts)
  })
  expect([before, container.querySelector('h1')?.textContent]).toEqual([0, 'Library'])
})

it('draws nothing before it knows how that is to be shown', async () => {
  const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
  const told = library.settings.bind(library)
  let tell: () => void = () => undefined
  const toldLater = new Promise<void>((resolve) => {
    tell = resolve
  })
  library.settings = async function* (...asked) {
    await toldLater
    yield* told(...asked)
  }
  const container = await mount(library)
  const before = container.childElementCount
  await after(tell)
  expect([before, container.querySelector('h1')?.textContent]).toEqual([0, 'Library'])
})

it('draws its list as it usually is when nobody says how that is to be shown', async () => {
  const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
  library.settings = () => {
    throw new Error('gone')
  }
  const container = await mount(library)
  expect(container.querySelector('[data-testid="pack-emoji"]')).not.toBeNull()
})

it('says once that its first list is painted', async () => {
  const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
  const said = new Promise<void>((resolve) => {
    const drawn = library.drawn.bind(library)
    library.drawn = async () => {
      await drawn()
      resolve()
      return undefined
    }
  })
  await mount(library)
  await said
  expect(library.asked).toEqual(['drawn'])
})

it('draws its frame when the main process does not answer', async () => {
  const library = new FakeLibrary({ entries: [] })
  library.appFacts = () => Promise.reject(new Error('gone'))
  const container = await mount(library)
  expect(container.querySelector('h1')?.textContent).toBe('Library')
})
