import { session as sessions, type BrowserWindow, type DownloadItem, type Session } from 'electron'

/**
 * A session for Chromium's own downloads, apart from every window's: nothing that the user sees or closes touches it, it
 * keeps nothing on disk, and no cookie stays in it.
 *
 * Chromium opens at most six connections to one host in a session, and a request that has not been answered yet cannot be
 * taken back: neither cancelling its item nor closing the session's connections ends it. The lane knows where that happened.
 */
export class DownloadLane {
  readonly session: Session
  readonly #abandoned = new Map<string, number>()

  constructor(name: string) {
    this.session = openSession(name)
    askForIdentity(this.session)
    // electron-dl listens once for each download that has not begun.
    this.session.setMaxListeners(0)
  }

  /**
   * What electron-dl takes for a window. It uses its session, and would show progress on the window that it belongs to; a
   * real one, never shown, would cost a process and count as an open window.
   */
  get owner(): BrowserWindow {
    const webContents = { session: this.session, getOwnerBrowserWindow: () => null }
    return { webContents } as unknown as BrowserWindow
  }

  /** Whether a request that nobody waits for any more may still hold a connection to `host`. */
  isHeldUpAt(host: string): boolean {
    return this.#abandoned.has(host)
  }

  /** Notes that nobody waits any more for the answer to a request; the returned function says that the request has ended. */
  abandon(host: string): () => void {
    this.#abandoned.set(host, (this.#abandoned.get(host) ?? 0) + 1)
    return () => {
      const left = (this.#abandoned.get(host) ?? 1) - 1
      if (left === 0) this.#abandoned.delete(host)
      else this.#abandoned.set(host, left)
    }
  }

  /** Where Chromium puts a file before it has its name: on the same disk. */
  set scratchDirectory(directory: string) {
    this.session.setDownloadPath(directory)
  }

  /** Takes up the unfinished file `path`, and hands over the item at once. */
  interruptedItem(options: Parameters<Session['createInterruptedDownload']>[0]): Promise<DownloadItem> {
    return new Promise((resolve) => {
      const listener = (_event: unknown, item: DownloadItem): void => {
        if (item.getSavePath() !== options.path) return
        this.session.removeListener('will-download', listener)
        resolve(item)
      }
      this.session.on('will-download', listener)
      this.session.createInterruptedDownload(options)
    })
  }
}

/** A session that lives in memory, grants nothing and forgets every cookie. Chromium keeps it until the process ends. */
export function openSession(name: string): Session {
  const session = sessions.fromPartition(`packhouse-${name}`, { cache: false })
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false)
  })
  session.cookies.on('changed', (_event, cookie, _cause, removed) => {
    if (removed) return
    const url = `https://${(cookie.domain ?? '').replace(/^\./, '')}${cookie.path ?? '/'}`
    void session.cookies.remove(url, cookie.name)
  })
  return session
}

/**
 * Makes every download of `session` ask for the bytes as they are. electron-dl has no option for headers, and Chromium would
 * offer gzip and more, which it would then decode without a limit.
 */
function askForIdentity(session: Session): void {
  const downloadURL = session.downloadURL.bind(session)
  session.downloadURL = (url, options) => {
    downloadURL(url, { ...options, headers: { ...options?.headers, 'Accept-Encoding': 'identity' } })
  }
}
