import { Notification, type BrowserWindow } from 'electron'
import type { LibraryUpdate } from '../../src-shared/domain/library'
import { afterUpdate, overallProgress, type LibraryByID, type OverallProgress } from './library-summary'
import { showWindow } from './main-window'

/** What {@link showPresence} needs. */
export interface PresenceOptions {
  /** The window, while there is one. */
  readonly window: () => BrowserWindow | undefined
  readonly productName: string
  readonly library: AsyncIterable<LibraryUpdate>
}

/**
 * What can be seen of the downloads while nobody looks at the window: progress on the taskbar or dock where the system has
 * it, and at most one notification, when the last download has ended and the window is not focused. Ends with the stream.
 */
export async function showPresence(options: PresenceOptions): Promise<void> {
  let library: LibraryByID = new Map()
  let before: OverallProgress = overallProgress(library)
  for await (const update of options.library) {
    library = afterUpdate(library, update)
    const now = overallProgress(library)
    showTaskbarProgress(options.window(), now)
    if (before.active > 0 && now.active === 0 && now.paused === 0) notifyOfEnd(options, now)
    before = now
  }
}

function showTaskbarProgress(
  window: BrowserWindow | undefined,
  { fraction, paused, failed }: OverallProgress,
): void {
  if (window === undefined || window.isDestroyed()) return
  if (fraction === undefined) window.setProgressBar(-1)
  else window.setProgressBar(fraction, { mode: failed > 0 ? 'error' : paused > 0 ? 'paused' : 'normal' })
}

function notifyOfEnd(options: PresenceOptions, { failed }: OverallProgress): void {
  const window = options.window()
  if (window === undefined || window.isDestroyed() || window.isFocused() || !Notification.isSupported())
    return
  const body =
    failed === 0 ? 'All packs are ready.' : 'A pack could not be installed. Open the app to see why.'
  const notification = new Notification({ title: options.productName, body })
  notification.on('click', () => {
    showWindow(window)
  })
  notification.show()
}
