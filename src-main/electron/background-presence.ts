import type { BrowserWindow } from 'electron'
import type { LibraryUpdate } from '../../src-shared/domain/library'
import { overallSeconds } from '../../src-shared/domain/queue-time'
import { approximateDuration, steadySeconds } from '../../src-shared/format/duration'
import { wholePercent } from '../../src-shared/format/numbers'
import type { SystemConditions } from '../platform/system-conditions'
import type { ApplicationMenu } from './application-menu'
import type { AppliedSettings } from './applied-settings'
import type { AppTray } from './app-tray'
import {
  afterUpdate,
  batchProgress,
  noBatch,
  queueCounts,
  type BatchProgress,
  type LibraryByID,
} from './library-summary'
import { mainText, type MainText } from './main-text'
import { menuDescription } from './menu-description'
import type { Notifier } from './notifier'
import type { PresenceState } from './presence-state'
import { mustStayAwake, type SleepBlocker } from './sleep-blocker'
import { taskbarProgress } from './taskbar-progress'
import { trayDescription } from './tray-description'

/** What a {@link BackgroundPresence} works with. */
export interface BackgroundPresenceOptions {
  readonly isMac: boolean
  readonly productName: () => string
  readonly settings: Pick<AppliedSettings, 'language' | 'catalogue' | 'onSpoken'>
  /** The window, while there is one. */
  readonly window: () => BrowserWindow | undefined
  readonly menu: Pick<ApplicationMenu, 'show'>
  readonly tray: Pick<AppTray, 'show' | 'remove' | 'isShown'>
  readonly notifier: (text: () => MainText) => Pick<Notifier, 'update' | 'close'>
  readonly sleepBlocker: Pick<SleepBlocker, 'hold'>
}

/** Before there are words. */
const untranslated: MainText = Object.assign((id: string) => id, { locale: 'en' })

/** What there is to see of packs: the library, how far all is and for how long, whether the repository is being asked. */
interface Seen {
  readonly library: LibraryByID
  readonly batch: BatchProgress
  /** Until all has come, as it was told last. */
  readonly seconds: number | undefined
  readonly checking: boolean
}

/**
 * What can be seen of the app besides its window: menu, tray, progress on the taskbar or dock, notifications, and that the
 * computer stays awake. All of it reads one record of how the packs are, and speaks the person's language.
 */
export class BackgroundPresence {
  readonly #options: BackgroundPresenceOptions
  readonly #notifier: Pick<Notifier, 'update' | 'close'>
  readonly #stopHearing: () => void
  #text: MainText | undefined
  #hasTrayHost = false
  #seen: Seen = { library: new Map(), batch: noBatch, seconds: undefined, checking: false }
  #shown = ''
  #shownText: MainText | undefined
  #isClosed = false

  constructor(options: BackgroundPresenceOptions) {
    this.#options = options
    this.#notifier = options.notifier(() => this.#text ?? untranslated)
    this.#stopHearing = options.settings.onSpoken(() => void this.#speak())
  }

  /** Whether the tray has an icon of this app that brings its window back. */
  get hasTray(): boolean {
    return this.#options.tray.isShown
  }

  /** Fetches the words, and shows the menu; the tray, too, if there is a place for it by then. */
  async open(): Promise<void> {
    await this.#speak()
  }

  /** Hears whether the desktop has a place for a tray now. */
  trayHostChanged(isThere: boolean): void {
    this.#hasTrayHost = isThere
    if (!isThere) this.#options.tray.remove()
    this.#show()
  }

  /** Follows the packs until their stream ends. */
  async follow(updates: AsyncIterable<LibraryUpdate>, conditions: SystemConditions): Promise<void> {
    const holdSleep = (): void => {
      const { library } = this.#seen
      this.#options.sleepBlocker.hold(
        !this.#isClosed && mustStayAwake(library, conditions.current().onBattery),
      )
    }
    const stopConditions = conditions.subscribe(holdSleep)
    try {
      for await (const update of updates) {
        this.#seen = nextSeen(this.#seen, update)
        this.#notifier.update(this.#seen.library)
        holdSleep()
        this.#show()
      }
    } finally {
      // Whatever ended it, nobody would let go of this later.
      stopConditions()
      this.#options.sleepBlocker.hold(false)
    }
  }

  /** Takes everything away. */
  close(): void {
    this.#isClosed = true
    this.#stopHearing()
    this.#notifier.close()
    this.#options.sleepBlocker.hold(false)
    this.#options.tray.remove()
  }

  async #speak(): Promise<void> {
    const { language, catalogue } = this.#options.settings
    this.#text = await mainText(language, catalogue)
    this.#show()
  }

  #show(): void {
    const text = this.#text
    if (text === undefined || this.#isClosed) return
    const { isMac, productName: name, menu, tray, window } = this.#options
    const productName = name()
    const state = presenceState(this.#seen)
    // Ten times a second there is news of packs; hardly ever is it news here.
    const shown = window()
    const windowID = shown?.isDestroyed() === false ? shown.id : undefined
    const described = JSON.stringify([productName, state, this.#hasTrayHost, windowID])
    if (described === this.#shown && text === this.#shownText) return
    this.#shown = described
    this.#shownText = text
    menu.show(menuDescription({ isMac, productName, state, text }))
    if (this.#hasTrayHost) tray.show(trayDescription({ productName, state, text }))
    this.#showProgress(state)
  }

  #showProgress(state: PresenceState): void {
    const window = this.#options.window()
    if (window === undefined || window.isDestroyed()) return
    const { fraction, mode } = taskbarProgress(state)
    window.setProgressBar(fraction, { mode })
  }
}

/** As coarse as it is shown: what nobody sees is no change. */
function presenceState({ library, batch, seconds, checking }: Seen): PresenceState {
  const { fraction } = batch
  return {
    ...queueCounts(library),
    fraction: fraction === undefined ? undefined : wholePercent(fraction) / 100,
    remaining: seconds === undefined ? undefined : approximateDuration(seconds),
    checking,
  }
}

function nextSeen(before: Seen, update: LibraryUpdate): Seen {
  const library = afterUpdate(before.library, update)
  const estimate = overallSeconds(library.values())
  return {
    library,
    batch: batchProgress(before.batch, library),
    seconds: estimate === undefined ? undefined : steadySeconds(before.seconds, estimate),
    checking: update.facts?.checking ?? before.checking,
  }
}
