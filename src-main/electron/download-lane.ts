import { session as sessions, type BrowserWindow, type DownloadItem, type Session } from 'electron'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'

/** Chromium hands over an item at once, without asking the host; what takes longer than this does not come. */
const longestTakingUpMs = 10_000

/** A request that nobody waits for any more. */
interface AbandonedRequest {
  readonly host: string
  /** On the clock's monotonic time; from then on it counts as ended. */
  readonly until: number
}

/**
 * A session for Chromium's own downloads, apart from every window's: nothing that the user sees or closes touches it, it
 * keeps nothing on disk, and no cookie stays in it.
 *
 * Chromium opens at most six connections to one host in a session, and a request that has not been answered yet cannot be
 * taken back: neither cancelling its item nor closing the session's connections ends it. The lane knows where that happened.
 */
export class DownloadLane {
  readonly #name: string
  readonly #clock: Clock
  readonly #abandoned = new Set<AbandonedRequest>()
  #session: Session | undefined

  constructor(name: string, clock: Clock) {
    this.#name = name
    this.#clock = clock
  }

  /** Opened when it is first needed: the window comes before the first download. */
  get session(): Session {
    if (this.#session === undefined) {
      this.#session = openSession(this.#name)
      askForIdentity(this.#session)
      // electron-dl listens once for each download that has not begun.
      this.#session.setMaxListeners(0)
    }
    return this.#session
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
    const now = this.#clock.monotonic()
    for (const request of this.#abandoned) if (request.until <= now) this.#abandoned.delete(request)
    return [...this.#abandoned].some((request) => request.host === host)
  }

  /**
   * Notes that nobody waits any more for the answer to a request; the returned function says that the request has ended.
   * Where nobody hears of that end, `longestMs` says when to believe in it.
   */
  abandon(host: string, longestMs = Infinity): () => void {
    const request = { host, until: this.#clock.monotonic() + longestMs }
    this.#abandoned.add(request)
    return () => {
      this.#abandoned.delete(request)
    }
  }

  /** Where Chromium puts a file before it has its name: on the same disk. */
  set scratchDirectory(directory: string) {
    this.session.setDownloadPath(directory)
  }

  /**
   * Takes up the unfinished file `path`, and hands over the item, which does nothing until it is resumed.
   *
   * @throws `timedOut` when there is no item in time, the signal's reason when it aborts before there is one.
   */
  interruptedItem(
    options: Parameters<Session['createInterruptedDownload']>[0],
    signal: AbortSignal,
  ): Promise<DownloadItem> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const end = (): void => {
        cancelTimer()
        signal.removeEventListener('abort', onAbort)
        this.session.removeListener('will-download', listener)
      }
      const listener = (_event: unknown, item: DownloadItem): void => {
        if (item.getSavePath() !== options.path) return
        end()
        resolve(item)
      }
      const onAbort = (): void => {
        end()
        reject(signal.reason as Error)
      }
      const cancelTimer = this.#clock.schedule(longestTakingUpMs, () => {
        end()
        reject(new AssetPackError('timedOut', 'Chromium did not take up an unfinished download.'))
      })
      signal.addEventListener('abort', onAbort, { once: true })
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
