import { BrowserWindow, session as sessions, type DownloadItem, type Session } from 'electron'

/**
 * A session for Chromium's own downloads, apart from every window's: nothing that the user sees or closes touches it, it
 * keeps nothing on disk, and no cookie stays in it.
 */
export class DownloadLane {
  readonly session: Session
  #window: BrowserWindow | undefined
  #users = 0
  #retired = false

  constructor(name: string) {
    this.session = sessions.fromPartition(`packhouse-${name}`, { cache: false })
    askForIdentity(this.session)
    // electron-dl listens once for each download that has not begun.
    this.session.setMaxListeners(0)
    this.session.setPermissionRequestHandler((_contents, _permission, callback) => {
      callback(false)
    })
    this.session.cookies.on('changed', (_event, cookie, _cause, removed) => {
      if (removed) return
      const url = `https://${(cookie.domain ?? '').replace(/^\./, '')}${cookie.path ?? '/'}`
      void this.session.cookies.remove(url, cookie.name)
    })
  }

  /** electron-dl takes its session from a window: this one is made when it is needed, is never shown and stays empty. */
  async window(): Promise<BrowserWindow> {
    if (this.#window !== undefined && !this.#window.isDestroyed()) return this.#window
    this.#window = new BrowserWindow({
      show: false,
      width: 1,
      height: 1,
      skipTaskbar: true,
      webPreferences: { session: this.session, sandbox: true, contextIsolation: true, javascript: false },
    })
    // A window without any page would keep debuggers, and the tests with them, waiting for one.
    await this.#window.loadURL('about:blank')
    return this.#window
  }

  /** Runs `work` on this lane; a retired lane goes when its last work has ended. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    this.#users += 1
    try {
      return await work()
    } finally {
      this.#users -= 1
      this.#closeIfDone()
    }
  }

  /** Whether a new lane should take its place. */
  get isRetired(): boolean {
    return this.#retired
  }

  /** Takes no new work: a host that never answers holds connections of this session that nothing can take back. */
  retire(): void {
    this.#retired = true
    this.#closeIfDone()
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

  #closeIfDone(): void {
    if (this.#retired && this.#users === 0 && this.#window?.isDestroyed() === false) this.#window.destroy()
  }
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
