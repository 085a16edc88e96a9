import type { AssetPackError } from '../../src-shared/domain/errors'
import type { URLDownload } from '../../src-shared/domain/url-download'
import type { ExtensionHost } from './extension-host'

/** Downloads that come into the queue instead of one that has ended. */
export type NextDownloads = URLDownload | readonly URLDownload[] | undefined

/**
 * What an app does with downloads that end while it does not run (the original's `BADownloaderExtension`): the default export
 * of a module of its own, or that module's exports of these names. Whoever opens the queue meanwhile names the module.
 *
 * The code runs apart, without the memory of who opened the queue, one call at a time, and while it does nobody else has
 * exclusive control of the queue. It may be ended at any moment and started again: what is called twice then has the same
 * `uniqueIdentifier`.
 *
 * A download whose end it has no function for stays in the queue, with its file, for the app's delegate; so does one at whose
 * end it throws.
 */
export interface UnmanagedDownloaderExtension {
  /**
   * The file of a download is here and whole, and no delegate was there to take it
   * (`backgroundDownload(_:finishedWithFileURL:)`).
   *
   * Move it before returning, or before the promise resolves: then it is deleted, and the download leaves the queue. Do the
   * move last. Whatever dies afterwards, a file that was moved is not handed over again and not fetched again; one that is
   * still in its place is.
   *
   * @returns what comes into the queue in the same step; nothing by default.
   */
  backgroundDownloadFinished?(download: URLDownload, fileURL: URL): NextDownloads | Promise<NextDownloads>

  /**
   * A download has failed for good, and no delegate was there to hear it (`backgroundDownload(_:failedWithError:)`). It leaves
   * the queue with this call.
   *
   * @returns what comes into the queue in the same step, be it the same download again: an essential one as
   * `download.removingEssential()`.
   */
  backgroundDownloadFailed?(
    download: URLDownload,
    error: AssetPackError,
  ): NextDownloads | Promise<NextDownloads>
}

/** How the code that takes ended downloads is found and held. */
export interface UnmanagedExtensionOptions {
  /** The module: a file URL, or a path that starts from the working directory. */
  readonly module: string | URL
  /** Milliseconds that one call may take; 30,000 by default. */
  readonly callLimitMs?: number | undefined
  /** Milliseconds that loading the module may take; 10,000 by default. */
  readonly loadLimitMs?: number | undefined
  /** Where it runs; in a thread of this process by default. */
  readonly host?: ExtensionHost | undefined
  /**
   * The built program of that thread: `extension-thread.js`, beside the library's own code by default. A bundle that the library is
   * part of needs it beside itself, made of `packhouse/extension-thread`, or named here.
   */
  readonly extensionThread?: URL | undefined
}
