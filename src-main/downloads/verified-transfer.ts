import { open, rm, stat } from 'node:fs/promises'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import type { URLDownload } from '../../src-shared/domain/url-download'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { hashFile } from '../repository/digest'
import { resumeNotesPath } from '../transport/resume-notes'
import type { Transport } from '../transport/transport'
import { shownURL } from '../transport/url-rule'
import { FollowedDigest } from './followed-digest'

/** What {@link transferVerified} works with. */
export interface VerifiedTransfer {
  readonly transport: Pick<Transport, 'download'>
  readonly download: URLDownload
  /** The file to fill. */
  readonly path: string
  readonly signal: AbortSignal
  /** See `DownloadRequest.whileGivingWay`. */
  readonly whileGivingWay: AbortSignal
  /** Hears how many bytes are in the file. */
  readonly onProgress: (bytesInFile: number) => void
}

/**
 * Brings a download's file, going on after what is there of it. When it returns, the file has the length and the content that
 * the download says, and is on the disk. A file with the wrong content is fetched once more, past caches on the way.
 *
 * @throws `remoteChanged` for another length, `integrityCheckFailed` for other content, or what transport and disk say. What
 * arrived stays, except where it is wrong.
 */
export async function transferVerified(transfer: VerifiedTransfer): Promise<void> {
  if (await isHereAlready(transfer)) return
  try {
    await transferOnce(transfer, false)
  } catch (error) {
    if (!isAssetPackError(error, 'integrityCheckFailed')) throw error
    await transferOnce(transfer, true)
  }
}

/** Whether a process that died before it could say so had brought all of it. Only a digest can tell. */
async function isHereAlready({ download, path, signal, onProgress }: VerifiedTransfer): Promise<boolean> {
  const { fileSize, sha256 } = download
  const size = await stat(path).then(
    (stats) => stats.size,
    () => undefined,
  )
  if (sha256 === undefined || size !== fileSize) return false
  if ((await withFileSystemErrors(path, () => hashFile(path, signal))) !== sha256) return false
  await withFileSystemErrors(path, () => syncFile(path))
  onProgress(fileSize)
  return true
}

/** Removes a download's file and what the transport keeps beside it. */
export async function removeTransfer(path: string): Promise<void> {
  await withFileSystemErrors(path, async () => {
    await rm(path, { force: true })
    await rm(resumeNotesPath(path), { force: true })
  })
}

async function transferOnce(transfer: VerifiedTransfer, revalidate: boolean): Promise<void> {
  const { transport, download, path, signal, whileGivingWay, onProgress } = transfer
  const { url, fileSize, sha256 } = download
  const digest = sha256 === undefined ? undefined : new FollowedDigest(path)
  try {
    await transport.download({
      url,
      totalBytes: fileSize,
      destination: path,
      revalidate,
      signal,
      whileGivingWay,
      onProgress: (bytes) => {
        digest?.reached(bytes)
        onProgress(bytes)
      },
    })
  } finally {
    // Nobody reads the file any more when this has ended: it may be deleted.
    await digest?.whenIdle()
  }
  const isRight = await withFileSystemErrors(path, async () => {
    const { size } = await stat(path)
    return size === fileSize && (sha256 === undefined || digest?.matches(sha256, fileSize, signal))
  })
  if (isRight !== true) {
    await removeTransfer(path)
    throw wrongContent(download)
  }
  await withFileSystemErrors(path, () => syncFile(path))
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function wrongContent({ identifier, url, sha256, fileSize }: URLDownload): AssetPackError {
  const shown = shownURL(new URL(url))
  return new AssetPackError(
    'integrityCheckFailed',
    `${shown} is not what the download "${identifier}" says: its SHA-256 is another one. Correct the digest or the file.`,
    { details: { identifier, url: shown, fileSize, ...(sha256 === undefined ? {} : { sha256 }) } },
  )
}
