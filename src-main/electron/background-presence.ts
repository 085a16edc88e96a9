import { Notification, type BrowserWindow } from 'electron'
import type { LibraryUpdate } from '../../src-shared/domain/library'
import type { Catalogue } from '../../src-shared/messages/message-id'
import type { AppliedSettings } from './applied-settings'
import { endNotices, type EndNotice } from './end-notices'
import { afterUpdate, overallProgress, type LibraryByID, type OverallProgress } from './library-summary'
import { showWindow } from './main-window'

/** What {@link showPresence} needs. */
export interface PresenceOptions {
  /** The window, while there is one. */
  readonly window: () => BrowserWindow | undefined
  readonly productName: string
  readonly library: AsyncIterable<LibraryUpdate>
  /** What the person wants to be told, and in which language. */
  readonly settings: Pick<AppliedSettings, 'current' | 'catalogue'>
}

/**
 * What can be seen of the downloads while nobody looks at the window: progress on the taskbar or dock where the system has
 * it, and notifications, as far as they are wanted, while the window is not focused. Ends with the stream.
 */
export async function showPresence(options: PresenceOptions): Promise<void> {
  let library: LibraryByID = new Map()
  for await (const update of options.library) {
    const before = library
    library = afterUpdate(library, update)
    showTaskbarProgress(options.window(), overallProgress(library))
    for (const notice of endNotices(before, library, options.settings.current)) notify(options, notice)
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

function notify(options: PresenceOptions, notice: EndNotice): void {
  const window = options.window()
  if (window === undefined || window.isDestroyed() || window.isFocused() || !Notification.isSupported())
    return
  const notification = new Notification(
    notificationText(notice, options.productName, options.settings.catalogue),
  )
  notification.on('click', () => {
    showWindow(window)
  })
  notification.show()
}

/** Sentences without values, and a pack by its own name: nothing here has to be put together. */
function notificationText(
  notice: EndNotice,
  productName: string,
  sentences: Catalogue,
): { readonly title: string; readonly body: string } {
  const title = notice.kind === 'pack' ? notice.title : productName
  return { title, body: sentences[`notify.${notice.kind}`] }
}
