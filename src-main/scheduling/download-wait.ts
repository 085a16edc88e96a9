import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { ManagedDownload, Waiter } from './managed-download'

/**
 * Waits until a download ends, or not at all when it has ended; leaves when `signal` aborts, which changes nothing for
 * others. `onLastLeft` runs when nobody waits any more.
 *
 * @throws the download's error, or the signal's reason.
 */
export function downloadEnd(
  download: ManagedDownload,
  signal: AbortSignal | undefined,
  onLastLeft: () => void,
): Promise<AssetPack> {
  // Whoever heard of the request may have ended the download, or the wait, before this is reached.
  const { state, assetPack } = download
  if (state.kind === 'finished') return Promise.resolve(assetPack)
  if (state.kind === 'failed') return Promise.reject(AssetPackError.fromJSON(state.error))
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      download.waiters.delete(waiter)
      reject(signal?.reason as Error)
      if (download.waiters.size === 0) onLastLeft()
    }
    const waiter: Waiter = {
      resolve: (assetPack) => {
        signal?.removeEventListener('abort', leave)
        resolve(assetPack)
      },
      reject: (error) => {
        signal?.removeEventListener('abort', leave)
        reject(error)
      },
    }
    download.waiters.add(waiter)
    if (signal?.aborted === true) leave()
    else signal?.addEventListener('abort', leave, { once: true })
  })
}

/** Ends every wait for the download, each once. */
export function settleWaiters(download: ManagedDownload, how: (waiter: Waiter) => void): void {
  const waiters = [...download.waiters]
  download.waiters.clear()
  waiters.forEach(how)
}
