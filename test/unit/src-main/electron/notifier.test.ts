import { EventEmitter } from 'node:events'
import type { Notification } from 'electron'
import { describe, expect, test } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import type { WindowRequest } from '../../../../src-shared/domain/window-request'
import { en } from '../../../../src-shared/messages/en'
import { mainText } from '../../../../src-main/electron/main-text'
import { Notifier } from '../../../../src-main/electron/notifier'
import { aDownload, anEntry, anError } from '../../../support/library-builders'
import { ManualClock } from '../../../support/manual-clock'

/** The system's notifications, as far as the app sees them. */
class FakeNotification extends EventEmitter {
  readonly content: { readonly title: string; readonly body: string }
  isOpen = false

  constructor(content: FakeNotification['content']) {
    super()
    this.content = content
  }

  show(): void {
    this.isOpen = true
  }

  close(): void {
    this.isOpen = false
    this.emit('close')
  }
}

const ids = Array.from({ length: 10 }, (_, index) => `pack-${String(index)}`)
const coming = (id: string): LibraryEntry => anEntry({ id, title: id, download: aDownload() })
const here = (id: string): LibraryEntry => anEntry({ id, title: id, localVersion: 1 })

async function open(settings: { readonly notifyEachPack?: boolean } = {}) {
  const clock = new ManualClock()
  const shown: FakeNotification[] = []
  const opened: WindowRequest[] = []
  const window = { isFocused: false }
  const text = await mainText({ id: 'en', tag: 'en', direction: 'ltr' }, en)
  const notifier = new Notifier({
    create: (content) => {
      const notification = new FakeNotification(content)
      shown.push(notification)
      return notification as unknown as Notification
    },
    isPossible: () => true,
    clock,
    settings: () => ({ notifyWhenDone: true, notifyWhenNeeded: true, notifyEachPack: false, ...settings }),
    text: () => text,
    productName: () => 'Packhouse',
    isWindowFocused: () => window.isFocused,
    open: (request) => opened.push(request),
  })
  const update = (...entries: readonly LibraryEntry[]): void => {
    notifier.update(new Map(entries.map((entry) => [entry.assetPack.id, entry])))
  }
  return { notifier, clock, shown, opened, window, update }
}

describe('notifications', () => {
  test('are one for ten packs that end together, and a click leads to all of them', async () => {
    const { clock, shown, opened, update } = await open({ notifyEachPack: true })
    for (const [count] of [...ids, 'last'].entries())
      update(...ids.map((id, index) => (index < count ? here(id) : coming(id))))
    await clock.advance(60_000)
    shown[0]?.emit('click')
    expect([shown.map(({ content }) => content.body), opened]).toEqual([
      ['10 packs are ready to use.'],
      [{ kind: 'command', command: 'downloads' }],
    ])
  })

  test('of packs that come one after the other become rarer, and each takes the place of the one before', async () => {
    const { clock, shown, update } = await open({ notifyEachPack: true })
    update(...ids.map(coming))
    for (const [count] of ids.entries()) {
      update(...ids.map((id, index) => (index < count ? here(id) : coming(id))))
      await clock.advance(4_000)
    }
    const bodies = shown.map(({ content }) => content.title)
    expect([bodies, shown.filter(({ isOpen }) => isOpen)]).toEqual([
      ['pack-0', 'Packhouse', 'Packhouse'],
      [shown.at(-1)],
    ])
  })

  test.each([true, false])(
    'of the end of a long batch, and of a first failure, come at once (each pack: %s)',
    async (notifyEachPack) => {
      const { clock, shown, update } = await open({ notifyEachPack })
      const many = Array.from({ length: 40 }, (_, index) => `pack-${String(index)}`)
      update(...many.map(coming))
      for (const [count] of many.entries()) {
        update(...many.map((id, index) => (index <= count ? here(id) : coming(id))), coming('last'))
        await clock.advance(60_000)
      }
      const before = shown.length
      const failed = anEntry({ id: 'last', title: 'Last', error: anError('hostUnavailable') })
      update(...many.map(here), failed, coming('other'))
      await clock.advance(3_000)
      const failure = shown.slice(before).map(({ content }) => content.title)
      update(...many.map(here), failed, here('other'))
      await clock.advance(3_000)
      expect([failure, shown.at(-1)?.content.body]).toEqual([['Last'], '41 packs are ready to use.'])
    },
  )

  test('are none while somebody looks at the window, and none later for what it has shown', async () => {
    const { clock, shown, window, update } = await open()
    window.isFocused = true
    update(coming('a'))
    update(here('a'))
    await clock.advance(10_000)
    window.isFocused = false
    update(here('a'))
    await clock.advance(60_000)
    expect(shown).toEqual([])
  })

  test('tell of a failure once, and a click leads to its pack', async () => {
    const { clock, shown, opened, update } = await open()
    const failed = anEntry({ id: 'a', title: 'Maps', error: anError('hostUnavailable') })
    update(coming('a'), coming('b'))
    update(failed, coming('b'))
    await clock.advance(10_000)
    update(coming('a'), coming('b'))
    update(failed, coming('b'))
    await clock.advance(600_000)
    shown[0]?.emit('click')
    expect([shown.map(({ content }) => content), opened]).toEqual([
      [{ title: 'Maps', body: 'Could not be installed. Open it to see why.' }],
      [{ kind: 'pack', id: 'a' }],
    ])
  })

  test('tell nothing of what was there at the start, nor after the end', async () => {
    const { notifier, clock, shown, update } = await open()
    update(here('a'), anEntry({ id: 'b', error: anError('timedOut') }))
    update(here('a'), anEntry({ id: 'b', error: anError('timedOut') }), coming('c'))
    update(here('a'), here('c'))
    notifier.close()
    await clock.advance(60_000)
    expect([shown, clock.pendingTimers]).toEqual([[], 0])
  })
})
