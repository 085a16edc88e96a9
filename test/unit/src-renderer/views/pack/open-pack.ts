import { fireEvent } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { FakeLibrary, type FakeLibraryOptions } from '../../../../support/fake-library'
import { anEntry, type EntryParts } from '../../../../support/library-builders'
import { drawWindow, type DrawnWindow } from '../drawn-window'

/** A pack with an update to come and a version to go back to. */
export const maps: EntryParts = {
  id: 'maps',
  version: 3,
  localVersion: 2,
  keptVersion: 1,
  userInfo: {
    title: 'Maps',
    description: 'Many maps.\n\n<b>Really</b> many.',
    changelog: { 3: '- More **maps**', 2: 'Fewer <i>maps</i>' },
    region: 'eu',
    sizes: { least: 2 },
  },
}

/** The same pack where it is not installed. */
export const absent: EntryParts = { id: 'maps', version: 3, title: 'Maps' }

/** A window that shows the screen of a pack. */
export interface OpenPack extends DrawnWindow {
  readonly library: FakeLibrary
  readonly show: (tab: string) => Promise<void>
  readonly textOf: (testID: string) => string
}

/** Opens the screen of the pack from its card; the window closes with the test. */
export async function open(
  parts: EntryParts = maps,
  rest: Partial<FakeLibraryOptions> = {},
): Promise<OpenPack> {
  const library = new FakeLibrary({ entries: [anEntry(parts)], ...rest })
  const window = await drawWindow(library)
  onTestFinished(window.close)
  const { screen, after } = window
  // Links of a page without a browser go nowhere by themselves.
  const follow = (link: HTMLElement): Promise<void> =>
    after(() => {
      location.hash = link.getAttribute('href') ?? ''
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
  await follow(screen.getByTestId('open-maps'))
  return {
    ...window,
    library,
    show: (tab) => after(() => fireEvent.click(screen.getByTestId(`tab-${tab}`))),
    textOf: (testID) => screen.getByTestId(testID).textContent,
  }
}
