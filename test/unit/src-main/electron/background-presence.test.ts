import type { BrowserWindow } from 'electron'
import { describe, expect, test } from 'vitest'
import { AsyncQueue } from '../../../../src-shared/base/async-queue'
import { Emitter } from '../../../../src-shared/base/emitter'
import type { LibraryEntry, LibraryUpdate } from '../../../../src-shared/domain/library'
import { chooseLocale, loadCatalogue, type ChosenLocale } from '../../../../src-shared/messages/locales'
import { en } from '../../../../src-shared/messages/en'
import type { Catalogue } from '../../../../src-shared/messages/message-id'
import { BackgroundPresence } from '../../../../src-main/electron/background-presence'
import type { MenuDescription } from '../../../../src-main/electron/menu-description'
import type { TrayDescription } from '../../../../src-main/electron/tray-description'
import { aDownload, anEntry } from '../../../support/library-builders'
import { ManualConditions } from '../../../support/manual-conditions'

/** The settings, as far as language goes. */
class SpokenSettings {
  language: ChosenLocale = chooseLocale('en', [])
  catalogue: Catalogue = en
  readonly #spoken = new Emitter<undefined>((error) => {
    throw error
  })

  onSpoken(listener: () => void): () => void {
    return this.#spoken.subscribe(listener)
  }

  async speak(language: string): Promise<void> {
    this.language = chooseLocale(language, [])
    this.catalogue = await loadCatalogue(this.language.id)
    this.#spoken.emit(undefined)
  }
}

function open() {
  const settings = new SpokenSettings()
  const menus: (readonly MenuDescription[])[] = []
  const trays: TrayDescription[] = []
  const held: boolean[] = []
  const bars: string[] = []
  const seen: number[] = []
  let isTrayShown = false
  const presence = new BackgroundPresence({
    isMac: false,
    productName: () => 'Packhouse',
    settings,
    window: () =>
      ({
        id: 1,
        isDestroyed: () => false,
        setProgressBar: (fraction: number, { mode }: { readonly mode: string }) =>
          bars.push(`${mode} ${String(fraction)}`),
      }) as unknown as BrowserWindow,
    menu: { show: (menu) => menus.push(menu) },
    tray: {
      show: (description) => {
        isTrayShown = true
        trays.push(description)
      },
      remove: () => {
        isTrayShown = false
      },
      get isShown() {
        return isTrayShown
      },
    },
    notifier: () => ({ update: (library) => seen.push(library.size), close: () => undefined }),
    sleepBlocker: { hold: (isWanted) => held.push(isWanted) },
  })
  const conditions = new ManualConditions()
  const updates = new AsyncQueue<LibraryUpdate>()
  return { presence, settings, menus, trays, held, bars, seen, conditions, updates }
}

function changed(...entries: readonly LibraryEntry[]): LibraryUpdate {
  return { kind: 'changed', entries, removedIDs: [] }
}

const coming = anEntry({ id: 'a', policy: 'essential', download: aDownload({ fractionCompleted: 0.25 }) })

describe('the app outside of its window', () => {
  test('shows the same in menu, tray and taskbar, and only what has changed on the taskbar', async () => {
    const { presence, menus, trays, bars, conditions, updates } = open()
    presence.trayHostChanged(true)
    const before = trays.length
    await presence.open()
    const following = presence.follow(updates, conditions)
    updates.push(changed(coming))
    updates.push(changed(coming))
    updates.end()
    await following
    const packs = menus.at(-1)?.find(({ label }) => label === 'Packs')
    expect([before, trays.at(-1)?.tooltip, bars]).toEqual([
      0,
      'Packhouse: 1 download, 25% · About 2 min left',
      ['none -1', 'normal 0.25'],
    ])
    expect(packs?.lines.at(-1)).toMatchObject({ label: 'Pause everything', isEnabled: true })
  })

  test('says how long all of it takes in the tray, and keeps to that while the estimate wavers', async () => {
    const { presence, trays, conditions, updates } = open()
    presence.trayHostChanged(true)
    await presence.open()
    const following = presence.follow(updates, conditions)
    for (const secondsRemaining of [150, 148, 152, 88, undefined]) {
      const download = aDownload({ fractionCompleted: 0.25, totalBytes: 1, secondsRemaining })
      updates.push(changed(anEntry({ id: 'a', download })))
    }
    updates.end()
    await following
    expect(trays.slice(1).map(({ tooltip }) => tooltip.split(' · ')[1])).toEqual([
      'About 3 min left',
      'About 1 min left',
      undefined,
    ])
  })

  test('speaks another language at once when its person wants that', async () => {
    const { presence, settings, menus, trays } = open()
    presence.trayHostChanged(true)
    await presence.open()
    await settings.speak('de')
    await expect.poll(() => menus.at(-1)?.[0]?.label, { interval: 5 }).toBe('Datei')
    expect(trays.at(-1)?.tooltip).toBe('Packhouse: Kein Download läuft')
  })

  test('has a tray as long as the desktop has a place for one', async () => {
    const { presence } = open()
    await presence.open()
    const seen = [presence.hasTray]
    for (const isThere of [true, false, true]) {
      presence.trayHostChanged(isThere)
      seen.push(presence.hasTray)
    }
    presence.close()
    expect([...seen, presence.hasTray]).toEqual([false, true, false, true, false])
  })

  test('keeps the computer awake while it must, on mains power, and lets go whatever ends the packs', async () => {
    const { presence, held, conditions, updates } = open()
    const following = presence.follow(updates, conditions)
    updates.push(changed(coming))
    await expect.poll(() => held.at(-1), { interval: 5 }).toBe(true)
    conditions.set({ onBattery: true })
    const onBattery = held.at(-1)
    conditions.set({ onBattery: false })
    const onMains = held.at(-1)
    updates.fail(new Error('The stream broke.'))
    await expect(following).rejects.toThrow('The stream broke.')
    expect([onBattery, onMains, held.at(-1), conditions.listenerCount]).toEqual([false, true, false, 0])
  })

  test('lets go of everything when it is closed, also of what comes later', async () => {
    const { presence, held, conditions, updates, menus } = open()
    await presence.open()
    void presence.follow(updates, conditions)
    presence.close()
    const shown = menus.length
    updates.push(changed(coming))
    conditions.set({ onBattery: true })
    await expect.poll(() => held.length, { interval: 5 }).toBeGreaterThan(2)
    expect([held.includes(true), menus.length]).toEqual([false, shown])
  })
})
