import type { Notification } from 'electron'
import type { AppSettings } from '../../src-shared/domain/app-settings'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import type { Clock } from '../platform/clock'
import { downloadEndings, knownFailures, type KnownFailures } from './download-endings'
import {
  afterTelling,
  isWorthTelling,
  nothingUntold,
  noticeOf,
  noticeTarget,
  noticeText,
  withEndings,
  type DownloadNotice,
} from './download-notices'
import type { LibraryByID } from './library-summary'
import type { MainText } from './main-text'

/** What a {@link Notifier} works with. */
export interface NotifierOptions {
  readonly create: (content: { readonly title: string; readonly body: string }) => Notification
  /** Whether this system has notifications. */
  readonly isPossible: () => boolean
  readonly clock: Clock
  readonly settings: () => Pick<AppSettings, 'notifyWhenDone' | 'notifyWhenNeeded' | 'notifyEachPack'>
  readonly text: () => MainText
  readonly productName: () => string
  /** Whether somebody looks at the window: then nothing is told that it shows. */
  readonly isWindowFocused: () => boolean
  /** Shows the window, and in it what was clicked on. */
  readonly open: (request: WindowRequest) => void
}

/** What ends within this time is told together. */
const gatheringMs = 3_000
/** News within one batch becomes rarer, up to this; that all of it is over, and the first failure, wait for nothing more. */
const longestGatheringMs = 5 * 60_000

/** Tells of downloads that have ended, together rather than one by one. */
export class Notifier {
  readonly #options: NotifierOptions
  #library: LibraryByID | undefined
  #known: KnownFailures = new Map()
  #untold = nothingUntold
  #gathering = gatheringMs
  #hasToldFailure = false
  #cancelTimer: (() => void) | undefined
  /** Whether that timer was set for something that must not wait long. */
  #isSoon = false
  /** Kept while it can be clicked on: of one that is collected as garbage a click is never heard. */
  readonly #shown = new Map<DownloadNotice['kind'], Notification>()

  constructor(options: NotifierOptions) {
    this.#options = options
  }

  /** Hears how the library is now. What was there at first is no news. */
  update(library: LibraryByID): void {
    const before = this.#library
    this.#library = library
    const known = this.#known
    this.#known = knownFailures(known, library)
    if (before === undefined) return
    this.#untold = withEndings(this.#untold, downloadEndings(before, library, known))
    if (isWorthTelling(this.#untold)) this.#tellSoon()
    else if (this.#untold.isBatchOver) this.#forgetBatch()
  }

  /** Tells nothing more. */
  close(): void {
    this.#cancelTimer?.()
    for (const notification of this.#shown.values()) notification.close()
    this.#shown.clear()
  }

  #tellSoon(): void {
    const { isBatchOver, failed } = this.#untold
    const isUrgent = isBatchOver || (failed.length > 0 && !this.#hasToldFailure)
    if (isUrgent && !this.#isSoon) {
      this.#isSoon = true
      this.#cancelTimer?.()
      this.#cancelTimer = undefined
    }
    const delayMs = isUrgent ? gatheringMs : this.#gathering
    this.#cancelTimer ??= this.#options.clock.schedule(delayMs, this.#tell)
  }

  readonly #tell = (): void => {
    this.#cancelTimer = undefined
    this.#isSoon = false
    const { settings, isWindowFocused, isPossible } = this.#options
    const notice = noticeOf(this.#untold, settings())
    if (notice !== undefined && !isWindowFocused() && isPossible()) {
      this.#show(notice)
      this.#hasToldFailure ||= notice.kind === 'failed'
      this.#gathering = Math.min(this.#gathering * 2, longestGatheringMs)
    }
    const { isBatchOver } = this.#untold
    this.#untold = afterTelling(this.#untold)
    if (isBatchOver) this.#forgetBatch()
  }

  #forgetBatch(): void {
    this.#untold = nothingUntold
    this.#gathering = gatheringMs
    this.#hasToldFailure = false
  }

  /** In the place of the one of the same kind: what it said is part of this, or old. */
  #show(notice: DownloadNotice): void {
    const { create, text, productName, open } = this.#options
    const notification = create(noticeText(notice, productName(), text()))
    const forget = (): void => {
      if (this.#shown.get(notice.kind) === notification) this.#shown.delete(notice.kind)
    }
    notification.on('click', () => {
      forget()
      open(noticeTarget(notice))
    })
    notification.on('close', forget)
    this.#shown.get(notice.kind)?.close()
    this.#shown.set(notice.kind, notification)
    notification.show()
  }
}
