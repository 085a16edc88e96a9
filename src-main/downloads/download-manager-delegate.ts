import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { URLDownload } from '../../src-shared/domain/url-download'

/** What a `DownloadManager` takes: a file, or an asset pack. */
export type SchedulableDownload = URLDownload | AssetPackDownload

/**
 * Hears what becomes of downloads (the original's `BADownloadManagerDelegate`).
 *
 * One call at a time, in the order in which things happened; the next one waits for the promise of the one before, while the
 * transfers go on. For each download: `downloadDidBegin`, bytes written, `downloadDidPause` and `downloadDidBegin` again for
 * each interruption, at last either `downloadFinished` or `downloadFailed`, and nothing after that.
 *
 * The process that transfers is the one that hears. What failed or finished while nobody listened is kept, and told when
 * somebody does. Of asset packs, every download is told, also what the system does by itself. Do not wait for `close` in here: it waits for these calls.
 *
 * `download(_:didReceive:completionHandler:)` has no counterpart: no credentials are sent anywhere.
 */
export interface DownloadManagerDelegate {
  /** A transfer began, or goes on after a pause (`downloadDidBegin(_:)`). */
  downloadDidBegin?(download: SchedulableDownload): void | Promise<void>

  /** It stopped and goes on by itself, from the byte it came to (`downloadDidPause(_:)`). */
  downloadDidPause?(download: SchedulableDownload): void | Promise<void>

  /**
   * Bytes arrived (`download(_:didWriteBytes:totalBytesWritten:totalBytesExpectedToWrite:)`). A slow listener hears of several
   * pieces as one.
   *
   * @param bytesWritten since the last of these calls; what was here before a pause or a restart does not count again.
   * @param totalBytesWritten now in the file; less than before when the host made the transfer start over.
   * @param totalBytesExpectedToWrite the download's `fileSize`; of a pack, what comes this time.
   */
  downloadDidWriteBytes?(
    download: SchedulableDownload,
    bytesWritten: number,
    totalBytesWritten: number,
    totalBytesExpectedToWrite: number,
  ): void | Promise<void>

  /**
   * It ended without its file, and what came is gone (`download(_:failedWithError:)`). `cancelled` when somebody cancelled it.
   * It is no longer in the queue and may be scheduled again; an essential one as `download.removingEssential()`.
   */
  downloadFailed(download: SchedulableDownload, error: AssetPackError): void | Promise<void>

  /**
   * The file is here, of the right length and, where a digest was given, with the right content
   * (`download(_:finishedWithFileURL:)`).
   *
   * Move it, or read it, before returning or before the promise resolves: then it is deleted, and the download leaves the queue.
   * When this throws, both stay, and it is called again for the next delegate or at the next start. Who dies in here is told
   * again as well, and where the file was moved by then it comes again.
   */
  downloadFinished(download: URLDownload, fileURL: URL): void | Promise<void>

  /**
   * (+) The pack is installed, and is read through the `AssetPackManager`: there is no one file to be moved. Told once, not kept
   * for later; `AssetPackManager.status` says what is here.
   */
  assetPackDownloadFinished?(download: AssetPackDownload): void | Promise<void>
}
